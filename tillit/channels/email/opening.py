"""Opening a mail: from its bytes to a letter, whatever is broken."""

import re
from collections.abc import Collection
from dataclasses import replace
from email.message import Message

from tillit.channels.email.authentication import authentication_of
from tillit.channels.email.bodies import files_of, kind_of, parts_of
from tillit.channels.email.bounces import failed_in, ids_of_returned, returns_a_mail
from tillit.channels.email.headers import (
    date_of,
    header,
    ids_in,
    message_ids,
    people_in,
    person_in,
    raw_header,
)
from tillit.channels.email.letter import FailedRecipient, Kind, Letter
from tillit.channels.email.parsing import Part, Plan, parse
from tillit.channels.email.robots import is_machine, kind_if_no_loop, kind_of_writer
from tillit.channels.email.saying import words_in
from tillit.channels.email.secrecy import is_encrypted, is_signed
from tillit.conversations.envelope import Robot

_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_PLUS = re.compile(r"\+(c[0-9a-z]{1,13}-[a-z2-7]{22})@")
_NO_HEADERS = "this is not a mail: it has no headers"
_NO_SENDER = "the mail names no sender that could be answered"


def letter_of(raw: bytes, *, trusted: Collection[str] = ()) -> Letter:
    """Read a mail without ever raising: what is broken is named.

    `trusted` are the names of the servers whose Authentication-Results are believed.
    """
    try:
        return _read(raw, trusted)
    except Exception as error:
        return head_only(raw, f"it could not be read: {type(error).__name__}: {error}"[:300])


def head_only(raw: bytes, problem: str) -> Letter:
    """What the headers alone say, for a mail whose inside cannot be read."""
    try:
        mail, plan = parse(raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n")
        letter = _headers_of(mail, plan)
    except Exception:
        letter = Letter()
    return replace(letter, refusal=problem, problems=(*letter.problems, problem))


def _read(raw: bytes, trusted: Collection[str]) -> Letter:
    mail, plan = parse(raw)
    letter = _headers_of(mail, plan)
    parts = parts_of(mail)
    problems = plan.problems
    words = words_in(parts, problems)
    files = files_of(parts, problems)
    failed = failed_in(mail, parts, letter.sender.address, words.text)
    kind = _kind_of(mail, failed)
    robot = _robot_of(mail, kind, failed, letter.sender.address)
    answers = message_ids(mail, "In-Reply-To", "References")
    if kind is Kind.BOUNCE or mail.get_content_type() == "multipart/report":
        answers = tuple(dict.fromkeys([*answers, *ids_of_returned(parts)]))
    return replace(
        letter,
        words=words,
        files=files,
        failed=failed,
        kind=kind,
        robot=robot,
        may_auto_reply=robot is Robot.NONE and bool(letter.sender.address),
        answers=answers,
        authentication=authentication_of(mail, trusted),
        signed=is_signed(mail, parts, words.text),
        encrypted=is_encrypted(mail, parts, words.text),
        refusal=_refusal(mail, plan, letter.sender.address, kind),
        problems=tuple(dict.fromkeys(problems)),
    )


def _headers_of(mail: Part, plan: Plan) -> Letter:
    sender = person_in(mail, "From", "Sender", "Return-Path")
    written = " ".join(raw_header(mail, name) for name in _RECIPIENTS)
    date = date_of(mail)
    ids = ids_in(raw_header(mail, "Message-ID"))
    _note_missing(mail, plan, date is None, sender.address)
    return Letter(
        message_id=ids[0] if ids else "",
        subject=header(mail, "Subject"),
        sender=sender,
        reply_to=people_in(mail, "Reply-To"),
        to=people_in(mail, "To"),
        cc=people_in(mail, "Cc"),
        date=date,
        in_reply_to=next(iter(ids_in(raw_header(mail, "In-Reply-To"))), ""),
        references=tuple(dict.fromkeys(ids_in(raw_header(mail, "References")))),
        tokens=_tokens_in(written),
        marks=_tokens_in(raw_header(mail, "X-Loop")),
        problems=tuple(plan.problems),
    )


def _tokens_in(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PLUS.findall(written.lower())))


def _note_missing(mail: Message, plan: Plan, dateless: bool, sender: str) -> None:
    for name in ("From", "Date", "Message-ID"):
        if mail.get(name) is None:
            plan.note(f"no {name} header")
    if dateless and mail.get("Date") is not None:
        plan.note("the date cannot be read")
    if not sender:
        plan.note("nobody is named as the sender")


def _refusal(mail: Message, plan: Plan, sender: str, kind: Kind) -> str:
    if not mail.keys():
        return _NO_HEADERS
    if plan.refusal:
        return plan.refusal
    return "" if sender or kind is Kind.BOUNCE else _NO_SENDER


def _kind_of(mail: Part, failed: tuple[FailedRecipient, ...]) -> Kind:
    kind = kind_of_writer(mail)
    if failed:
        return Kind.BOUNCE
    if kind is Kind.LOOP or not _is_silent_bounce(mail):
        return kind
    return Kind.BOUNCE


def _is_silent_bounce(mail: Part) -> bool:
    """Whether a mail server reports something without saying whom it is about."""
    if mail.get_content_type() == "multipart/report":
        report = str(mail.get_param("report-type", "delivery-status")).lower()
        return report == "delivery-status" and not _tells_good_news(mail)
    sender = person_in(mail, "From", "Sender", "Return-Path").address.lower()
    if sender.startswith(("mailer-daemon@", "mailer_daemon@")):
        return True
    return returns_a_mail(mail, parts_of(mail), sender)


def _tells_good_news(mail: Part) -> bool:
    """Whether a report says that a mail was delivered or passed on."""
    reports = [part for part in parts_of(mail) if kind_of(part) == "message/delivery-status"]
    actions = [re.findall(rb"(?im)^action:[ \t]*([a-z]+)", part.body) for part in reports]
    return any(actions)


def _robot_of(mail: Part, kind: Kind, failed: tuple[FailedRecipient, ...], sender: str) -> Robot:
    if kind is Kind.BOUNCE:
        arrives = bool(failed) and not any(one.gave_up for one in failed)
        return Robot.AUTO_REPLY if arrives else Robot.BOUNCE
    if kind is Kind.AUTO_REPLY or kind_if_no_loop(mail) is Kind.AUTO_REPLY:
        return Robot.AUTO_REPLY
    return Robot.LIST if kind is Kind.LOOP or is_machine(mail, sender) else Robot.NONE
