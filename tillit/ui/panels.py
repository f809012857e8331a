"""The registry of sections beside a conversation: apps above say what they add."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from tillit.ui.contributions import Contributions


@dataclass(frozen=True)
class Section:
    """One section: a title, the template that draws it, and what the template needs."""

    key: str
    title: str | Promise
    template: str
    data: Any


Source = Callable[[Any, Any], Section | None]

_sources: Contributions[Source] = Contributions()

register = _sources.register
"""Add a function `(subject, agent)` that gives a section for a place, or None."""


def sections(place: str, subject: Any, agent: Any) -> list[Section]:
    """The sections of a place, in order."""
    made = (source(subject, agent) for named, source in _sources if named == place)
    return [section for section in made if section is not None]
