"""Days that are calendar months apart."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS = 12


def add_months(day: date, months: int) -> date:
    """The day so many calendar months later, or the last of that month if it is shorter.

    Half a year after 31 August is 28 February. Negative months lead back.
    """
    year, month = divmod(_number(day) + months, MONTHS)
    longest = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, longest))


def first_of_month(day: date) -> date:
    """The first day of its month, by which a month is named."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_between(earlier: date, later: date) -> int:
    """How many months the month of one day is after that of the other; days do not matter."""
    return _number(later) - _number(earlier)


def _number(day: date) -> int:
    """Its month, counted from the year 0."""
    return day.year * MONTHS + day.month - 1
