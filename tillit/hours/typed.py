"""Opening hours as people type them: `9-12, 13:00–17:00`, or nothing for a closed day."""

from __future__ import annotations

import re
from datetime import date

from tillit.hours.errors import HoursError, _
from tillit.hours.opening_hours import Window, Windows

_BETWEEN = re.compile(r"\s*[-–—]\s*")
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
_PARTS = re.compile(r"\s*[,;]\s*")
LAST_HOUR, MINUTES = 24, 60


def windows_typed(day: int | date, text: str) -> Windows:
    """The windows of one day, in order.

    Raises:
        HoursError: something in it is no stretch of time.
    """
    parts = [part for part in _PARTS.split(text.strip()) if part]
    return tuple(sorted(_window(day, part) for part in parts))


def windows_written(windows: Windows) -> str:
    """The same, as it stands in the field."""
    return ", ".join(str(window) for window in windows)


def _window(day: int | date, part: str) -> Window:
    ends = _BETWEEN.split(part)
    if len(ends) != 2:
        raise _unreadable(day, part)
    return Window(_minutes(day, ends[0], part), _minutes(day, ends[1], part))


def _minutes(day: int | date, text: str, part: str) -> int:
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise _unreadable(day, part)
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute >= MINUTES or hour * MINUTES + minute > LAST_HOUR * MINUTES:
        raise _unreadable(day, part)
    return hour * MINUTES + minute


def _unreadable(day: int | date, part: str) -> HoursError:
    message = _("On %(day)s, “%(value)s” is no stretch of time such as 9:00–17:00.")
    return HoursError(message, day=day, value=part)
