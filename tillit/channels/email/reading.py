"""From the bytes of a mail to an envelope."""

import re
from email import message_from_bytes
from email.message import Message

from tillit.channels.email.bodies import enclosures_of, parts_of, words_of
from tillit.channels.email.headers import AS_WRITTEN, address_in, header, message_ids, raw_header
from tillit.channels.email.quoting import apart
from tillit.channels.email.robots import robot_in
from tillit.conversations.channels import Unreadable
from tillit.conversations.envelope import Envelope, Robot

_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_PLUS = re.compile(r"\+(c[0-9a-z]{1,13}-[a-z2-7]{22})@")
_NUMBER = re.compile(r"(?<![\w&])#(\d{1,15})(?!\w)")


def read(raw: bytes) -> Envelope:
    """Read a mail.

    Raises:
        Unreadable: there is no sender, or nothing that could be a mail.
    """
    mail: Message = message_from_bytes(raw, policy=AS_WRITTEN)
    if not mail.keys():
        raise Unreadable("this is not a mail: it has no headers")
    name, address = address_in(mail, "From", "Sender", "Return-Path")
    parts = parts_of(mail)
    robot = robot_in(mail, address)
    if not address and robot is not Robot.BOUNCE:
        raise Unreadable("the mail names no sender that could be answered")
    text, quoted = apart(words_of(parts))
    subject = header(mail, "Subject")
    return Envelope(
        sender_address=address,
        sender_name=name,
        subject=subject,
        text=text,
        quoted=quoted,
        external_id=next(iter(message_ids(mail, "Message-ID")), ""),
        references=_references(mail, robot),
        tokens=_tokens(mail),
        numbers=_numbers(subject),
        robot=robot,
        enclosures=enclosures_of(parts),
    )


def _tokens(mail: Message) -> tuple[str, ...]:
    """The reply tokens in the addresses that the mail was sent to."""
    written = " ".join(raw_header(mail, name) for name in _RECIPIENTS)
    return tuple(dict.fromkeys(_PLUS.findall(written.lower())))


def _numbers(subject: str) -> tuple[int, ...]:
    """The conversations that a subject names, as `#1042`."""
    return tuple(int(number) for number in _NUMBER.findall(subject))


def _references(mail: Message, robot: Robot) -> tuple[str, ...]:
    """The mails that this one answers; a report names the mail it is about in what it returns."""
    found = message_ids(mail, "In-Reply-To", "References")
    if robot is not Robot.BOUNCE and mail.get_content_type() != "multipart/report":
        return found
    returned = (part for part in mail.walk() if part is not mail)
    inside = [key for part in returned for key in _returned_ids(part)]
    return tuple(dict.fromkeys([*found, *inside]))


def _returned_ids(part: Message) -> tuple[str, ...]:
    if part.get_content_type() == "text/rfc822-headers":
        payload = part.get_payload(decode=True)
        part = message_from_bytes(payload if isinstance(payload, bytes) else b"")
    return message_ids(part, "Message-ID")
