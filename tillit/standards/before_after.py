"""What a new version changed: equal periods before and since, and whether by chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.hours.home import home_zone
from tillit.measures.registry import ClockKind, Measure, Unit, all_measures
from tillit.measures.statistics import Change, local_day, newcombe
from tillit.standards.models import StandardVersion
from tillit.standards.results import Counts, counted, measured
from tillit.ui import numbers

LONGEST = 90
"""Days; what is longer ago tells of another time."""


@dataclass(frozen=True)
class Comparison:
    """So many days before a version came into force, and as many since; the sentence says it all.

    `change` is None when one of the two periods has no decided promise.
    """

    number: int
    days: int
    before: Counts
    after: Counts
    change: Change | None
    same_promise: bool
    measured: bool = False
    """Whether a measure is compared, and not how often something was kept."""

    @property
    def is_signal(self) -> bool:
        """Whether chance alone would hardly do it: the interval of the difference leaves 0 out."""
        return self.change is not None and not self.change.low <= 0 <= self.change.high

    @property
    def sentence(self) -> str:
        """In plain words."""
        if self.change is None:
            return _("There is nothing to compare yet.")
        if not self.is_signal:
            return _("No difference that could not be chance.")
        more = self.change.difference > 0
        if self.measured and more:
            return _("Higher since, and that is hardly chance.")
        if self.measured:
            return _("Lower since, and that is hardly chance.")
        if more:
            return _("Kept more often since, and that is hardly chance.")
        return _("Kept less often since, and that is hardly chance.")

    @property
    def figures(self) -> str:
        """`84.0% of 500 in the 30 days before, 91.0% of 500 since: by +2.9 to +11.1 points.`"""
        if self.change is None:
            return ""
        words = ngettext(
            "%(before)s of %(n)s on the day before, %(after)s of %(m)s since: a difference of "
            "%(low)s to %(high)s percentage points (95%% interval).",
            "%(before)s of %(n)s in the %(days)d days before, %(after)s of %(m)s since: a "
            "difference of %(low)s to %(high)s percentage points (95%% interval).",
            self.days,
        )
        return words % {
            "days": self.days,
            "before": numbers.share(self.before.figure.value),
            "after": numbers.share(self.after.figure.value),
            "n": numbers.count(self.before.figure.n),
            "m": numbers.count(self.after.figure.n),
            "low": numbers.signed(100 * self.change.low, decimals=1),
            "high": numbers.signed(100 * self.change.high, decimals=1),
        }


def compare(before: StandardVersion, after: StandardVersion, now: datetime) -> Comparison:
    """Two versions that follow each other, over whole report days."""
    zone = home_zone()
    began, today = local_day(after.valid_from, zone), local_day(now, zone)
    since = (today - began).days + 1
    ran_before = (began - local_day(before.valid_from, zone)).days
    days = max(0, min(since, ran_before, LONGEST))
    one, other = Counts(), Counts()
    if days:
        length = timedelta(days=days)
        one = _counts(after, began - length, began - timedelta(days=1))
        other = _counts(after, began, began + length - timedelta(days=1))
    return Comparison(
        number=after.number,
        days=days,
        before=one,
        after=other,
        change=newcombe((one.kept, one.figure.n), (other.kept, other.figure.n)),
        same_promise=_promise_of(before) == _promise_of(after),
        measured=bool(after.measure),
    )


def is_comparable(before: StandardVersion, after: StandardVersion) -> bool:
    """Whether both are about the same, and a share of it."""
    if (before.measure, before.clock) != (after.measure, after.clock):
        return not (before.measure or after.measure)
    measure = _measure_of(after)
    return not after.measure or (measure is not None and measure.unit is Unit.SHARE)


def _measure_of(version: StandardVersion) -> Measure | None:
    return next((one for one in all_measures() if one.key == version.measure), None)


def _counts(version: StandardVersion, first: date, last: date) -> Counts:
    """How many of how many in a period: promises kept, or what its measure counts."""
    measure = _measure_of(version)
    if measure is None:
        return counted(first, last).get(version.standard_id, Counts())
    figure = measured(measure, first, last, ClockKind.BUSINESS)
    among = figure.numerator or 0
    return Counts(among, figure.n - among)


def _promise_of(version: StandardVersion) -> tuple[object, ...]:
    """What decides whether a promise was kept; a measure is the same whatever its goal."""
    return version.clock, version.target_seconds, version.hours_kind, version.pause_rule
