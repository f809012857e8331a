"""Where standards and their charter have results from: the figures that leaders see inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tillit.measures.registry import ClockKind, Figure, Measure, Unit
from tillit.standards.measures import compliance
from tillit.ui import durations, numbers


@dataclass(frozen=True)
class Counts:
    """How many promises of one standard were decided, and how."""

    kept: int = 0
    broken: int = 0

    @property
    def figure(self) -> Figure:
        """Kept / (kept + broken)."""
        return compliance(self.kept, self.broken)


def told(figure: Figure, unit: Unit = Unit.SHARE) -> str:
    """`94.2%`; under thirty cases `18 of 20`, since a share of few says little; a dash for none.

    A time is told as it is; how many cases it is made of has to stand beside it.
    """
    if not figure.n or figure.value is None:
        return numbers.DASH
    if unit is Unit.SECONDS:
        return durations.words(timedelta(seconds=figure.value))
    if figure.is_few:
        return _("%(kept)d of %(cases)d") % {"kept": figure.numerator or 0, "cases": figure.n}
    return numbers.share(figure.value)


Source = Callable[[date, date], Mapping[int, Counts]]
MeasureSource = Callable[[Measure, date, date, ClockKind], Figure]
_sources: list[Source] = []
_measuring: list[MeasureSource] = []


def register(source: Source) -> Source:
    """Name who counts by standard over the report days first to last."""
    _sources[:] = [source]
    return source


def counted(first: date, last: date) -> Mapping[int, Counts]:
    """The counts of each standard, by id; those without a decided promise are left out."""
    return _sources[0](first, last) if _sources else {}


def register_measuring(source: MeasureSource) -> MeasureSource:
    """Name who measures everybody's work over the report days first to last."""
    _measuring[:] = [source]
    return source


def measured(measure: Measure, first: date, last: date, clock: ClockKind) -> Figure:
    """The figure of a measure for the whole company; not defined when nobody measures."""
    return _measuring[0](measure, first, last, clock) if _measuring else Figure(value=None, n=0)
