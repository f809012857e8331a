"""Showing where the words stand that were found."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe

from tillit.search.words import composed, holds, places

BEFORE, LENGTH = 24, 160
"""Characters of a passage before the first hit, and in all."""
LOOKED_AT = 20_000
"""Characters of one text in which hits are looked for."""


def highlighted(text: str, spellings: Collection[str]) -> SafeString:
    """A short text, escaped, with the words found in `<mark>`."""
    text = composed(text)
    return _marked(text, spellings, 0, len(text))


def passage(text: str, spellings: Collection[str]) -> SafeString | None:
    """The surroundings of the first hit, on one line; None when there is none."""
    text = " ".join(composed(text[:LOOKED_AT]).split())
    if not holds(text, spellings):
        return None
    first, behind = next(places(text, spellings, 0, len(text)))
    start = max(0, first - BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), behind)
    shown = _marked(text, spellings, start, end)
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")


def _marked(text: str, spellings: Collection[str], start: int, end: int) -> SafeString:
    parts: list[str] = []
    for first, behind in places(text, spellings, start, end):
        parts += (escape(text[start:first]), f"<mark>{escape(text[first:behind])}</mark>")
        start = behind
    return mark_safe("".join([*parts, escape(text[start:end])]))
