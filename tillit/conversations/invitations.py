"""Invitations to meetings that come as files: what, when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo

from django.core.cache import caches

from tillit.conversations import files
from tillit.conversations.models import Attachment
from tillit.conversations.words import one_line
from tillit.hours.home import home_zone

LARGEST = 100_000
"""Bytes of a calendar that is read; an invitation has two or three thousand."""
_TYPES = frozenset({"text/calendar", "application/ics"})
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
_NONE = "none"


@dataclass(frozen=True)
class Invitation:
    """One meeting. Days without hours have no instants but dates; `ends` is their last day."""

    title: str
    place: str
    organizer: str
    starts: datetime | date
    ends: datetime | date | None
    is_whole_day: bool
    repeats: bool
    cancelled: bool

    @property
    def is_on_one_day(self) -> bool:
        """Whether it ends on the day on which it starts."""
        zone = ZoneInfo(home_zone())
        days = {one.astimezone(zone).date() for one in (self.starts, self.ends) if _is_instant(one)}
        return len(days) == 1


def _is_instant(one: datetime | date | None) -> TypeGuard[datetime]:
    return isinstance(one, datetime)


def may_invite(file: Attachment) -> bool:
    """Whether a file may be an invitation."""
    return file.size <= LARGEST and (
        file.content_type in _TYPES or file.name.lower().endswith(".ics")
    )


def invitation_in(file: Attachment) -> Invitation | None:
    """The invitation in a file; None when there is none that can be understood."""
    key = f"invitation.{file.sha256}"
    found = caches["process"].get(key)
    if found is None:
        found = _read(file) or _NONE
        caches["process"].set(key, found)
    return None if found == _NONE else found


def _read(file: Attachment) -> Invitation | None:
    try:
        return invitation_of(files.path_of(file.sha256).read_bytes()[:LARGEST])
    except Exception:  # Whatever somebody calls a calendar, the page has to be shown.
        return None


def invitation_of(content: bytes) -> Invitation | None:
    """The first meeting of a calendar; raises what comes when it is broken."""
    # Loaded here, since few processes ever see a calendar.
    from icalendar import Calendar

    calendar = Calendar.from_ical(content)
    event = next(iter(calendar.walk("VEVENT")), None)
    if event is None or event.get("DTSTART") is None:
        return None
    starts = event.decoded("DTSTART")
    is_whole_day = not isinstance(starts, datetime)
    said = {str(calendar.get("METHOD", "")).upper(), str(event.get("STATUS", "")).upper()}
    return Invitation(
        title=one_line(str(event.get("SUMMARY", "")), 200),
        place=one_line(str(event.get("LOCATION", "")), 200),
        organizer=_organizer(event),
        starts=starts if is_whole_day else _instant(starts),
        ends=_end(event, starts),
        is_whole_day=is_whole_day,
        repeats=event.get("RRULE") is not None,
        cancelled=bool(said & {"CANCEL", "CANCELLED"}),
    )


def _instant(moment: datetime) -> datetime:
    """A time without a zone is meant as the clock on our wall."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(home_zone()))


def _end(event: Any, starts: datetime | date) -> datetime | date | None:
    end = event.decoded("DTEND", None)
    duration = event.decoded("DURATION", None)
    if end is None and isinstance(duration, timedelta):
        end = starts + duration
    if end is None or isinstance(end, datetime) != isinstance(starts, datetime):
        return None
    if isinstance(end, datetime):
        return _instant(end)
    # A calendar names the day after the last one.
    return max(end - timedelta(days=1), starts)


def _organizer(event: Any) -> str:
    organizer = event.get("ORGANIZER")
    if organizer is None:
        return ""
    name = organizer.params.get("CN", "") if hasattr(organizer, "params") else ""
    return one_line(str(name) or _MAILTO.sub("", str(organizer)), 120)
