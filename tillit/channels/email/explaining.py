"""How we read a mail, as something that can be printed."""

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from tillit.channels.email.guarded import letter_within_limits
from tillit.channels.email.letter import Address, EnclosedFile, FailedRecipient, Letter, Words
from tillit.conversations.language import language_of
from tillit.conversations.pages.plain import is_too_deep
from tillit.conversations.words import clean_html, html_of

LARGEST = 64 * 1024 * 1024
"""Bytes of a mail that are read."""

_BEGINS = re.compile(
    rb"(?:\A|\n\r?\n)(?=From \S+[^\n]{0,40} \d{1,2}:\d\d(?::\d\d)? [^\n]{0,20}\d{4})"
)
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAILBOXES = (".mbox", ".mbx")


def explained(paths: Collection[Path], trusted: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """How each mail in these files, folders and mailboxes is read."""
    for path in paths:
        for file in _files_of(path):
            whole = file == path or file.suffix.lower() in _MAILBOXES
            yield from _explained_file(file, trusted, mailbox_too=whole)


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(
        file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")
    )


def _explained_file(
    file: Path, trusted: Collection[str], *, mailbox_too: bool
) -> Iterator[dict[str, Any]]:
    try:
        raw = _bytes_of(file)
    except OSError as error:
        yield described(str(file), Letter(problems=(f"it cannot be opened: {error.strerror}",)))
        return
    mails = _mails_in(raw) if mailbox_too and raw.startswith(b"From ") else [raw]
    for number, mail in enumerate(mails, start=1):
        name = str(file) if len(mails) == 1 else f"{file}#{number}"
        yield described(name, letter_within_limits(mail, trusted))


def _bytes_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        # Room is made for as much as is asked for, and most mails are small.
        return opened.read(min(LARGEST, os.fstat(opened.fileno()).st_size or LARGEST))


def _mails_in(raw: bytes) -> list[bytes]:
    """The mails of a mailbox file."""
    starts = [found.end() for found in _BEGINS.finditer(raw)] or [0]
    ends = [*starts[1:], len(raw)]
    mails = [raw[start:end] for start, end in zip(starts, ends, strict=True)]
    if len(mails) == 1:
        return mails
    return [_ESCAPED_FROM.sub(rb"\1", mail) for mail in mails]


def described(file: str, letter: Letter) -> dict[str, Any]:
    """A mail as one object of plain values."""
    words = letter.words
    return {
        "file": file,
        "message_id": letter.message_id,
        "subject": letter.subject,
        "from": _person(letter.sender),
        "reply_to": [_person(one) for one in letter.reply_to],
        "to": [_person(one) for one in letter.to],
        "cc": [_person(one) for one in letter.cc],
        "date": letter.date.isoformat() if letter.date else None,
        "in_reply_to": letter.in_reply_to,
        "references": list(letter.references),
        "language": language_of(words.new),
        "text": words.text,
        "new_text": words.new,
        "quoted_text": words.quoted,
        "signature": words.signature,
        "html": _safe(words),
        "attachments": [_file(one) for one in letter.files],
        "kind": letter.kind.value,
        "may_auto_reply": letter.may_auto_reply,
        "bounce": {"recipients": [_failed(one) for one in letter.failed]},
        "authentication": {
            "spf": letter.authentication.spf,
            "dkim": letter.authentication.dkim,
            "dmarc": letter.authentication.dmarc,
        },
        "signed": letter.signed,
        "encrypted": letter.encrypted,
        "problems": list(letter.problems),
    }


def _safe(words: Words) -> str:
    """The page without anything that could run or load."""
    if not words.html:
        return ""
    return str(html_of(words.text) if is_too_deep(words.html) else clean_html(words.html))


def _person(one: Address) -> dict[str, str]:
    return {"name": one.name, "address": one.address}


def _file(one: EnclosedFile) -> dict[str, Any]:
    return {
        "filename": one.name,
        "content_type": one.content_type,
        "size": len(one.content),
        "md5": hashlib.md5(one.content, usedforsecurity=False).hexdigest(),
        "sha256": hashlib.sha256(one.content).hexdigest(),
        "content_id": one.content_id,
        "inline": one.inline,
    }


def _failed(one: FailedRecipient) -> dict[str, Any]:
    return {"address": one.address, "status": one.status, "permanent": one.permanent}
