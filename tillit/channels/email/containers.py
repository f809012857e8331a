"""Where the parts of a container begin and end, among its bytes."""

import re
from collections.abc import Iterator
from itertools import islice

MOST_PARTS = 300
MOST_LINES = 4 * MOST_PARTS
"""Lines with a boundary that are looked at."""

_OPENING = re.compile(rb"(?:\A|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n(?:content-|\r?\n)", re.IGNORECASE)
_END_OF_BOUNDARY = re.compile(rb"(--)?[ \t]*(?=\r?\n|\Z)")
_PREAMBLE = 4096
"""Bytes in which a container begins that does not name its boundary."""


def likely_boundary(body: bytes) -> bytes:
    """The boundary of a container that names another one, or none; empty when none can be seen."""
    found = _OPENING.search(body[:_PREAMBLE])
    return found.group(1) if found else b""


def parts_between(body: bytes, boundary: bytes) -> tuple[list[bytes], bool]:
    """The bytes of the parts, and whether the container ends as it should.

    Right behind its end a container may go on: some programs give one inside of it the same
    boundary.
    """
    pieces: list[bytes] = []
    start, closed_at = -1, -1
    for above, found in islice(_lines_with(body, boundary), MOST_LINES):
        if start >= 0:
            pieces.append(body[start:above] if start <= above else b"")
        if len(pieces) > MOST_PARTS or (closed_at >= 0 and body[closed_at:above].strip()):
            return pieces, True
        closed_at = found.end() if found.group(1) else -1
        start = -1 if found.group(1) else _next_line(body, found.end())
    if start >= 0:
        pieces.append(body[start:])
    return pieces, closed_at >= 0


def _lines_with(body: bytes, boundary: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Where what stands above each line with this boundary ends, and how the line itself ends.

    They are sought as bytes: a pattern would look at every place of a large file.
    """
    line = b"--" + boundary
    at = 0 if body.startswith(line) else body.find(b"\n" + line) + 1
    while at or body.startswith(line):
        found = _END_OF_BOUNDARY.match(body, at + len(line))
        if found is not None:
            yield _above(body, at), found
        following = body.find(b"\n" + line, at)
        if following < 0:
            return
        at = following + 1


def _above(body: bytes, at: int) -> int:
    """The end of the line above, which is no part of what stands there."""
    if body[max(at - 2, 0) : at] == b"\r\n":
        return at - 2
    return max(at - 1, 0)


def _next_line(body: bytes, at: int) -> int:
    if body[at : at + 2] == b"\r\n":
        return at + 2
    return at + 1
