"""Standards that hold over a period: a share that is reached, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from tillit.hours.home import home_zone
from tillit.measures.registry import Figure, all_measures
from tillit.measures.statistics import local_day
from tillit.standards.models import StandardVersion
from tillit.standards.results import Counts, counted, measured, told
from tillit.ui import numbers

DAYS = 90


@dataclass(frozen=True)
class Standing:
    """How far a standard is just now, over the last 90 days; `figure` None: not measured yet."""

    figure: Figure | None
    goal: float | None

    @property
    def words(self) -> str:
        """`94.2% of 312`, `18 of 20`, a dash, or that it is not measured yet."""
        if self.figure is None:
            return _("Not measured yet")
        if self.figure.is_few:
            return told(self.figure)
        many = {"share": told(self.figure), "n": numbers.count(self.figure.n)}
        return _("%(share)s of %(n)s") % many

    @property
    def tone(self) -> str:
        """`ok` or `bad` where there are cases enough to say so; nothing else is coloured."""
        figure = self.figure
        if figure is None or figure.value is None or figure.is_few or self.goal is None:
            return ""
        return "ok" if figure.value >= self.goal else "bad"


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
            return measured(measure, first, self._today) if measure else None
        if days not in self._counted:
            self._counted[days] = counted(first, self._today)
        return self._counted[days].get(version.standard_id, Counts()).figure

    def standing_of(self, version: StandardVersion) -> Standing:
        """How far a standard is; of promises in each case that is how many of them were kept."""
        return Standing(self.figure_of(version, DAYS), version.goal)
