"""The registry of measures: what is measured, in which words, by which formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, Protocol, runtime_checkable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    POINTS = "points"
    """From -100 to 100, without a percent sign."""
    NUMBER = "number"
    COUNT = "count"


class Group(Enum):
    """What a measure tells about, as pages put them together."""

    ANSWERING = _("Answering")
    SOLVING = _("Solving")
    PROMISES = _("Promises and satisfaction")
    WAITING = _("Waiting now")


class Aim(Enum):
    """On which side of a goal a measure is to stay; one that has none cannot be promised."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True)
class Extra:
    """A second number beside a figure."""

    label: Words
    value: float | None
    unit: Unit


@dataclass(frozen=True)
class Figure:
    """A value with all that it needs to be honest. `value` is None when it is not defined.

    `is_whole`: it was counted out, so it is no less certain when it is small.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    numerator: int | None = None
    extras: tuple[Extra, ...] = ()
    is_whole: bool = False

    @property
    def is_few(self) -> bool:
        """Whether so few cases say little."""
        return self.n < FEW and not self.is_whole


@dataclass(frozen=True)
class Slice:
    """What has one value in one dimension, such as all that is written in Dutch."""

    dimension: str
    value: str


@dataclass(frozen=True)
class Scope:
    """Which facts count: those of these teams in [start, end), in every one of these slices."""

    teams: tuple[int, ...]
    start: datetime
    end: datetime
    clock: ClockKind = ClockKind.BUSINESS
    slices: tuple[Slice, ...] = ()


@dataclass(frozen=True)
class Case:
    """One conversation behind a figure; a value of None is shown as a dash.

    Of an anonymous answer no conversation is known.
    """

    conversation: int | None
    subject: str
    customer: str
    at: datetime
    outcome: Words
    tone: str
    value: float | None
    unit: Unit


@dataclass(frozen=True)
class Difference:
    """How far a figure is from the same of other days, with its interval (95%)."""

    value: float
    low: float
    high: float

    @property
    def may_be_chance(self) -> bool:
        """Whether chance alone could do it: the interval holds 0."""
        return self.low <= 0 <= self.high


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
    def basis(self) -> str:
        """Under which its days are kept; measures of one basis are made of the same summaries."""
        ...

    @property
    def group(self) -> Group:
        """Beside which others it is shown."""
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
    def aim(self) -> Aim | None:
        """How a standard over a period can promise it."""
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
    def exactness(self) -> Words:
        """In which steps its values are kept; empty when they are kept as they are."""
        ...

    @property
    def has_clocks(self) -> bool:
        """Whether it can be counted in opening hours and around the clock."""
        ...

    @property
    def has_cases(self) -> bool:
        """Whether the conversations behind it can be listed; else it is a matter of counts."""
        ...

    def summarise(self, scope: Scope) -> Summary:
        """The facts of one report day, from what is stored."""
        ...

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The figure that these days come to."""
        ...

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The conversations behind the figure, newest first."""
        ...


@runtime_checkable
class TellsThePresent(Protocol):
    """A measure to which something belongs that is true only now, and in no rolled-up day."""

    def present(self, scope: Scope) -> Summary:
        """A summary of just now, which stands beside those of the days."""
        ...


@runtime_checkable
class TellsDifferences(Protocol):
    """A measure with a way of its own to tell a difference between days from chance."""

    def difference(self, before: Iterable[Summary], after: Iterable[Summary]) -> Difference | None:
        """How far the figure of some days is from that of others; None where one has none."""
        ...


@runtime_checkable
class Settles(Protocol):
    """A measure that writes down what it has worked out, so that it need not do so again."""

    def settle(self, scope: Scope) -> None:
        """Before a day is rolled up."""
        ...


@runtime_checkable
class Matures(Protocol):
    """A measure of which a summary can be told more briefly once its days are long over."""

    def matured(self, summary: Summary) -> Summary:
        """The same figures, also with any later day beside it."""
        ...


@runtime_checkable
class Ripens(Protocol):
    """A measure of which a case counts only some time after its day."""

    @property
    def ripens_after(self) -> timedelta:
        """So long after a day nothing of it waits any more."""
        ...


@runtime_checkable
class KeepsDays(Protocol):
    """A measure whose days are counted as things happen; nothing has to be rolled up."""

    def days(self, teams: Sequence[int], first: date, last: date) -> Mapping[date, list[Summary]]:
        """The summaries of each day that has facts."""
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


def measure_of_basis(basis: str) -> Measure:
    """A measure that can summarise the days kept under this name.

    Raises:
        KeyError: nobody registers one.
    """
    found = next((one for one in _measures.values() if one.basis == basis), None)
    if found is None:
        raise KeyError(basis)
    return found


def all_measures() -> list[Measure]:
    """Every measure, in their order."""
    return sorted(_measures.values(), key=lambda measure: measure.order)
