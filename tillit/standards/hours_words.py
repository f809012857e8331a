"""A week of opening hours in one line."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tillit.hours.errors import WEEKDAYS
from tillit.hours.opening_hours import ISO_WEEKDAYS, Hours
from tillit.hours.typed import windows_written


def week_words(hours: Hours) -> str:
    """`Monday–Friday 09:00–17:00 · Saturday 10:00–14:00`; closed days are left out."""
    days = [(day, windows_written(hours.week.get(day, ()))) for day in ISO_WEEKDAYS]
    parts = []
    for windows, group in groupby(days, key=lambda one: one[1]):
        numbers = [day for day, _windows in group]
        if windows:
            parts.append(f"{_span(numbers[0], numbers[-1])} {windows}")
    return " · ".join(parts) or pgettext("opening hours", "Closed")


def _span(first: int, last: int) -> str:
    names = [_(WEEKDAYS[day - 1]) for day in dict.fromkeys((first, last))]
    return "–".join(names)
