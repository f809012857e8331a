"""What one text says otherwise than another, line by line and word by word, for people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 1
"""Unchanged lines that are shown around a change."""
LIKE_ENOUGH = 0.35
"""Two lines with less in common are told apart as a whole: words that alternate cannot be read."""
LONGEST = 4_000
"""Characters of a line that are compared word by word."""
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


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
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line((Part("same", line),)) for line in old[i:j])
            continue
        pairs = min(j - i, m - k) if tag == "replace" else 0
        for one, other in zip(old[i : i + pairs], new[k : k + pairs], strict=True):
            yield from _reworded(one, other)
        yield from (Line((Part("gone", line),)) for line in old[i + pairs : j])
        yield from (Line((Part("new", line),)) for line in new[k + pairs : m])


def _reworded(before: str, after: str) -> Iterator[Line]:
    if max(len(before), len(after)) <= LONGEST:
        old, new = _WORD.findall(before), _WORD.findall(after)
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        if matcher.ratio() >= LIKE_ENOUGH:
            yield Line(tuple(_parts(matcher, old, new)))
            return
    yield Line((Part("gone", before),))
    yield Line((Part("new", after),))


def _parts(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(old[i:j]))
            continue
        if j > i:
            yield Part("gone", "".join(old[i:j]))
        if m > k:
            yield Part("new", "".join(new[k:m]))


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
