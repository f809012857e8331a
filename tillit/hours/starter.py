"""The opening hours that an installation begins with."""

from datetime import datetime

from tillit.hours.models import Calendar, CalendarVersion

NAME = "Office hours"
WEEK = {str(day): [["09:00", "17:00"]] for day in range(1, 6)}


def office_hours(*, valid_from: datetime, zone: str = "Europe/Oslo") -> Calendar:
    """Weekdays 9 to 17; the calendar of this name when there is one."""
    calendar, new = Calendar.objects.get_or_create(name=NAME)
    if new:
        data = {"tz": zone, "week": WEEK, "holidays": []}
        CalendarVersion.objects.create(calendar=calendar, valid_from=valid_from, data=data)
    return calendar
