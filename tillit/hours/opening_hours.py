"""Opening hours as a value: a zone, weekly windows, holidays and exceptions by date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tillit.hours import notation
from tillit.hours.errors import HoursError, _

MINUTES_PER_DAY = 24 * 60
ISO_WEEKDAYS = range(1, 8)


class Window(NamedTuple):
    """A half-open stretch of one local day, in minutes after its midnight."""

    start: int
    end: int

    def __str__(self) -> str:
        """Write the window as people do: 09:00–17:00."""
        return f"{notation.time_text(self.start)}–{notation.time_text(self.end)}"


Windows = tuple[Window, ...]
WHOLE_DAY: Windows = (Window(0, MINUTES_PER_DAY),)


@dataclass(frozen=True)
class Hours:
    """When a desk is open; an exception by date beats a holiday, a holiday beats the week."""

    zone: str
    week: Mapping[int, Windows]
    holidays: frozenset[date] = frozenset()
    overrides: Mapping[date, Windows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check every day and keep own copies, closed weekdays left out."""
        check_zone(self.zone)
        check_weekdays(self.week)
        week = {day: checked_windows(day, self.week[day]) for day in sorted(self.week)}
        overrides = {
            day: checked_windows(day, self.overrides[day]) for day in sorted(self.overrides)
        }
        object.__setattr__(self, "week", {day: kept for day, kept in week.items() if kept})
        object.__setattr__(self, "holidays", frozenset(self.holidays))
        object.__setattr__(self, "overrides", overrides)

    def __hash__(self) -> int:
        """Hash by two parts that remember their hash, because every day looked up asks for it."""
        return hash((self.zone, self.holidays))

    @staticmethod
    @lru_cache(maxsize=64)
    def always(zone: str) -> Hours:
        """Open day and night: the calendar clock."""
        return Hours(zone, dict.fromkeys(ISO_WEEKDAYS, WHOLE_DAY))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Hours:
        """Read the stored form; a HoursError says in one sentence what cannot be read."""
        week = notation.read_mapping(data, "week")
        overrides = notation.read_mapping(data, "overrides")
        return cls(
            zone=notation.read_zone(data),
            week={
                notation.read_weekday(day): read_windows(notation.read_weekday(day), rows)
                for day, rows in week.items()
            },
            holidays=frozenset(notation.read_dates(data, "holidays")),
            overrides={
                notation.read_date(day): read_windows(notation.read_date(day), rows)
                for day, rows in overrides.items()
            },
        )

    def to_json(self) -> dict[str, Any]:
        """Write the stored form that `from_json` reads."""
        return {
            "tz": self.zone,
            "week": {str(day): written_windows(windows) for day, windows in self.week.items()},
            "holidays": [day.isoformat() for day in sorted(self.holidays)],
            "overrides": {
                day.isoformat(): written_windows(windows) for day, windows in self.overrides.items()
            },
        }

    @lru_cache(maxsize=64)  # noqa: B019 (calendars are few, and their versions never change)
    def working_days(self) -> Hours:
        """Each day that is open at all, from midnight to midnight: how whole days are counted."""
        return Hours(
            self.zone,
            dict.fromkeys(self.week, WHOLE_DAY),
            self.holidays,
            {day: WHOLE_DAY if windows else () for day, windows in self.overrides.items()},
        )

    def usual_windows(self, day: date) -> Windows:
        """Windows by week and holidays alone."""
        return () if day in self.holidays else self.week.get(day.isoweekday(), ())

    def windows(self, day: date) -> Windows:
        """Windows that hold on a date."""
        override = self.overrides.get(day)
        return self.usual_windows(day) if override is None else override


def check_zone(zone: str) -> None:
    """Refuse a name that is no IANA time zone."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as problem:
        raise HoursError(_("“%(zone)s” is not a known time zone."), zone=zone) from problem


def check_weekdays(week: Iterable[int]) -> None:
    """Refuse a weekday that is not 1 to 7."""
    for day in week:
        if day not in ISO_WEEKDAYS:
            raise notation.not_a_weekday(day)


def checked_windows(day: int | date, windows: Iterable[tuple[int, int]]) -> Windows:
    """Windows of one day, each inside the day and after the one before."""
    checked = tuple(Window(*window) for window in windows)
    for window in checked:
        check_window(day, window)
    for first, second in pairwise(checked):
        if second.start < first.end:
            raise HoursError(
                _("On %(day)s, %(first)s and %(second)s overlap or are out of order."),
                day=day,
                first=str(first),
                second=str(second),
            )
    return checked


def check_window(day: int | date, window: Window) -> None:
    """Refuse a window that leaves the day or does not end after it begins."""
    if window.start < 0 or window.end > MINUTES_PER_DAY:
        message = _("On %(day)s, %(window)s reaches outside the day.")
    elif window.start >= window.end:
        message = _("On %(day)s, %(window)s does not end after it begins.")
    else:
        return
    raise HoursError(message, day=day, window=str(window))


def read_windows(day: int | date, rows: Any) -> Windows:
    """Read a day's list of ["09:00", "17:00"] pairs."""
    if not isinstance(rows, list | tuple):
        raise notation.unreadable_windows(day)
    return tuple(Window(*notation.read_pair(day, row)) for row in rows)


def written_windows(windows: Windows) -> list[list[str]]:
    """Write a day's windows as pairs of times."""
    return [[notation.time_text(minutes) for minutes in window] for window in windows]
