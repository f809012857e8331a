"""Reading the headers of mails, however they are broken."""

import re
from datetime import datetime
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime

from tillit.channels.email.addresses import addresses_in
from tillit.channels.email.encoded_words import LONGEST, decoded, repaired
from tillit.channels.email.letter import Address

__all__ = ["AS_WRITTEN", "address_in", "date_of", "decoded", "header", "message_ids", "people_in"]

_MESSAGE_ID = re.compile(r"<(?:[^<>\s]{3,248}|[^<>@]{1,200}@[^<>@]{1,200})>")
_LINE_END = re.compile(r"[\r\n]+")
_BARE_ID = re.compile(r"[^<>\s,;\"()]{1,200}@[^<>\s,;\"()]{1,200}")


class AsWritten(Compat32):
    """Leaves bytes that are not ASCII in the headers, for `decoded` to make sense of them."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The value as the parser found it."""
        return value


AS_WRITTEN = AsWritten()


def header(mail: Message, name: str) -> str:
    """One header in readable words, empty when missing."""
    return _LINE_END.sub(" ", decoded(mail.get(name, ""))).strip()


def raw_header(mail: Message, name: str) -> str:
    """One header as it stands, unfolded."""
    return " ".join(repaired(str(mail.get(name, ""))).split())


def people_in(mail: Message, *names: str) -> tuple[Address, ...]:
    """Everybody whom these headers name, each as often as they stand there."""
    values = (value for name in names for value in mail.get_all(name, []))
    found = (addresses_in(repaired(str(value))[:LONGEST]) for value in values)
    return tuple(one for people in found for one in people)


def person_in(mail: Message, *names: str) -> Address:
    """The first person in the first of these headers that names one."""
    return next((one for name in names for one in people_in(mail, name)), Address())


def address_in(mail: Message, *names: str) -> tuple[str, str]:
    """Name and address of the first usable one of these headers; both empty when there is none."""
    person = person_in(mail, *names)
    return person.name, person.address.lower()


def message_ids(mail: Message, *names: str) -> tuple[str, ...]:
    """The Message-IDs in these headers, in the order named, the last of each header first."""
    found: list[str] = []
    for name in names:
        found += reversed(ids_in(raw_header(mail, name)))
    return tuple(dict.fromkeys(found))


def ids_in(value: str) -> list[str]:
    """The Message-IDs in a header; some programs forget the angle brackets, fold or pack them."""
    written = decoded(value) if "=?" in value else value
    found = ["".join(one.split()) for one in _MESSAGE_ID.findall(written)]
    return found or _BARE_ID.findall(written)[:50]


def date_of(mail: Message) -> datetime | None:
    """When the sender's clock says that it was written."""
    written = raw_header(mail, "Date")[:200]
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
