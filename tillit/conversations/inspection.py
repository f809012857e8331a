"""What a channel can tell of a parcel to a person who wants to know all of it."""

from dataclasses import dataclass
from datetime import datetime

from tillit.conversations.envelope import Envelope


@dataclass(frozen=True)
class Finding:
    """One thing that the reader found out, in words."""

    label: str
    words: str


@dataclass(frozen=True)
class Inspection:
    """A parcel, read for a person.

    `text` is all of it, with what is repeated, and `html` the same as a page, to be cleaned; it is
    empty when the text says as much. `refusal` tells why it could not be filed; then the envelope
    is what could be made out. `files` are the names of what is in it.
    """

    envelope: Envelope
    text: str
    html: str = ""
    written_at: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()
    refusal: str = ""
