"""Weeks, months and years, and which of them lie or begin within some days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tillit.insights.models import Grain
from tillit.measures.dates import (
    MONTHS,
    add_months,
    first_of_month,
    last_of_month,
    months_between,
)

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
Days = tuple[date, date]
"""The first and the last of some days."""


def first_of(grain: Grain, day: date) -> date:
    """The first day of its week or month, with which a year can begin; a week does on Monday."""
    return day - timedelta(days=day.weekday()) if grain is Grain.WEEK else first_of_month(day)


def last_of(grain: Grain, first: date) -> date:
    """The last day of the week, month or year that begins on this one.

    Raises:
        ValueError: it is the month so far, of which only those know who have put it together.
    """
    if grain is Grain.SO_FAR:
        raise ValueError("How far a month is does not follow from how it begins.")
    if grain is Grain.YEAR:
        return add_months(first, MONTHS) - ONE_DAY
    return last_of_month(first) if grain is Grain.MONTH else first + WEEK - ONE_DAY


def whole_ones(grain: Grain, first: date, last: date) -> Iterator[date]:
    """The first days of the weeks, months or years that lie within these days as a whole.

    Years begin with every month, so they overlap.
    """
    begin = first_of(grain, first)
    if begin < first:
        begin = _next(grain, begin)
    while last_of(grain, begin) <= last:
        yield begin
        begin = _next(grain, begin)


def months_begun(first: date, last: date) -> Iterator[date]:
    """The first days of the months that begin within these days."""
    begin = first_of_month(first)
    months = (add_months(begin, number) for number in range(months_between(begin, last) + 1))
    return (one for one in months if first <= one <= last)


def _next(grain: Grain, begin: date) -> date:
    return begin + WEEK if grain is Grain.WEEK else add_months(begin, 1)


def cut(grain: Grain, first: date, last: date) -> Iterator[Days]:
    """These days by week or month; the first and the last may be parts of one."""
    while first <= last:
        end = min(last_of(grain, first_of(grain, first)), last)
        yield first, end
        first = end + ONE_DAY


def without(taken: Iterable[Days], first: date, last: date) -> Iterator[Days]:
    """What is left of these days without some stretches of them that do not overlap."""
    for begin, end in sorted(taken):
        if first < begin:
            yield first, begin - ONE_DAY
        first = end + ONE_DAY
    if first <= last:
        yield first, last
