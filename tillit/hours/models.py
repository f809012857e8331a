"""Calendars and their immutable versions."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import models

from tillit.hours.business_time import Hours


@lru_cache(maxsize=256)
def _hours(text: str) -> Hours:
    return Hours.from_json(json.loads(text))


class Calendar(models.Model):
    """Opening hours with a name; what they are is in the versions."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name

    def version_at(self, instant: datetime) -> CalendarVersion:
        """The version in force at an instant (the first one for anything earlier).

        Raises:
            CalendarVersion.DoesNotExist: the calendar has no version at all.
        """
        versions = self.versions.order_by("-valid_from")
        in_force = versions.filter(valid_from__lte=instant)[:1]
        return next(iter(in_force), None) or versions.earliest("valid_from")


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
