"""Who stays: retention over a period, and of those who came in one month."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
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


def cohorts(activity: Iterable[tuple[Hashable, date]], through: date) -> list[Cohort]:
    """The cohort table: customers by their first month, and how many came back in which.

    `activity` are customers and days on which they were active, `through` is any day of the last
    month that is over; what happens later is left out. All rows have one length.
    """
    last = first_of_month(through)
    months: dict[Hashable, set[date]] = {}
    for customer, day in activity:
        if (month := first_of_month(day)) <= last:
            months.setdefault(customer, set()).add(month)
    by_first: dict[date, list[set[int]]] = {}
    for active in months.values():
        first = min(active)
        by_first.setdefault(first, []).append({months_between(first, month) for month in active})
    width = months_between(min(by_first, default=last), last) + 1
    return [
        _cohort(first, by_first[first], months_between(first, last), width)
        for first in sorted(by_first)
    ]


def _cohort(first: date, members: list[set[int]], newest: int, width: int) -> Cohort:
    """One row: months after the newest that is over are not known yet."""
    size = len(members)
    classic = [sum(month in active for active in members) for month in range(newest + 1)]
    rolling = [sum(month <= max(active) for active in members) for month in range(newest + 1)]
    unknown = (None,) * (width - newest - 1)
    return Cohort(
        first,
        size,
        (*(count / size for count in classic), *unknown),
        (*(count / size for count in rolling), *unknown),
    )
