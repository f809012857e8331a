"""Calendars and their immutable versions."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import models

from tillit.hours.business_time import Hours
from tillit.journal import rows


@lru_cache(maxsize=256)
def _hours(text: str) -> Hours:
    return Hours.from_json(json.loads(text))


class CalendarQuerySet(models.QuerySet["Calendar"]):
    """Calendars, by whether they are still offered."""

    def offered(self, also: int | None = None) -> CalendarQuerySet:
        """Those that may be chosen, and the one that is chosen already."""
        return self.filter(models.Q(put_away=False) | models.Q(pk=also))


class Calendar(models.Model):
    """Opening hours with a name; what they are is in the versions.

    What nobody uses is `put_away`, not deleted: old promises still say how they were counted.
    """

    name = models.CharField(max_length=80, unique=True)
    put_away = models.BooleanField(default=False)

    objects = CalendarQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def version_at(self, instant: datetime) -> CalendarVersion:
        """The version in force at an instant (the first one for anything earlier).

        Raises:
            CalendarVersion.DoesNotExist: the calendar has no version at all.
        """
        return version_in_force(self.pk, instant)


class CalendarVersion(models.Model):
    """Opening hours as they were from an instant on; never changed, so promises may freeze them."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    valid_from = models.DateTimeField()
    data: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "number"], name="calendar_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} v{self.number}"

    @property
    def hours(self) -> Hours:
        """The business time of this version, ready to count with."""
        return _hours(json.dumps(self.data, sort_keys=True))


def version_in_force(calendar_id: int, instant: datetime) -> CalendarVersion:
    """The version of a calendar in force at an instant (the first one for anything earlier).

    Raises:
        CalendarVersion.DoesNotExist: the calendar has no version at all.
    """
    begun = "calendar_id = %s AND valid_from <= %s ORDER BY valid_from DESC, number DESC LIMIT 1"
    found = rows.select(CalendarVersion, begun, [calendar_id, rows.stored(instant)])
    if found:
        return found[0]
    return CalendarVersion.objects.filter(calendar=calendar_id).earliest("valid_from")
