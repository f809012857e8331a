"""Addresses of pages; where each kind of page stands is looked up once."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse

_MARK = 910_000_000


def url_of(name: str, *parts: int | str) -> str:
    """Where the page of this name stands, for numbers or words of letters and hyphens.

    A conversation's page asks for three dozen addresses, and `reverse` goes through all that there
    are for each of them.

    Raises:
        NoReverseMatch: no page has this name and so many parts.
    """
    return _pattern(name, len(parts)).format(*parts)


@lru_cache(maxsize=512)
def _pattern(name: str, count: int) -> str:
    marks = [str(_MARK + place) for place in range(count)]
    pattern = reverse(name, args=marks)
    for mark in marks:
        pattern = pattern.replace(mark, "{}", 1)
    return pattern
