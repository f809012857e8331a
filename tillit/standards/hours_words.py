"""A week of opening hours in one line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tillit.hours.days import Interval
from tillit.hours.errors import WEEKDAYS
from tillit.hours.opening_hours import ISO_WEEKDAYS, Hours
from tillit.hours.typed import windows_written


def week_words(hours: Hours) -> str:
    """`Monday–Friday 09:00–17:00 · Saturday 10:00–14:00`; closed days are left out."""
    parts = [f"{span} {windows}" for span, windows in _spans(hours) if windows]
    return " · ".join(parts) or pgettext("opening hours", "Closed")


def week_rows(hours: Hours) -> list[tuple[str, str]]:
    """The same line by line, with the days that are closed."""
    closed = pgettext("opening hours", "Closed")
    return [(capfirst(span), windows or closed) for span, windows in _spans(hours)]


def day_line(openings: Iterable[Interval], reason: str, zone: ZoneInfo) -> str:
    """`09:00–12:00`, or `Closed · Christmas Day`."""
    spans = [
        f"{one.start.astimezone(zone):%H:%M}–{one.end.astimezone(zone):%H:%M}" for one in openings
    ]
    said = ", ".join(spans) or pgettext("opening hours", "Closed")
    return f"{said} · {reason}" if reason else said


def _spans(hours: Hours) -> list[tuple[str, str]]:
    days = [(day, windows_written(hours.week.get(day, ()))) for day in ISO_WEEKDAYS]
    spans = []
    for windows, group in groupby(days, key=lambda one: one[1]):
        numbers = [day for day, _windows in group]
        spans.append((_span(numbers[0], numbers[-1]), windows))
    return spans


def _span(first: int, last: int) -> str:
    names = [_(WEEKDAYS[day - 1]) for day in dict.fromkeys((first, last))]
    return "–".join(names)
