"""Whether it is open now, and what the coming days are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tillit.hours.business_time import next_opening
from tillit.hours.days import Interval, as_utc, day_of
from tillit.hours.opening_hours import Hours

FOUR_WEEKS = 28


@dataclass(frozen=True)
class OpenState:
    """Open until `changes_at`, or closed until then; None when that is not within reach."""

    is_open: bool
    changes_at: datetime | None


@dataclass(frozen=True)
class ComingDay:
    """A local day with its openings; `differs` from what the week says, and why by `kind`."""

    date: date
    kind: str
    openings: tuple[Interval, ...]

    @property
    def differs(self) -> bool:
        """Whether a holiday or an exception decides it."""
        return self.kind in ("holiday", "override")


def state_at(hours: Hours, now: datetime) -> OpenState:
    """Whether it is open at an instant, and when that changes."""
    opens = next_opening(hours, now)
    if opens is None or opens > as_utc(now):
        return OpenState(is_open=False, changes_at=opens)
    return OpenState(is_open=True, changes_at=_closing(hours, opens))


def _closing(hours: Hours, instant: datetime) -> datetime | None:
    """The end of the opening at an instant; a night that goes on after midnight is one."""
    end = instant
    day = instant.astimezone(ZoneInfo(hours.zone)).date() - timedelta(days=1)
    for _step in range(FOUR_WEEKS):
        for opening in day_of(hours, day).openings:
            if opening.start <= end < opening.end:
                end = opening.end
        day += timedelta(days=1)
    return end if next_opening(hours, end) != end else None


def coming_days(hours: Hours, now: datetime, days: int = FOUR_WEEKS) -> list[ComingDay]:
    """Today and the days after it."""
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    found = (day_of(hours, today + timedelta(days=n)) for n in range(days))
    return [ComingDay(day.date, day.kind, day.openings) for day in found]
