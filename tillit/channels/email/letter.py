"""A mail as we read it: everything that can be known of it without storing it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from tillit.conversations.envelope import Robot


class Kind(Enum):
    """What a mail is, as far as it decides where it is filed."""

    MESSAGE = "message"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    LOOP = "loop"


@dataclass(frozen=True)
class Address:
    """Somebody as a header names them; either half may be empty."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class EnclosedFile:
    """A file in a mail; `inline` means that the words show it where they name its Content-ID."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True)
class FailedRecipient:
    """Whom a mail did not reach. `gave_up` means that nobody tries any longer."""

    address: str
    status: str = ""
    permanent: bool = True
    gave_up: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Authentication:
    """What our own server found out about the sender; `none` where it has said nothing."""

    spf: str = "none"
    dkim: str = "none"
    dmarc: str = "none"


@dataclass(frozen=True)
class Words:
    """What a mail says: `text` is all of it, and each word of it is in one of the other three."""

    text: str = ""
    new: str = ""
    quoted: str = ""
    signature: str = ""
    html: str = ""


@dataclass(frozen=True)
class Letter:
    """One mail, read. `problems` names what is broken; `refusal` says why it cannot be filed.

    `references` are in the order of the headers, oldest first; `answers` nearest first, with the
    mails that a report is about. `marks` are the tokens of its X-Loop header.
    """

    message_id: str = ""
    subject: str = ""
    sender: Address = Address()
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    date: datetime | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    words: Words = Words()
    files: tuple[EnclosedFile, ...] = ()
    kind: Kind = Kind.MESSAGE
    robot: Robot = Robot.NONE
    may_auto_reply: bool = False
    failed: tuple[FailedRecipient, ...] = ()
    authentication: Authentication = Authentication()
    signed: bool = False
    encrypted: bool = False
    refusal: str = ""
    problems: tuple[str, ...] = field(default_factory=tuple)
