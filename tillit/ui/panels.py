"""The registry of sections beside a conversation: apps above say what they add."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Section:
    """One section: a title, the template that draws it, and what the template needs."""

    key: str
    title: str | Promise
    template: str
    data: Any


Source = Callable[[Any, Any], Section | None]

_sources: dict[str, list[tuple[int, Source]]] = {}


def register(place: str, *, order: int) -> Callable[[Source], Source]:
    """Add a function `(subject, agent)` that gives a section for a place, or None."""

    def add(source: Source) -> Source:
        _sources.setdefault(place, []).append((order, source))
        _sources[place].sort(key=lambda entry: entry[0])
        return source

    return add


def sections(place: str, subject: Any, agent: Any) -> list[Section]:
    """The sections of a place, in order."""
    made = (source(subject, agent) for _order, source in _sources.get(place, []))
    return [section for section in made if section is not None]
