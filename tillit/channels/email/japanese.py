"""ISO-2022-JP as programs really write it: with characters that only Microsoft's charset has."""

import re

_WIDE = re.compile(rb"\x1b\$[@B]([^\x1b]*)")
_HALF = re.compile(rb"\x1b\(I([^\x1b]*)")
_PLAIN = re.compile(rb"\x1b\([BJ]")


def words_of_iso_2022_jp(raw: bytes) -> str:
    """The words, read through Shift_JIS, which has the circled numbers and the rest of them."""
    shifted = _WIDE.sub(lambda found: _shifted(found.group(1)), raw)
    shifted = _HALF.sub(lambda found: bytes(byte | 0x80 for byte in found.group(1)), shifted)
    return _PLAIN.sub(b"", shifted).decode("cp932", "replace")


def _shifted(wide: bytes) -> bytes:
    """Characters of two bytes each; what stands on a line of its own ends with the line."""
    return b"\n".join(_shifted_line(line) for line in wide.split(b"\n"))


def _shifted_line(line: bytes) -> bytes:
    pairs = zip(line[::2], line[1::2], strict=False)
    return b"".join(_shifted_pair(row, cell) for row, cell in pairs)


def _shifted_pair(row: int, cell: int) -> bytes:
    """One character of JIS X 0208 in Shift_JIS, where two rows stand in one."""
    if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):
        return b"?"
    first = ((row - 1) >> 1) + (0x71 if row <= 0x5E else 0xB1)
    second = cell + (0x1F if cell <= 0x5F else 0x20) if row & 1 else cell + 0x7E
    return bytes((first, second))
