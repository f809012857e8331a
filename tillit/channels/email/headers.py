"""Reading the headers of mails, however they are broken."""

import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import getaddresses

_ADDRESS = re.compile(r"[^\s<>\"'(),:;\[\]\\]{1,64}@[^\s<>\"'(),:;\[\]\\@]{1,255}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,248}>")
LONGEST = 20_000
"""Characters of a header that are read; decoding takes the square of them."""


class AsWritten(Compat32):
    """Leaves bytes that are not ASCII in the headers, for `decoded` to make sense of them."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The value as the parser found it."""
        return value


AS_WRITTEN = AsWritten()


def decoded(value: object) -> str:
    """A header value in readable words; undecodable bytes become replacement characters."""
    text = _repaired(str(value or "")[:LONGEST])
    try:
        parts = decode_header(text)
    except (ValueError, LookupError, MessageError):
        return text
    return "".join(_decoded_part(part, charset) for part, charset in parts).replace("\x00", "")


def _decoded_part(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8", "strict")
    except (LookupError, UnicodeDecodeError):
        return part.decode("utf-8" if _is_utf8(part) else "cp1252", "replace")


def _repaired(text: str) -> str:
    """Raw bytes in a header arrive as surrogates; most of them are UTF-8."""
    raw = text.encode("utf-8", "surrogateescape")
    return raw.decode("utf-8" if _is_utf8(raw) else "cp1252", "replace")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def header(mail: Message, name: str) -> str:
    """One header in readable words, empty when missing."""
    return decoded(mail.get(name, "")).strip()


def raw_header(mail: Message, name: str) -> str:
    """One header as it stands, unfolded."""
    return " ".join(_repaired(str(mail.get(name, ""))).split())


def address_in(mail: Message, *names: str) -> tuple[str, str]:
    """Name and address of the first usable one of these headers; both empty when there is none."""
    for name in names:
        value = raw_header(mail, name)[:LONGEST]
        for display, address in getaddresses([value]):
            if all(address.strip().rpartition("@")):
                return decoded(display).strip(), address.strip().lower()
        plain = _ADDRESS.search(value) or _ADDRESS.search(decoded(value))
        if plain:
            return "", plain.group().lower()
    return "", ""


def message_ids(mail: Message, *names: str) -> tuple[str, ...]:
    """The Message-IDs in these headers, in the order named, the last of each header first."""
    found: list[str] = []
    for name in names:
        found += reversed(_MESSAGE_ID.findall(raw_header(mail, name)))
    return tuple(dict.fromkeys(found))
