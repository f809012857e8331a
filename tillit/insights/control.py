"""Week by week: what a measure usually comes to, and where something changed.

Shares stand on a p-chart with limits by the size of each week, everything else on an XmR chart. The
baseline is the first sixteen whole weeks that have facts, and stays so; it begins anew only in a
week for which somebody has explained that things are different now. For a share, a week of one to
three cases stands apart: where one late answer is a third of all, no limit tells anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.explaining import Explanation, explanations_of, latest_beginning
from tillit.insights.models import Day, Grain, Target
from tillit.insights.periods import Selection
from tillit.insights.reading import summaries_of
from tillit.insights.spans import WEEK, first_of, whole_ones
from tillit.insights.targets.scope import target_of
from tillit.measures.p_chart import p_chart
from tillit.measures.registry import Aim, Figure, Measure, Ripens, Summary, Unit
from tillit.measures.signals import Signals, Verdict
from tillit.measures.statistics import Share, local_day
from tillit.measures.xmr import xmr

BASELINE = 16
"""Weeks; between 12 and 20 are enough to know what is usual."""
LEAST = 4
"""Cases; the limits of a share suppose more of them."""
SHOWN = 57
"""Weeks that a chart has room for: a year, and what is before it."""


@dataclass(frozen=True)
class Week:
    """One whole week: its figure, and between which limits it usually lies."""

    first: date
    figure: Figure
    low: float | None
    high: float | None
    rule: str
    """Which rule fires here: "outside", "run", "near", or none."""


@dataclass(frozen=True)
class Control:
    """The weeks of a measure since its baseline began, and what the newest of them says."""

    measure: Measure
    weeks: tuple[Week, ...]
    centre: float | None
    verdict: Verdict
    is_share: bool
    explanations: tuple[Explanation, ...]
    target: Target | None = None
    """Where the one team or person that it is about wants to be; the limits know nothing of it."""
    teams: tuple[int, ...] = ()
    """Whose figures they are."""

    def is_few(self, week: Week) -> bool:
        """Whether it rests on so few cases that limits say nothing of it."""
        return self.is_share and 0 < week.figure.n < LEAST

    @property
    def has_limits(self) -> bool:
        """Whether it is known what is usual."""
        return any(week.high is not None for week in self.weeks)

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to draw."""
        return any(week.figure.value is not None for week in self.shown)

    @property
    def shown(self) -> tuple[Week, ...]:
        """The weeks that a chart has room for."""
        return self.weeks[-SHOWN:]

    @cached_property
    def signals(self) -> tuple[Week, ...]:
        """The weeks at which a rule fires."""
        return tuple(week for week in self.shown if week.rule)

    def is_above(self, week: Week) -> bool:
        """Whether it lies above what is usual."""
        return (week.figure.value or 0) > (self.centre or 0)

    def is_worse(self, week: Week) -> bool:
        """Whether that is the side on which nobody wants to be."""
        if self.measure.aim is None:
            return False
        return self.is_above(week) is (self.measure.aim is Aim.AT_MOST)


def control_of(measure: Measure, selection: Selection) -> Control:
    """The weeks up to the last one that is over; the period that was chosen plays no part."""
    noted = explanations_of(measure.key, selection)
    firsts, figures = _since_the_first_case(measure, selection, latest_beginning(noted))
    shares = [_share(one) for one in figures]
    baseline = min(BASELINE, len(figures))
    known = [one for one in shares if one is not None]
    if len(known) == len(figures) and measure.unit is Unit.SHARE:
        found = _of_shares(measure, firsts, figures, known, baseline, noted)
    else:
        found = _of_values(measure, firsts, figures, baseline, noted)
    return replace(found, target=target_of(measure, selection), teams=selection.teams)


def _of_shares(
    measure: Measure,
    firsts: Sequence[date],
    figures: Sequence[Figure],
    shares: Sequence[Share],
    baseline: int,
    noted: tuple[Explanation, ...],
) -> Control:
    plain = p_chart(shares, baseline)
    # Many cases make plain limits too tight; they are widened, and never narrowed.
    is_wide = plain.sigma_z is not None and plain.sigma_z > 1
    found = p_chart(shares, baseline, laney=True) if is_wide else plain
    limits = [(one.low, one.high) if one else (None, None) for one in found.periods]
    weeks = _told(firsts, figures, limits, found.signals)
    return Control(measure, weeks, found.centre, found.verdict, True, noted)


def _of_values(
    measure: Measure,
    firsts: Sequence[date],
    figures: Sequence[Figure],
    baseline: int,
    noted: tuple[Explanation, ...],
) -> Control:
    found = xmr([one.value for one in figures], baseline)
    usual = (found.limits.low, found.limits.high) if found.limits else (None, None)
    centre = found.limits.centre if found.limits else None
    weeks = _told(firsts, figures, [usual] * len(figures), found.signals)
    return Control(measure, weeks, centre, found.verdict, False, noted)


def _told(
    firsts: Sequence[date],
    figures: Sequence[Figure],
    limits: Sequence[tuple[float | None, float | None]],
    found: Signals | None,
) -> tuple[Week, ...]:
    return tuple(
        Week(first, figure, *between, rule=_rule(found, place))
        for place, (first, figure, between) in enumerate(zip(firsts, figures, limits, strict=True))
    )


def _rule(found: Signals | None, place: int) -> str:
    if found is None:
        return ""
    rules = (("outside", found.outside), ("run", found.runs), ("near", found.near))
    return next((name for name, places in rules if place in places), "")


def _share(figure: Figure) -> Share | None:
    """Successes and cases, neither where they are few; None of what is no part of a whole."""
    if figure.n < LEAST:
        return 0, 0
    if figure.numerator is None or not 0 <= figure.numerator <= figure.n:
        return None
    return figure.numerator, figure.n


def _since_the_first_case(
    measure: Measure, selection: Selection, begin: date | None
) -> tuple[list[date], list[Figure]]:
    """The weeks and their figures, without those before there was any case at all.

    Days are kept for several measures and all values of a dimension at once: a colleague who came
    in the summer, or a question asked since then, has no weeks before.
    """
    firsts = list(_weeks(measure, selection, begin))
    figures = _figures(measure, selection, firsts)
    empty = next((place for place, one in enumerate(figures) if one.n), len(figures))
    return firsts[empty:], figures[empty:]


def _weeks(measure: Measure, selection: Selection, begin: date | None) -> Sequence[date]:
    """The whole weeks since the first that has facts, or since a new beginning."""
    days = Day.objects.filter(measure=measure.basis, team_id__in=selection.teams)
    first = begin or days.order_by("day").values_list("day", flat=True).first()
    if first is None:
        return []
    waits = measure.ripens_after if isinstance(measure, Ripens) else timedelta(0)
    last = local_day(clock.now(), home_zone()) - timedelta(days=1) - waits
    return list(whole_ones(Grain.WEEK, first, last))


def _figures(measure: Measure, selection: Selection, firsts: Sequence[date]) -> list[Figure]:
    if not firsts:
        return []
    last = firsts[-1] + WEEK - timedelta(days=1)
    found = summaries_of(
        [measure],
        selection.teams,
        firsts[0],
        last,
        grains=(Grain.WEEK,),
        part=selection.part,
    )[measure.basis]
    weekly: defaultdict[date, list[Summary]] = defaultdict(list)
    for day, summaries in found.items():
        weekly[first_of(Grain.WEEK, day)] += summaries
    return [measure.figure(weekly[first], selection.clock) for first in firsts]
