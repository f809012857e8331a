"""Opening hours for many instants: each calendar is read once."""

from __future__ import annotations

from datetime import datetime

from tillit.hours.models import CalendarVersion
from tillit.hours.opening_hours import Hours


class HoursBook:
    """Which opening hours a calendar had when; for one piece of work, then thrown away."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._versions: dict[int, list[CalendarVersion]] = {}

    def hours(self, calendar: int, at: datetime) -> Hours:
        """The hours in force at an instant (the first ones for anything earlier)."""
        if calendar not in self._versions:
            found = CalendarVersion.objects.filter(calendar=calendar)
            self._versions[calendar] = list(found.order_by("valid_from", "number"))
        versions = self._versions[calendar]
        begun = [version for version in versions if version.valid_from <= at]
        return (begun[-1] if begun else versions[0]).hours
