"""Showing where the words stand that were found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tillit.search.words import Token, composed, tokens

BEFORE, LENGTH = 24, 160
"""Characters of a passage before the first hit, and in all."""
LOOKED_AT = 20_000
"""Characters of one text in which hits are looked for."""


def highlighted(text: str, spellings: Collection[str]) -> SafeString:
    """A short text, escaped, with the words found in `<mark>`."""
    text = composed(text)
    return _marked(text, _hits(text, spellings), 0, len(text))


def passage(text: str, spellings: Collection[str]) -> SafeString | None:
    """The surroundings of the first hit, on one line; None when there is none."""
    text = " ".join(composed(text[:LOOKED_AT]).split())
    first = next(_hits(text, spellings), None)
    if first is None:
        return None
    start = max(0, first.start - BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + LENGTH)
    shown = _marked(text, _hits(text, spellings), start, end)
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")


def _hits(text: str, spellings: Collection[str]) -> Iterator[Token]:
    return (token for token in tokens(text) if token.folded in spellings)


def _marked(text: str, hits: Iterator[Token], start: int, end: int) -> SafeString:
    parts: list[str] = []
    for hit in hits:
        if hit.start < start:
            continue
        if hit.end > end:
            break
        parts += (
            escape(text[start : hit.start]),
            f"<mark>{escape(text[hit.start : hit.end])}</mark>",
        )
        start = hit.end
    return mark_safe("".join([*parts, escape(text[start:end])]))
