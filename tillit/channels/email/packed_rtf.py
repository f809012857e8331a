"""Unpacking the RTF in which Outlook keeps the words of a mail (MS-OXRTFCP)."""

import struct

LARGEST = 4 * 1024 * 1024
"""Bytes of RTF that are unpacked."""

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_HEAD = 16
_WINDOW = 4096
_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the window holds before the first byte, so that the usual words can be pointed at."""


def unpacked_rtf(raw: bytes) -> bytes:
    """The RTF in these bytes, as much of it as is there; empty when it is none."""
    if len(raw) < _HEAD:
        return b""
    _packed_size, size, kind, _checksum = struct.unpack_from("<IIII", raw)
    if kind == _PLAIN:
        return raw[_HEAD : _HEAD + min(size, LARGEST)]
    return _unpacked(raw[_HEAD:], min(size, LARGEST)) if kind == _PACKED else b""


def _unpacked(packed: bytes, size: int) -> bytes:
    """Eight steps for each byte of flags: a byte as it stands, or some that the window has."""
    made = bytearray(_BEGINNING)
    whole = len(_BEGINNING) + size
    at = 0
    while at < len(packed) and len(made) < whole:
        flags, at = packed[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                made += packed[at : at + 1]
                at += 1
                continue
            if at + 2 > len(packed) or not _repeat(made, packed[at], packed[at + 1]):
                return bytes(made[len(_BEGINNING) : whole])
            at += 2
    return bytes(made[len(_BEGINNING) : whole])


def _repeat(made: bytearray, first: int, second: int) -> bool:
    """Write what the window has at a place once more; that at its own end is the end of all."""
    place, count = first << 4 | second >> 4, (second & 15) + 2
    back = (len(made) - place) % _WINDOW
    if not back:
        return False
    for _ in range(count):
        # In front of the first byte the window is empty.
        made.append(made[-back] if back <= len(made) else 0x20)
    return True
