"""What a conversation's history says about waiting: replies, statuses, resolution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tillit.hours.business_time import elapsed
from tillit.hours.days import as_utc
from tillit.hours.opening_hours import Hours


class EntryKind(StrEnum):
    """Who or what wrote an entry."""

    CUSTOMER = "customer"
    AGENT_PUBLIC = "agent_public"
    AGENT_INTERNAL_NOTE = "agent_internal_note"
    AUTO_REPLY = "auto_reply"
    BOT = "bot"


class Status(StrEnum):
    """Where a conversation stands."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    HOLD = "hold"
    SOLVED = "solved"


AGENT_WORKS = frozenset({Status.NEW, Status.OPEN})
REQUESTER_WAITS = AGENT_WORKS | {Status.HOLD}

Entry = tuple[str, datetime]
StatusChange = tuple[datetime, str]


class Answer(NamedTuple):
    """What was asked when, and answered when."""

    asked: datetime
    answered: datetime


class Stay(NamedTuple):
    """A stretch of time in one status."""

    status: Status
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class StatusTimes:
    """Time by status, and time to resolution where there is one."""

    requester_wait: timedelta
    agent_work: timedelta
    agent_wait: timedelta
    on_hold: timedelta
    first_resolution: timedelta | None
    full_resolution: timedelta | None
    full_resolution_calendar: timedelta | None
    reopens: int


def answers(entries: Iterable[Entry]) -> list[Answer]:
    """Each oldest unanswered customer message with the public reply of a person to it."""
    found: list[Answer] = []
    waiting_since: datetime | None = None
    for kind, instant in _in_order(entries):
        if kind is EntryKind.CUSTOMER and waiting_since is None:
            waiting_since = instant
        elif kind is EntryKind.AGENT_PUBLIC and waiting_since is not None:
            found.append(Answer(waiting_since, instant))
            waiting_since = None
    return found


def response_times(entries: Sequence[Entry], hours: Hours | None = None) -> list[timedelta]:
    """How long each answer took, in opening hours or around the clock."""
    return [passed(hours, answer.asked, answer.answered) for answer in answers(entries)]


def passed(hours: Hours | None, start: datetime, end: datetime) -> timedelta:
    """Time between two instants, in opening hours; around the clock when there are none."""
    if hours is None:
        return max(as_utc(end) - as_utc(start), timedelta())
    return elapsed(hours, start, end)


def first_response(entries: Sequence[Entry], hours: Hours | None = None) -> timedelta | None:
    """Time to the first public reply of a person; None while there is none."""
    return next(iter(response_times(entries, hours)), None)


def status_times(
    hours: Hours | None, changes: Sequence[StatusChange], as_of: datetime
) -> StatusTimes:
    """Measure a status history up to an instant, in opening hours or around the clock.

    A conversation that is open again has no full resolution.
    """
    stays = _stays(changes, as_utc(as_of))
    solved = [stay.start for stay in stays if stay.status is Status.SOLVED]
    is_solved = bool(stays) and stays[-1].status is Status.SOLVED

    def spent(statuses: Iterable[Status]) -> timedelta:
        """Time in a set of statuses."""
        counted = (passed(hours, stay.start, stay.end) for stay in stays if stay.status in statuses)
        return sum(counted, timedelta())

    return StatusTimes(
        requester_wait=spent(REQUESTER_WAITS),
        agent_work=spent(AGENT_WORKS),
        agent_wait=spent({Status.PENDING}),
        on_hold=spent({Status.HOLD}),
        first_resolution=passed(hours, stays[0].start, solved[0]) if solved else None,
        full_resolution=passed(hours, stays[0].start, solved[-1]) if is_solved else None,
        full_resolution_calendar=solved[-1] - stays[0].start if is_solved else None,
        reopens=len(solved) - is_solved,
    )


def _in_order(entries: Iterable[Entry]) -> list[tuple[EntryKind, datetime]]:
    """Entries by instant; those of one instant keep their order."""
    known = [(EntryKind(kind), as_utc(instant)) for kind, instant in entries]
    return sorted(known, key=lambda entry: entry[1])


def _stays(changes: Iterable[StatusChange], as_of: datetime) -> list[Stay]:
    """Stretches between real changes of status, the last one until `as_of`."""
    moments: list[tuple[datetime, Status]] = []
    known = ((as_utc(instant), Status(status)) for instant, status in changes)
    for instant, status in sorted(known, key=lambda change: change[0]):
        is_change = not moments or moments[-1][1] is not status
        if is_change and instant <= as_of:
            moments.append((instant, status))
    ends = [instant for instant, _ in moments[1:]] + [as_of]
    return [Stay(status, start, end) for (start, status), end in zip(moments, ends, strict=False)]
