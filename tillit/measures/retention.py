"""Who stays: retention over a period, and of those who came in one month."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tillit.measures.dates import MONTHS, first_of_month, months_between
from tillit.measures.statistics import ratio


@dataclass(frozen=True, slots=True)
class Retention:
    """The share of customers who stayed and who left, and how many those were."""

    retention: float | None
    churn: float | None
    lost: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those whose first month was the same, and their shares in each month from it on.

    `classic` counts who was active in month k, `rolling` who was in month k or a later one. A month
    that is not over is None, never 0.
    """

    first: date
    size: int
    classic: tuple[float | None, ...]
    rolling: tuple[float | None, ...]


def period_retention(*, start: int, new: int, end: int) -> Retention:
    """Retention (E − N)/S, of S customers at the start and E at the end, N of them new.

    Raises:
        ValueError: counts that are negative or contradict each other.
    """
    stayed = end - new
    if min(start, new, end) < 0:
        raise ValueError("A number of customers cannot be negative.")
    if not 0 <= stayed <= start:
        raise ValueError("Of those at the end, as many as are not new were there at the start.")
    lost = start - stayed
    return Retention(ratio(stayed, start), ratio(lost, start), lost)


def annual_churn(monthly: float) -> float:
    """The share that leaves in a year when this share leaves each month: 1 − (1 − c)¹².

    Raises:
        ValueError: a share that is not between 0 and 1.
    """
    if not 0 <= monthly <= 1:
        raise ValueError("A share lies between 0 and 1.")
    return 1 - (1 - monthly) ** MONTHS


Activity = dict[date, tuple[list[int], list[int]]]
"""By first month: how many were active in month k, and how many were so last in month k."""


def active_months(activity: Activity, days: Iterable[date], through: date) -> None:
    """Add one customer, active on these days, to what is counted; later months are left out."""
    last = first_of_month(through)
    months = sorted({month for day in days if (month := first_of_month(day)) <= last})
    if not months:
        return
    active, latest = activity.setdefault(months[0], ([], []))
    numbers = [months_between(months[0], month) for month in months]
    for counts in (active, latest):
        counts.extend([0] * (numbers[-1] + 1 - len(counts)))
    for number in numbers:
        active[number] += 1
    latest[numbers[-1]] += 1


def cohorts(activity: Iterable[tuple[Hashable, date]], through: date) -> list[Cohort]:
    """The cohort table: customers by their first month, and how many came back in which.

    `activity` are customers and days on which they were active, `through` is any day of the last
    month that is over; what happens later is left out. All rows have one length.
    """
    days: dict[Hashable, list[date]] = {}
    for customer, day in activity:
        days.setdefault(customer, []).append(day)
    counted: Activity = {}
    for those in days.values():
        active_months(counted, those, through)
    return cohorts_of(counted, through)


def cohorts_of(activity: Mapping[date, Sequence[Sequence[int]]], through: date) -> list[Cohort]:
    """The same table from what was counted of each first month."""
    last = first_of_month(through)
    known = sorted(month for month in activity if month <= last)
    width = months_between(known[0], last) + 1 if known else 1
    return [_cohort(first, activity[first], months_between(first, last), width) for first in known]


def _cohort(first: date, parts: Sequence[Sequence[int]], newest: int, width: int) -> Cohort:
    """One row: months after the newest that is over are not known yet."""
    active, latest = parts
    size = active[0]
    classic = [*active, *[0] * (newest + 1 - len(active))][: newest + 1]
    rolling = [sum(latest[month:]) for month in range(newest + 1)]
    unknown = (None,) * (width - newest - 1)
    return Cohort(
        first,
        size,
        (*(count / size for count in classic), *unknown),
        (*(count / size for count in rolling), *unknown),
    )
