"""The verbs about opening hours: every change is a new version, from now on."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.db import transaction

from tillit import clock
from tillit.hours.events import CalendarBroughtBack, CalendarChanged, CalendarPutAway
from tillit.hours.models import Calendar, CalendarVersion
from tillit.hours.opening_hours import Hours
from tillit.journal.facts import HasKey
from tillit.journal.recording import emit


@transaction.atomic(savepoint=False)
def open_by(
    *, calendar: Calendar, name: str, data: dict[str, Any], by: HasKey
) -> CalendarVersion | None:
    """Let a calendar have a name and these hours from now on; None when the hours are the same.

    Raises:
        HoursError: these are no opening hours.
    """
    Hours.from_json(data)
    if calendar.pk is None or calendar.name != name:
        calendar.name = name
        calendar.save()
    newest = newest_of(calendar)
    if newest is not None and newest.data == data:
        return None
    version = CalendarVersion.objects.create(
        calendar=calendar,
        number=newest.number + 1 if newest else 1,
        valid_from=clock.now(),
        data=data,
    )
    _tell(version, by)
    return version


@transaction.atomic(savepoint=False)
def go_back(*, version: CalendarVersion, by: HasKey) -> CalendarVersion | None:
    """Have the hours again that were before this version, unless it was changed since."""
    before = CalendarVersion.objects.filter(
        calendar=version.calendar_id, number=version.number - 1
    ).first()
    if before is None or newest_of(version.calendar) != version:
        return None
    calendar = version.calendar
    return open_by(calendar=calendar, name=calendar.name, data=before.data, by=by)


@transaction.atomic(savepoint=False)
def put_away(*, calendar: Calendar, away: bool, by: HasKey) -> None:
    """Offer it no longer, or again; what was counted in it stays as it was."""
    if Calendar.objects.filter(pk=calendar.pk).exclude(put_away=away).update(put_away=away):
        emit((CalendarPutAway if away else CalendarBroughtBack)(calendar.pk), by=by)


def newest_of(calendar: Calendar) -> CalendarVersion | None:
    """The hours as they are now."""
    if calendar.pk is None:
        return None
    return calendar.versions.order_by("-number").first()


def _tell(version: CalendarVersion, by: HasKey) -> None:
    for key in ("home-zone", f"zone:{version.calendar_id}"):
        caches["process"].delete(key)
    emit(CalendarChanged(version.calendar_id, version.pk), by=by)
