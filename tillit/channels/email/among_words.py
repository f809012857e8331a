"""Files that stand in the words of a mail, as they were sent before there were attachments."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tillit.channels.email import yenc
from tillit.channels.email.transfer import from_base64, from_uuencode

MOST_FILES = 100
"""Files among the words of one part that are taken out."""

_SIGNS = (b"begin ", b"begin-base64 ", b"=ybegin ")
_BEGIN_UU = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?$", re.MULTILINE)
_BASE64 = re.compile(
    rb"^begin-base64 [0-7]{3,4} ([^\r\n]{1,200})\r?\n([A-Za-z0-9+/=\r\n]*?)^====[ \t]*\r?$", re.M
)


class Hidden(NamedTuple):
    """A file as it was found; `problem` says what is wrong with it."""

    name: str
    content: bytes
    problem: str = ""


class TakenApart(NamedTuple):
    """The words without the files, and the files."""

    words: bytes
    files: tuple[Hidden, ...] = ()


class _Span(NamedTuple):
    begin: int
    end: int
    file: Hidden | None


def taken_apart(raw: bytes) -> TakenApart:
    """The words and the files in what looks like words."""
    if not any(sign in raw for sign in _SIGNS):
        return TakenApart(raw)
    spans = [*_uuencoded(raw), *_in_base64(raw), *_in_yenc(raw)]
    kept: list[bytes] = []
    files: list[Hidden] = []
    at = 0
    for span in sorted(spans, key=lambda span: span.begin):
        if span.begin < at:
            continue
        kept.append(raw[at : span.begin])
        files += [span.file] if span.file else []
        at = span.end
    return TakenApart(b"".join([*kept, raw[at:]]), tuple(files))


def _uuencoded(raw: bytes) -> Iterator[_Span]:
    at = count = 0
    last_end = raw.rfind(b"\nend")
    for begin in _BEGIN_UU.finditer(raw):
        if begin.start() < at:
            continue
        start = begin.end()
        end = raw.find(b"\nend", start) + 4 if start <= last_end else _end_of_cut(raw, start + 1)
        first = raw[begin.end() : begin.end() + 3].lstrip(b"\r\n")[:1]
        if end < 0 or not b" " <= first <= b"`":
            continue
        content = from_uuencode(raw[begin.start() : end])
        yield _Span(begin.start(), end, Hidden(_name(begin.group(1)), content))
        at, count = end, count + 1
        if count >= MOST_FILES:
            return


def _end_of_cut(raw: bytes, start: int) -> int:
    """Behind the last line of a file that nothing ends; -1 if it is none."""
    at = start
    while at < len(raw):
        following = raw.find(b"\n", at) + 1 or len(raw)
        if not _is_uu_line(raw[at:following].rstrip(b"\r\n")):
            break
        at = following
    return at if at > start else -1


def _is_uu_line(line: bytes) -> bool:
    """Whether a line is as long as its first character says."""
    if not line or not b" " <= line[:1] <= b"`":
        return False
    packed = -(-((line[0] - 32) & 63) // 3) * 4
    return 0 <= len(line) - 1 - packed <= 1


def _in_base64(raw: bytes) -> Iterator[_Span]:
    for found in list(_BASE64.finditer(raw))[:MOST_FILES]:
        name, content = _name(found.group(1)), from_base64(found.group(2))
        yield _Span(found.start(), found.end(), Hidden(name, content))


def _in_yenc(raw: bytes) -> Iterator[_Span]:
    """The files, each where its first part stands."""
    parts: dict[str, list[yenc.Piece]] = defaultdict(list)
    pieces = yenc.pieces_in(raw)[:MOST_FILES]
    for number, piece in enumerate(pieces):
        parts[piece.name if piece.part else f"{number} {piece.name}"].append(piece)
    first = {id(of_one[0]): of_one for of_one in parts.values()}
    for piece in pieces:
        of_one = first.get(id(piece))
        file = Hidden(piece.name, *yenc.joined(of_one)) if of_one else None
        yield _Span(piece.begin, piece.end, file)


def _name(written: bytes) -> str:
    return written.decode("utf-8", "replace").strip()
