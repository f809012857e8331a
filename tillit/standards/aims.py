"""Standards that hold over a period: a share or a time that is reached, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.hours.home import home_zone
from tillit.measures.registry import Aim, ClockKind, Figure, Unit, all_measures
from tillit.measures.statistics import local_day
from tillit.standards.indicators import aim_of, goes_by_time
from tillit.standards.models import StandardVersion
from tillit.standards.results import Counts, counted, measured, told
from tillit.ui import numbers

DAYS = 90


@dataclass(frozen=True)
class Standing:
    """How far a standard is just now, over the last 90 days; `figure` None: not measured yet."""

    figure: Figure | None
    goal: float | None
    measure: str = ""

    @property
    def words(self) -> str:
        """`94.2% of 312`, `18 of 20`, `3 h in 312 cases`, a dash, or not measured yet."""
        if self.figure is None:
            return _("Not measured yet")
        if goes_by_time(self.measure):
            return self._time(self.figure)
        if self.figure.is_few:
            return told(self.figure)
        many = {"share": told(self.figure), "n": numbers.count(self.figure.n)}
        return _("%(share)s of %(n)s") % many

    @staticmethod
    def _time(figure: Figure) -> str:
        if figure.value is None:
            return told(figure)
        said = {"time": told(figure, Unit.SECONDS), "n": numbers.count(figure.n)}
        return ngettext("%(time)s in %(n)s case", "%(time)s in %(n)s cases", figure.n) % said

    @property
    def tone(self) -> str:
        """`ok` or `bad` where there are cases enough to say so; nothing else is coloured."""
        figure = self.figure
        if figure is None or figure.value is None or figure.is_few or self.goal is None:
            return ""
        at_least = aim_of(self.measure) is Aim.AT_LEAST
        reached = figure.value >= self.goal if at_least else figure.value <= self.goal
        return "ok" if reached else "bad"


class Results:
    """What standards come to just now; the counts of a period are asked for once."""

    def __init__(self, now: datetime) -> None:
        """Nothing is asked for yet."""
        self._today = local_day(now, home_zone())
        self._counted: dict[int, Mapping[int, Counts]] = {}
        self._measures = {one.key: one for one in all_measures()}

    def figure_of(self, version: StandardVersion, days: int) -> Figure | None:
        """Over so many report days up to today; None: not measured yet."""
        first = self._today - timedelta(days=days - 1)
        if version.measure:
            measure = self._measures.get(version.measure)
            clock = ClockKind(version.hours_kind)
            return measured(measure, first, self._today, clock) if measure else None
        if days not in self._counted:
            self._counted[days] = counted(first, self._today)
        return self._counted[days].get(version.standard_id, Counts()).figure

    def standing_of(self, version: StandardVersion) -> Standing:
        """How far a standard is; of promises in each case that is how many of them were kept."""
        return Standing(self.figure_of(version, DAYS), version.goal, version.measure)
