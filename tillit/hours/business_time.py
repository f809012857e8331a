"""Business time: how much of it passed, when a target is used up, and why then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from tillit.hours.days import Day, DayKind, Interval, as_utc, days_from, merged, overlap
from tillit.hours.errors import HoursError, _
from tillit.hours.opening_hours import Hours, Window

__all__ = [
    "Hours",
    "HoursError",
    "Line",
    "Window",
    "due",
    "elapsed",
    "explain",
    "is_open",
    "next_opening",
]

Pause = tuple[datetime, datetime]
LineKind = DayKind | Literal["pause"]
NOTHING = timedelta()
# Long enough for any real closure; beyond it the hours are a mistake.
HORIZON_DAYS = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One reason in the account of a due instant: a stretch of time and what it counted."""

    kind: LineKind
    day: date
    start: datetime
    end: datetime
    counted: timedelta


def elapsed(
    hours: Hours, start: datetime, end: datetime, pauses: Iterable[Pause] = ()
) -> timedelta:
    """Business time between two instants without its pauses; nothing when the end is no later."""
    asked = Interval(as_utc(start), as_utc(end))
    stopped = (overlap(pause, asked) for pause in _merged_pauses(pauses))
    return _open_time(hours, asked) - sum(
        (_open_time(hours, pause) for pause in stopped if pause), NOTHING
    )


def _open_time(hours: Hours, asked: Interval) -> timedelta:
    total = NOTHING
    for day in days_from(hours, asked.start):
        if day.begins >= asked.end:
            break
        for opening in day.openings:
            if used := overlap(opening, asked):
                total += used.end - used.start
    return total


def due(hours: Hours, start: datetime, target: timedelta, pauses: Iterable[Pause] = ()) -> datetime:
    """First instant at which the target is used up, in UTC."""
    used_up = as_utc(start)
    for line in _walk(hours, used_up, target, pauses):
        if line.kind != "pause":
            used_up = line.end
    return used_up


def explain(
    hours: Hours, start: datetime, target: timedelta, pauses: Iterable[Pause] = ()
) -> list[Line]:
    """Account for a due instant: openings minus pauses add up to the target."""
    return list(_walk(hours, as_utc(start), target, pauses))


def is_open(hours: Hours, instant: datetime) -> bool:
    """Whether an instant is business time."""
    instant = as_utc(instant)
    day = next(days_from(hours, instant))
    return any(opening.start <= instant < opening.end for opening in day.openings)


def next_opening(hours: Hours, instant: datetime) -> datetime | None:
    """First open instant at or after the one given; None when none is within reach."""
    instant = as_utc(instant)
    for day in _days_within_reach(hours, instant):
        for opening in day.openings:
            if opening.end > instant:
                return max(opening.start, instant)
    return None


def _walk(
    hours: Hours, start: datetime, target: timedelta, pauses: Iterable[Pause]
) -> Iterator[Line]:
    """Yield line by line how the target is used up, from a UTC start."""
    if target < NOTHING:
        raise ValueError("A target cannot be negative.")
    if not target:
        return
    merged_pauses = _merged_pauses(pauses)
    left = target
    for day in _days_within_reach(hours, start):
        for line in _lines_of(day, start, left, merged_pauses):
            left -= _weight(line)
            yield line
        if not left:
            return
    message = _("These opening hours have no opening within %(days)s days.")
    raise HoursError(message, days=str(HORIZON_DAYS))


def _days_within_reach(hours: Hours, start: datetime) -> Iterator[Day]:
    """Yield days until too many in a row are closed."""
    closed_in_a_row = 0
    for day in days_from(hours, start):
        closed_in_a_row = 0 if day.openings else closed_in_a_row + 1
        if closed_in_a_row > HORIZON_DAYS:
            return
        yield day


def _lines_of(
    day: Day, start: datetime, left: timedelta, pauses: tuple[Interval, ...]
) -> Iterator[Line]:
    """Account for one day: what it counted, or why it counted nothing."""
    counts_nothing = True
    for opening in day.openings:
        if opening.end > start and left:
            counts_nothing = False
            for line in _use(day, Interval(max(opening.start, start), opening.end), left, pauses):
                left -= _weight(line)
                yield line
    if counts_nothing and day.kind != "window":
        yield Line(day.kind, day.date, max(day.begins, start), day.ends, NOTHING)


def _use(
    day: Day, opening: Interval, left: timedelta, pauses: tuple[Interval, ...]
) -> Iterator[Line]:
    """Use an opening as far as the target needs it; its pauses follow it."""
    position = opening.start
    paused: list[Interval] = []
    for pause in pauses:
        stopped = overlap(pause, Interval(position, opening.end))
        if stopped and stopped.start - position < left:
            left -= stopped.start - position
            position = stopped.end
            paused.append(stopped)
    end = min(opening.end, position + left)
    yield Line(day.kind, day.date, opening.start, end, end - opening.start)
    for stopped in paused:
        yield Line("pause", day.date, *stopped, stopped.end - stopped.start)


def _weight(line: Line) -> timedelta:
    """What a line takes from the target: a pause gives back what its opening counted."""
    return -line.counted if line.kind == "pause" else line.counted


def _merged_pauses(pauses: Iterable[Pause]) -> tuple[Interval, ...]:
    """Pauses in UTC, in order, each instant once."""
    stretches = (Interval(as_utc(start), as_utc(end)) for start, end in pauses)
    return merged(stretch for stretch in stretches if stretch.start < stretch.end)
