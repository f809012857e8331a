"""yEnc: files that stand in the words of a mail as bytes, as the Usenet has them."""

import re
import zlib
from dataclasses import dataclass, field

_BEGIN = re.compile(
    rb"^=ybegin ([^\r\n]{0,200}?\bline=\d[^\r\n]{0,200}?)\bname=([^\r\n]{1,300})\r?\n", re.MULTILINE
)
_PART = re.compile(rb"=ypart ([^\r\n]{1,200})\r?\n")
_END = re.compile(rb"^=yend\b([^\r\n]{0,300})(?:\r?\n|\Z)", re.MULTILINE)
_VALUE = re.compile(rb"(\w{1,20})=(\w{1,20})")
_LESS = bytes((byte - 42) % 256 for byte in range(256))
"""What each byte means, since all of them are written 42 higher."""
_ESCAPED = 64


@dataclass(frozen=True)
class Piece:
    """One block: a file, or a part of one. `begin` and `end` are where it stands."""

    begin: int
    end: int
    name: str
    content: bytes
    said: dict[str, str] = field(default_factory=dict)
    is_closed: bool = True

    @property
    def is_sound(self) -> bool:
        """Whether its length and its checksum are those that it names."""
        if not self.is_closed or self._number("size", len(self.content)) != len(self.content):
            return False
        named = self.said.get("pcrc32" if self.part else "crc32", "")
        return not named or named.lower().lstrip("0") == f"{zlib.crc32(self.content):x}".lstrip("0")

    @property
    def part(self) -> int:
        """Which part of a file it is; 0 when it is all of it."""
        return self._number("part", 0)

    @property
    def total(self) -> int:
        """How many bytes the whole file has."""
        return self._number("whole", len(self.content))

    def _number(self, name: str, otherwise: int) -> int:
        value = self.said.get(name, "")
        return int(value) if value.isdecimal() else otherwise


def pieces_in(raw: bytes) -> list[Piece]:
    """The blocks in these bytes, in order."""
    found: list[Piece] = []
    for begin in _BEGIN.finditer(raw):
        if not found or begin.start() >= found[-1].end:
            found.append(_piece(raw, begin))
    return found


def _piece(raw: bytes, begin: re.Match[bytes]) -> Piece:
    part = _PART.match(raw, begin.end())
    start = part.end() if part else begin.end()
    close = _END.search(raw, start)
    packed = raw[start : close.start() if close else len(raw)]
    said = _values(begin.group(1)) | _values(close.group(1) if close else b"")
    said["whole"] = _values(begin.group(1)).get("size", "")
    name = begin.group(2).decode("utf-8", "replace").strip(' "')
    end = close.end() if close else len(raw)
    return Piece(begin.start(), end, name, _unpacked(packed), said, close is not None)


def _values(line: bytes) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in _VALUE.findall(line) if value.isalnum()}


def _unpacked(packed: bytes) -> bytes:
    plain, *escaped = packed.replace(b"\r", b"").replace(b"\n", b"").split(b"=")
    rest = (
        bytes(((one[0] - _ESCAPED - 42) % 256,)) + one[1:].translate(_LESS)
        for one in escaped
        if one
    )
    return plain.translate(_LESS) + b"".join(rest)


def joined(pieces: list[Piece]) -> tuple[bytes, str]:
    """The content of the file that these pieces are of, and what is wrong with it."""
    content = b"".join(piece.content for piece in sorted(pieces, key=lambda piece: piece.part))
    if not all(piece.is_sound for piece in pieces):
        return content, "a file in yEnc is damaged"
    if len(content) != pieces[0].total:
        return content, "a file in yEnc is not whole: the rest is in other mails"
    return content, ""
