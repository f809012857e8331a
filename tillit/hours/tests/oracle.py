"""Business time counted minute by minute: slow, and built on nothing it is to check.

It knows no offsets: an instant's wall clock is asked for each minute, and a wall-clock time is
found by looking for the first minute that shows it. Times in a gap are counted on from the last
minute before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tillit.hours.business_time import Hours, Pause
from tillit.hours.opening_hours import Windows

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@lru_cache(maxsize=1000)
def shown_on(zone: str, utc_day: date) -> dict[datetime, datetime]:
    """For each wall-clock minute shown during a UTC day, its first UTC minute."""
    shown: dict[datetime, datetime] = {}
    instant = datetime(utc_day.year, utc_day.month, utc_day.day, tzinfo=UTC)
    for _ in range(24 * 60):
        wall = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        shown.setdefault(wall, instant)
        instant += MINUTE
    return shown


def first_shown(zone: str, wall: datetime) -> datetime | None:
    """First UTC minute that shows a wall-clock time; None when the clocks leap over it."""
    for utc_day in (wall.date() - DAY, wall.date(), wall.date() + DAY):
        if found := shown_on(zone, utc_day).get(wall):
            return found
    return None


@lru_cache(maxsize=20_000)
def instant_of(zone: str, day: date, minutes: int) -> datetime:
    """UTC instant of a wall-clock time."""
    wall = datetime(day.year, day.month, day.day) + minutes * MINUTE
    missing = 0
    while (found := first_shown(zone, wall - missing * MINUTE)) is None:
        missing += 1
    return found + missing * MINUTE


def windows_on(hours: Hours, day: date) -> Windows:
    """Windows that hold on a date."""
    if day in hours.overrides:
        return hours.overrides[day]
    return () if day in hours.holidays else hours.week.get(day.isoweekday(), ())


def open_minutes(hours: Hours, first: date, last: date) -> Iterator[datetime]:
    """Open UTC minutes of the local days from first to last, in order."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        opened: set[datetime] = set()
        for window in windows_on(hours, day):
            begins = instant_of(hours.zone, day, window.start)
            ends = instant_of(hours.zone, day, window.end)
            opened |= {begins + n * MINUTE for n in range((ends - begins) // MINUTE)}
        yield from sorted(opened)


def slow_elapsed(
    hours: Hours, start: datetime, end: datetime, pauses: Sequence[Pause] = ()
) -> timedelta:
    """Sum of what each open minute shares with the stretch; pauses are of whole minutes."""
    total = timedelta()
    for minute in open_minutes(hours, (start - DAY).date(), (end + DAY).date()):
        if any(begin <= minute < close for begin, close in pauses):
            continue
        total += max(timedelta(), min(minute + MINUTE, end) - max(minute, start))
    return total


def slow_due(
    hours: Hours, start: datetime, target: timedelta, pauses: list[Pause], days: int
) -> datetime | None:
    """First instant at which open, unpaused minutes use the target up; start is a whole minute."""
    left = target
    for minute in open_minutes(hours, (start - DAY).date(), (start + days * DAY).date()):
        is_paused = any(begin <= minute < end for begin, end in pauses)
        if minute < start or is_paused:
            continue
        if left <= MINUTE:
            return minute + left
        left -= MINUTE
    return None
