"""What one text says otherwise than another, line by line and word by word, for people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 1
"""Unchanged lines that are shown around a change."""
LIKE_ENOUGH = 0.5
"""Two lines with less in common are told apart as a whole: words that alternate cannot be read."""
LONGEST = 4_000
"""Characters of a line that are compared word by word."""
MOST_PAIRS = 900
"""Lines against lines; where more was rewritten, old and new are told apart as a whole."""
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_NUMBER = re.compile(r"^\s*\d+[.)]\s+")


@dataclass(frozen=True)
class Part:
    """Some words of a line: `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line of the comparison; one without parts stands for lines that are left out."""

    parts: tuple[Part, ...] = ()

    @property
    def kind(self) -> str:
        """`gap`, `same` or `changed`."""
        if not self.parts:
            return "gap"
        return "same" if all(part.kind == "same" for part in self.parts) else "changed"


def between(before: str, after: str) -> list[Line]:
    """The lines that changed, with a little of what stands around them; none for the same text."""
    old, new = _lines(before), _lines(after)
    if old == new:
        return []
    return list(_shortened(list(_compared(old, new))))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """A step that only has another number is still the same step."""
    known, wanted = ([_NUMBER.sub("", line) for line in lines] for lines in (old, new))
    for tag, i, j, k, m in SequenceMatcher(None, known, wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            for before, after in zip(old[i:j], new[k:m], strict=True):
                yield Line(tuple(_parts(before, after)))
        else:
            yield from _replaced(old[i:j], new[k:m])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Each new line beside the first of the old ones that it resembles, in their order."""
    left, fresh = list(old), list[str]()
    if len(old) * len(new) > MOST_PAIRS:
        yield from _apart(old, new)
        return
    for after in new:
        place = next((at for at, before in enumerate(left) if _resemble(before, after)), None)
        if place is None:
            fresh.append(after)
            continue
        yield from _apart(left[:place], fresh)
        yield Line(tuple(_parts(left[place], after)))
        left, fresh = left[place + 1 :], []
    yield from _apart(left, fresh)


def _apart(gone: Sequence[str], fresh: Sequence[str]) -> Iterator[Line]:
    for kind, lines in (("gone", gone), ("new", fresh)):
        yield from (Line((Part(kind, line),)) for line in lines)


def _resemble(before: str, after: str) -> bool:
    if max(len(before), len(after)) > LONGEST:
        return False
    old, new = re.findall(r"\w+", before), re.findall(r"\w+", after)
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= LIKE_ENOUGH


def _parts(before: str, after: str) -> Iterator[Part]:
    """Word by word; a space alone between two changes belongs to both of them."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    gone = fresh = ""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = "".join(old[i:j])
        if tag != "equal" or (words.isspace() and (gone or fresh)):
            gone, fresh = gone + words, fresh + "".join(new[k:m])
            continue
        yield from _changed(gone, fresh)
        yield Part("same", words)
        gone = fresh = ""
    yield from _changed(gone, fresh)


def _changed(gone: str, fresh: str) -> Iterator[Part]:
    if gone:
        yield Part("gone", gone)
    if fresh:
        yield Part("new", fresh)


def _shortened(lines: Sequence[Line]) -> Iterator[Line]:
    changes = [place for place, line in enumerate(lines) if line.kind == "changed"]
    near = {at + step for at in changes for step in range(-CONTEXT, CONTEXT + 1)}
    left_out = False
    for place, line in enumerate(lines):
        if place in near:
            yield line
        elif not left_out:
            yield Line()
        left_out = place not in near
