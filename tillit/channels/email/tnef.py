"""What Outlook packs into a winmail.dat: files, and sometimes the words."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tillit.channels.email.charsets import text_of
from tillit.channels.email.file_names import safe_name, unnamed
from tillit.channels.email.letter import EnclosedFile
from tillit.channels.email.packed_rtf import unpacked_rtf
from tillit.channels.email.rtf import words_of_rtf

_SIGNATURE = 0x223E9F78
_TITLE, _DATA, _RENDERING, _PROPERTIES = 0x8010, 0x800F, 0x9002, 0x9005
_MESSAGE, _CODE_PAGE, _BODY = 0x9003, 0x9007, 0x800C
_LONG_NAME, _SHORT_NAME, _CONTENT, _MIME, _CONTENT_ID = 0x3707, 0x3704, 0x3701, 0x370E, 0x3712
_TEXT, _PAGE, _RTF = 0x1000, 0x1013, 0x1009
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8}
_FIXED |= {0x40: 8, 0x48: 16, 0x00: 4, 0x01: 4}
_ENDINGS = {0x1E: "", 0x1F: "utf-16-le"}
_OBJECT, _BINARY = 0x0D, 0x102
_INTERFACE = 16
"""Bytes before an embedded object that say what it is."""
MOST = 10_000
"""Properties that are read."""

Properties = dict[int, bytes | str]


@dataclass(frozen=True)
class Inside:
    """What was found."""

    files: tuple[EnclosedFile, ...] = ()
    text: str = ""
    page: str = ""


def read(raw: bytes) -> Inside | None:
    """The content of a winmail.dat, nothing when it is none."""
    if len(raw) < 6 or struct.unpack_from("<I", raw)[0] != _SIGNATURE:
        return None
    try:
        return _assembled(_attributes(raw))
    except (struct.error, IndexError, ValueError, OverflowError):
        return None


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The identifier and the bytes of each attribute; a last one that was cut is left out."""
    at = 6
    while at + 9 <= len(raw):
        _level, identifier, _kind, length = struct.unpack_from("<BHHI", raw, at)
        if at + 9 + length > len(raw):
            return
        yield identifier, raw[at + 9 : at + 9 + length]
        at += 11 + length


def _assembled(attributes: Iterator[tuple[int, bytes]]) -> Inside:
    files: list[Properties] = []
    message: Properties = {}
    charset = ""
    for identifier, data in attributes:
        if identifier == _CODE_PAGE:
            charset = f"cp{struct.unpack_from('<I', data)[0]}"
        elif identifier == _RENDERING:
            files.append({})
        elif identifier == _MESSAGE:
            message |= properties_in(data, charset)
        elif identifier == _BODY:
            message.setdefault(_TEXT, text_of(data, charset))
        elif files and identifier == _PROPERTIES:
            files[-1] |= properties_in(data, charset)
        elif files and identifier == _TITLE:
            files[-1].setdefault(_SHORT_NAME, text_of(data, charset))
        elif files and identifier == _DATA:
            files[-1].setdefault(_CONTENT, data)
    found = tuple(_file(properties) for properties in files if _CONTENT in properties)
    return Inside(found, *_said(message))


def _said(message: Properties) -> tuple[str, str]:
    """The words and the page; the newer ones of Outlook keep both in RTF only."""
    text, page, packed = _words(message, _TEXT), _words(message, _PAGE), message.get(_RTF)
    if isinstance(packed, bytes) and not page and not text.strip():
        return words_of_rtf(unpacked_rtf(packed))
    return text, page


def _words(properties: Properties, identifier: int) -> str:
    value = properties.get(identifier, "")
    return value if isinstance(value, str) else text_of(value)


def _file(properties: Properties) -> EnclosedFile:
    kind = _words(properties, _MIME).lower() or "application/octet-stream"
    name = safe_name(_words(properties, _LONG_NAME)) or safe_name(_words(properties, _SHORT_NAME))
    raw = properties[_CONTENT]
    identifier = _words(properties, _CONTENT_ID)
    raw = raw.encode() if isinstance(raw, str) else raw
    return EnclosedFile(name or unnamed(kind), kind, raw, identifier, bool(identifier))


def properties_in(data: bytes, charset: str) -> Properties:
    """The properties of a MAPI list by identifier, those with a length of their own only."""
    found: Properties = {}
    count, at = struct.unpack_from("<I", data)[0], 4
    for _ in range(min(count, MOST)):
        kind, identifier = struct.unpack_from("<HH", data, at)
        at += 4
        if identifier >= 0x8000:
            at = _after_name(data, at)
        values, at = _values(data, at, kind)
        if values:
            found[identifier] = _meaning(values[0], kind & 0xFFF, charset)
    return found


def _after_name(data: bytes, at: int) -> int:
    """Named properties carry a set, and a number or a name, before their value."""
    by_name = struct.unpack_from("<I", data, at + 16)[0]
    if not by_name:
        return at + 24
    length = struct.unpack_from("<I", data, at + 20)[0]
    return at + 24 + length + -length % 4


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    several, kind = bool(kind & 0x1000), kind & 0xEFFF
    fixed = _FIXED.get(kind)
    varying = kind in _ENDINGS or kind in (_OBJECT, _BINARY)
    if fixed is None and not varying:
        raise ValueError(f"unknown kind of property {kind:#x}")
    count = 1
    if several or varying:
        count, at = struct.unpack_from("<I", data, at)[0], at + 4
    values: list[bytes] = []
    for _ in range(min(count, MOST)):
        length = fixed
        if length is None:
            length, at = struct.unpack_from("<I", data, at)[0], at + 4
        if at + length > len(data):
            raise ValueError("a property was cut")
        values.append(data[at : at + length])
        at += length + -length % 4
    return values, at


def _meaning(value: bytes, kind: int, charset: str) -> bytes | str:
    if kind in _ENDINGS:
        codec = _ENDINGS[kind]
        text = value.decode(codec, "replace") if codec else text_of(value, charset)
        return text.rstrip("\x00").replace("\x00", "")
    return value[_INTERFACE:] if kind == _OBJECT else value
