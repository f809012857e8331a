"""Weeks and months, and which of them lie within some days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tillit.insights.models import Grain
from tillit.measures.dates import first_of_month, last_of_month

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
Days = tuple[date, date]
"""The first and the last of some days."""


def first_of(grain: Grain, day: date) -> date:
    """The first day of its week or month; a week begins on Monday."""
    if grain is Grain.MONTH:
        return first_of_month(day)
    return day - timedelta(days=day.weekday())


def last_of(grain: Grain, first: date) -> date:
    """The last day of the week or month that begins on this one."""
    return last_of_month(first) if grain is Grain.MONTH else first + WEEK - ONE_DAY


def whole_ones(grain: Grain, first: date, last: date) -> Iterator[date]:
    """The first days of the weeks or months that lie within these days as a whole."""
    begin = first_of(grain, first)
    if begin < first:
        begin = last_of(grain, begin) + ONE_DAY
    while (end := last_of(grain, begin)) <= last:
        yield begin
        begin = end + ONE_DAY


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
