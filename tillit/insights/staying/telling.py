"""From the counts of some teams to retention, survival, cohorts and what bad contacts do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tillit.insights.models import StayCount
from tillit.insights.staying.counting import LONG, NEW, Windows
from tillit.measures.dates import MONTHS, add_months, months_between
from tillit.measures.exposure import Exposure, Outcomes, exposure
from tillit.measures.log_rank import Counted, LogRank, log_rank_of
from tillit.measures.registry import Summary
from tillit.measures.retention import (
    Activity,
    Cohort,
    Retention,
    annual_churn,
    cohorts_of,
    period_retention,
)
from tillit.measures.statistics import Rate, rate
from tillit.measures.survival import Survival, survival_of

COHORTS = 13
"""So many of the newest first months are shown."""
SPANS = (MONTHS, 3, 1)
"""Months over which retention can be asked for."""


@dataclass(frozen=True)
class Stayed:
    """Of those who were customers when a period began, how many still were when it ended."""

    first: date
    last: date
    retention: Retention
    rate: Rate
    churn: Rate
    yearly_churn: float | None
    new: int


@dataclass(frozen=True)
class Linked:
    """Those with many bad contacts beside the others; `tenure` is empty for all of them."""

    tenure: str
    exposed: Outcomes
    others: Outcomes
    found: Exposure


@dataclass(frozen=True)
class Beginnings:
    """How long those stay whose first contact went well, and those whose first went badly.

    `test` is None where nothing can be compared: nobody left, or one of them is nobody.
    """

    well: Counted
    badly: Counted
    test: LogRank | None

    @property
    def smallest(self) -> int:
        """How many are in the smaller of the two."""
        return min(self.well.n, self.badly.n)


@dataclass(frozen=True)
class Counts:
    """What the customers of some teams come to, added up; who is one of two teams counts twice."""

    through: date
    customers: int
    left: int
    stays: Counter[tuple[date, date | None]]
    activity: Activity
    linked: dict[str, list[int]]
    firsts: Counter[tuple[date, date | None, bool]]
    buying: Counter[tuple[str, int, int, int]]

    @property
    def windows(self) -> Windows:
        """The days that it is seen from."""
        return Windows(self.through + timedelta(days=1))

    def stayed(self, months: int, *, until: date | None = None) -> Stayed:
        """Retention and churn over so many whole months, up to the last that is over.

        `until`: up to the day before this first of a month instead.
        """
        end = until or self.windows.end
        begin = add_months(end, -months)
        at_start = self._there(begin)
        new = self._there(end, since=begin)
        found = period_retention(start=at_start, new=new, end=self._there(end))
        monthly = 1 - (1 - found.churn) ** (1 / months) if found.churn is not None else None
        return Stayed(
            first=begin,
            last=end - timedelta(days=1),
            retention=found,
            rate=rate(at_start - found.lost, at_start),
            churn=rate(found.lost, at_start),
            yearly_churn=annual_churn(monthly) if monthly is not None else None,
            new=new,
        )

    def stayed_before(self, months: int) -> Stayed:
        """The same over as many months before those."""
        return self.stayed(months, until=add_months(self.windows.end, -months))

    def _there(self, day: date, since: date = date.min) -> int:
        """Who had come before a first of month and had not left before it."""
        return sum(
            n
            for (first, left), n in self.stays.items()
            if since <= first < day and (left is None or left >= day)
        )

    def survival(self) -> Survival | None:
        """How many months customers stay."""
        return curve_of(self._counted(self.stays))

    def _counted(self, stays: Mapping[tuple[date, date | None], int]) -> Counted:
        happened: Counter[float] = Counter()
        waiting: Counter[float] = Counter()
        for (first, left), n in stays.items():
            into = waiting if left is None else happened
            into[months_between(first, left or self.through)] += n
        return Counted(happened, waiting)

    def beginnings(self) -> Beginnings:
        """How long they stay by how their first contact went."""
        well, badly = (
            self._counted(
                {(first, left): n for (first, left, so), n in self.firsts.items() if so is is_bad}
            )
            for is_bad in (False, True)
        )
        return Beginnings(well, badly, log_rank_of([well, badly]) if well.n and badly.n else None)

    def months_known(self) -> Counter[int]:
        """How many customers are known for so many months."""
        known: Counter[int] = Counter()
        for (first, left), n in self.stays.items():
            known[months_between(first, left or self.through)] += n
        return known

    def cohorts(self) -> list[Cohort]:
        """Of those who came in one month, how many came back in which; the newest months."""
        last = self.windows.end - timedelta(days=1)
        begin = add_months(self.windows.end, -COHORTS)
        recent = {month: parts for month, parts in self.activity.items() if month >= begin}
        return cohorts_of(recent, last)

    def links(self) -> Iterator[Linked]:
        """All of them, then those who had been customers for less than a year, and for longer."""
        both = [sum(cells) for cells in zip(self.linked[NEW], self.linked[LONG], strict=True)]
        for tenure, cells in (("", both), (NEW, self.linked[NEW]), (LONG, self.linked[LONG])):
            exposed, others = Outcomes(*cells[:2]), Outcomes(*cells[2:])
            yield Linked(tenure, exposed, others, exposure(exposed, others))


def curve_of(counted: Counted) -> Survival | None:
    """The share that is still here after so many months; None of nobody."""
    happened, waiting = sorted(counted.happened.items()), sorted(counted.waiting.items())
    return survival_of(happened, waiting, counted.n)


def counts_of(teams: Iterable[int]) -> Counts | None:
    """What was counted of these teams; None while nothing was."""
    known = StayCount.objects.filter(team_id__in=list(teams))
    found = list(known.values_list("through", "summary"))
    return (
        _together([one for _day, one in found], min(day for day, _one in found)) if found else None
    )


def _together(summaries: Sequence[Summary], through: date) -> Counts:
    stays: Counter[tuple[date, date | None]] = Counter()
    activity: Activity = {}
    linked = {NEW: [0] * 4, LONG: [0] * 4}
    firsts: Counter[tuple[date, date | None, bool]] = Counter()
    buying: Counter[tuple[str, int, int, int]] = Counter()
    for summary in summaries:
        for first, left, n in summary["stays"]:
            stays[date.fromisoformat(first), _day_of(left)] += n
        # Counts of an earlier version know nothing of it until the next night.
        for first, left, badly, n in summary.get("firsts", []):
            firsts[date.fromisoformat(first), _day_of(left), badly] += n
        for currency, recency, frequency, monetary, n in summary.get("buying", []):
            buying[currency, recency, frequency, monetary] += n
        for month, parts in summary["activity"].items():
            _add(activity, date.fromisoformat(month), parts)
        for tenure, cells in summary["linked"].items():
            linked[tenure] = [a + b for a, b in zip(linked[tenure], cells, strict=True)]
    left = sum(n for (_first, day), n in stays.items() if day)
    return Counts(through, stays.total(), left, stays, activity, linked, firsts, buying)


def _day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _add(activity: Activity, month: date, parts: Sequence[Sequence[int]]) -> None:
    for counts, more in zip(activity.setdefault(month, ([], [])), parts, strict=True):
        counts.extend([0] * (len(more) - len(counts)))
        for place, n in enumerate(more):
            counts[place] += n
