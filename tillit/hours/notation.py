"""How opening hours are written down: times, weekdays and dates as text, read with care."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tillit.hours.errors import HoursError, _

TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")


def time_text(minutes: int) -> str:
    """Write minutes after midnight as 09:00; the end of the day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_time(day: int | date, text: Any) -> int:
    """Read 09:00 as minutes after midnight."""
    if not isinstance(text, str) or not TIME_OF_DAY.fullmatch(text):
        raise HoursError(
            _("On %(day)s, “%(value)s” is not a time of day such as 09:00."),
            day=day,
            value=str(text),
        )
    return int(text[:2]) * 60 + int(text[3:])


def read_pair(day: int | date, row: Any) -> tuple[int, int]:
    """Read the two times of one window."""
    if not isinstance(row, list | tuple) or len(row) != 2:
        raise unreadable_windows(day)
    return read_time(day, row[0]), read_time(day, row[1])


def read_weekday(text: Any) -> int:
    """Read "1" as Monday and "7" as Sunday."""
    if str(text) not in {"1", "2", "3", "4", "5", "6", "7"}:
        raise not_a_weekday(text)
    return int(text)


def read_date(text: Any) -> date:
    """Read 2026-12-24, and no other way to write a date."""
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != text:
        raise HoursError(_("“%(value)s” is not a date such as 2026-12-24."), value=str(text))
    return day


def read_zone(data: Mapping[str, Any]) -> str:
    """Read the name of the time zone; whether it exists is for Hours to say."""
    zone = data.get("tz") if isinstance(data, Mapping) else None
    if not isinstance(zone, str):
        raise HoursError(_("Opening hours need a time zone."))
    return zone


def read_mapping(data: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    """Read a part that lists windows by day; a missing part is empty."""
    found = data.get(part, {}) if isinstance(data, Mapping) else {}
    if not isinstance(found, Mapping):
        raise unreadable_part(part)
    return found


def read_dates(data: Mapping[str, Any], part: str) -> list[date]:
    """Read a part that lists dates; a missing part is empty."""
    found = data.get(part, [])
    if not isinstance(found, list | tuple):
        raise unreadable_part(part)
    return [read_date(text) for text in found]


def not_a_weekday(value: object) -> HoursError:
    """Say that a weekday is not one."""
    message = _("“%(value)s” is not a weekday; use 1 for Monday to 7 for Sunday.")
    return HoursError(message, value=str(value))


def unreadable_windows(day: int | date) -> HoursError:
    """Say that a day's list of windows has the wrong form."""
    message = _("The hours of %(day)s cannot be read; write pairs of times.")
    return HoursError(message, day=day)


def unreadable_part(part: str) -> HoursError:
    """Say that a whole part has the wrong form."""
    return HoursError(_("The part “%(part)s” of the opening hours cannot be read."), part=part)
