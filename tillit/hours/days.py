"""Local days on the UTC line: where each begins and ends, and when it is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from tillit.hours.opening_hours import MINUTES_PER_DAY, Hours

DayKind = Literal["window", "holiday", "override", "closed"]
ONE_DAY = timedelta(days=1)


class Interval(NamedTuple):
    """A half-open stretch between two UTC instants."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """One local day: the rule that decides it, its UTC bounds and its openings."""

    date: date
    kind: DayKind
    begins: datetime
    ends: datetime
    openings: tuple[Interval, ...]


def as_utc(instant: datetime) -> datetime:
    """Move an aware instant to UTC; a naive one has no place on the line."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(UTC)


def days_from(hours: Hours, instant: datetime) -> Iterator[Day]:
    """Yield the day that holds a UTC instant and all after it, but none that the zone skipped."""
    # A clock change at midnight can give an instant the date after its day: begin one earlier.
    day = instant.astimezone(ZoneInfo(hours.zone)).date() - ONE_DAY
    while True:
        found = day_of(hours, day)
        if found.ends > max(instant, found.begins):
            yield found
        day += ONE_DAY


@lru_cache(maxsize=20_000)
def day_of(hours: Hours, day: date) -> Day:
    """Place one local day on the UTC line; it ends where the next day begins."""
    zone = ZoneInfo(hours.zone)
    bounds = Interval(to_utc(zone, day, 0), to_utc(zone, day, MINUTES_PER_DAY))
    spans = (
        Interval(to_utc(zone, day, window.start), to_utc(zone, day, window.end))
        for window in hours.windows(day)
    )
    clipped = (overlap(span, bounds) for span in spans)
    openings = merged(span for span in clipped if span)
    return Day(day, kind_of(hours, day, is_open=bool(openings)), *bounds, openings)


def to_utc(zone: ZoneInfo, day: date, minutes: int) -> datetime:
    """Instant of a wall-clock time: the first of two, and through a gap as if it were not there."""
    day += ONE_DAY * (minutes // MINUTES_PER_DAY)
    hour, minute = divmod(minutes % MINUTES_PER_DAY, 60)
    return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)


def kind_of(hours: Hours, day: date, *, is_open: bool) -> DayKind:
    """Name the rule that decides a day; an exception that changes nothing is none."""
    override = hours.overrides.get(day)
    if override is not None and override != hours.usual_windows(day):
        return "override"
    if is_open:
        return "window"
    return "holiday" if day in hours.holidays else "closed"


def overlap(first: Interval, second: Interval) -> Interval | None:
    """Common part of two stretches, or None when they have none."""
    start, end = max(first.start, second.start), min(first.end, second.end)
    return Interval(start, end) if start < end else None


def merged(stretches: Iterator[Interval]) -> tuple[Interval, ...]:
    """Sort stretches and join those that overlap, so that no time counts twice."""
    joined: list[Interval] = []
    for stretch in sorted(stretches):
        if joined and stretch.start < joined[-1].end:
            last = joined.pop()
            stretch = Interval(last.start, max(last.end, stretch.end))
        joined.append(stretch)
    return tuple(joined)
