"""The registry of measures: what is measured, in which words, by which formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from django.utils.functional import Promise

Words = str | Promise
Summary = dict[str, Any]
"""What one team's facts of one report day come to, as JSON; summaries of days add up exactly."""

FEW = 30
"""Below this many cases a figure is greyed: "few answers"."""


class ClockKind(StrEnum):
    """In which time durations are counted."""

    BUSINESS = "business"
    CALENDAR = "calendar"


class Unit(StrEnum):
    """What a value is a number of."""

    SECONDS = "seconds"
    SHARE = "share"
    SCORE = "score"


@dataclass(frozen=True)
class Extra:
    """A second number beside a figure."""

    label: Words
    value: float | None
    unit: Unit


@dataclass(frozen=True)
class Figure:
    """A value with all that it needs to be honest. `value` is None when it is not defined."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    numerator: int | None = None
    extras: tuple[Extra, ...] = ()

    @property
    def is_few(self) -> bool:
        """Whether so few cases say little."""
        return self.n < FEW


@dataclass(frozen=True)
class Scope:
    """Which facts count: those of these teams in [start, end)."""

    teams: tuple[int, ...]
    start: datetime
    end: datetime
    clock: ClockKind = ClockKind.BUSINESS


@dataclass(frozen=True)
class Case:
    """One conversation behind a figure; a value of None is shown as a dash."""

    conversation: int
    subject: str
    customer: str
    at: datetime
    outcome: Words
    tone: str
    value: float | None
    unit: Unit


class Measure(Protocol):
    """One thing that is measured; its app registers it, pages and export share it."""

    @property
    def key(self) -> str:
        """Its name in addresses and in the database."""
        ...

    @property
    def order(self) -> int:
        """Its place among all measures."""
        ...

    @property
    def title(self) -> Words:
        """Its name for people."""
        ...

    @property
    def unit(self) -> Unit:
        """What its value is a number of."""
        ...

    @property
    def definition(self) -> Words:
        """What it means, in plain words."""
        ...

    @property
    def formula(self) -> Words:
        """How it is computed."""
        ...

    @property
    def counted(self) -> Words:
        """What n counts: "answered conversations"."""
        ...

    @property
    def value_label(self) -> Words:
        """What the value of one case is."""
        ...

    @property
    def has_clocks(self) -> bool:
        """Whether it can be counted in opening hours and around the clock."""
        ...

    def summarise(self, scope: Scope) -> Summary:
        """The facts of one report day, from what is stored."""
        ...

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The figure that these days come to."""
        ...

    def by_agent(self, summaries: Iterable[Summary]) -> dict[int, Figure]:
        """The same for each agent, by id."""
        ...

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The conversations behind the figure, newest first."""
        ...


_measures: dict[str, Measure] = {}


def register(measure: Measure) -> None:
    """Make a measure known."""
    _measures[measure.key] = measure


def measure_named(key: str) -> Measure:
    """The measure of this key.

    Raises:
        KeyError: nobody registers it.
    """
    return _measures[key]


def all_measures() -> list[Measure]:
    """Every measure, in their order."""
    return sorted(_measures.values(), key=lambda measure: measure.order)
