"""The mailboxes of the demo world's customers: what is put in, and how it is read."""

from __future__ import annotations

import base64
import zlib
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from tillit.channels.email.bodies import enclosures_of, parts_of, text_in, words_of
from tillit.channels.email.headers import address_in, header, message_ids
from tillit.channels.email.quoting import apart
from tillit.conversations.envelope import Enclosure
from tillit.conversations.words import one_line, preview_of
from tillit.demo.models import Mail


def put(raw: bytes, *, owner: str, at: datetime, sent: bool, read: bool = False) -> Mail:
    """Put one mail into somebody's mailbox."""
    mail = message_from_bytes(raw)
    name, address = address_in(mail, "To" if sent else "From")
    words, _quoted = apart(words_of(parts_of(mail)))
    return Mail.objects.create(
        owner=owner.lower(),
        sent=sent,
        at=at,
        raw=zlib.compress(raw),
        subject=one_line(header(mail, "Subject"), 250),
        preview=preview_of(words),
        correspondent=one_line(name or address, 160),
        read=read or sent,
    )


def opened(mail: Mail) -> Message:
    """The mail as it was sent."""
    return message_from_bytes(zlib.decompress(mail.raw))


def html_of(mail: Message) -> str:
    """The HTML part, empty when there is none."""
    pages = (part for part in parts_of(mail) if part.get_content_type() == "text/html")
    return next((text_in(part) for part in pages if not part.get_filename()), "")


def page_of(mail: Message) -> str:
    """The page of a mail with the pictures that came with it, which a frame may show as data."""
    page = html_of(mail)
    for file in files_of(mail):
        if file.content_id and file.content_type.startswith("image/"):
            data = base64.b64encode(file.content).decode()
            page = page.replace(f"cid:{file.content_id}", f"data:{file.content_type};base64,{data}")
    return page


def files_of(mail: Message) -> tuple[Enclosure, ...]:
    """The files in it."""
    return enclosures_of(parts_of(mail))


def written(
    *,
    name: str,
    address: str,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    answers: Message | None = None,
    files: tuple[Enclosure, ...] = (),
) -> EmailMessage:
    """A mail as a customer's program would write it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f'"{name}" <{address}>'
    mail["To"] = to
    mail["Subject"] = one_line(subject, 200)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    if answers is not None:
        _thread(mail, answers)
    mail.set_content(text)
    for file in files:
        maintype, _, subtype = file.content_type.partition("/")
        mail.add_attachment(
            file.content, maintype=maintype, subtype=subtype or "octet-stream", filename=file.name
        )
    return mail


def _thread(mail: EmailMessage, answers: Message) -> None:
    last = message_ids(answers, "Message-ID")
    earlier = tuple(reversed(message_ids(answers, "References")))
    if last:
        mail["In-Reply-To"] = last[0]
        mail["References"] = " ".join([*earlier, *last])
