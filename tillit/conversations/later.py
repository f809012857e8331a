"""Sending later: the choices that a writer has, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.conversations.models import Conversation
from tillit.conversations.openness import zone_for

MORNING = time(8)
HOUR, OWN = "hour", "own"
FURTHEST = timedelta(days=366)
LATER = timedelta(hours=3)
CHECK_BACK_DAYS = (3, 7, 14)
_MONDAY = 0


class NotLater(Exception):
    """What was chosen cannot be; the words say why."""


@dataclass(frozen=True)
class Choice:
    """One way of sending later; `late` is after the promised time."""

    value: str
    label: str
    at: datetime
    late: bool


def choices(conversation: Conversation, now: datetime) -> list[Choice]:
    """In an hour, and two mornings by the clock on the wall of the inbox."""
    today = now.astimezone(_zone(conversation))
    tomorrow = _morning(today + timedelta(days=1))
    monday = _morning(today + timedelta(days=(_MONDAY - today.weekday() - 1) % 7 + 1))
    offered = [
        (HOUR, _("In 1 hour"), now + timedelta(hours=1)),
        (tomorrow.isoformat(), _("Tomorrow morning"), tomorrow),
        (monday.isoformat(), _("Monday morning"), monday),
    ]
    due = conversation.next_due_at
    return [
        Choice(value, label, at, late=due is not None and at > due)
        for value, label, at in offered[: 2 if monday == tomorrow else 3]
    ]


def snoozing_choices(conversation: Conversation, now: datetime) -> list[Choice]:
    """Later today while there is some of it left, then mornings."""
    today = now.astimezone(_zone(conversation))
    tomorrow = _morning(today + timedelta(days=1))
    monday = _morning(today + timedelta(days=(_MONDAY - today.weekday() - 1) % 7 + 1))
    next_week = _morning(today + timedelta(days=7))
    offered = [(_("Later today"), now + LATER)] if (today + LATER).date() == today.date() else []
    offered += [(_("Tomorrow morning"), tomorrow), (_("Monday morning"), monday)]
    offered += [(_("In a week"), next_week)]
    return _told_apart(conversation, offered)


def check_back_choices(conversation: Conversation, now: datetime) -> list[Choice]:
    """In a few days, in the morning."""
    today = now.astimezone(_zone(conversation))
    offered = [
        (ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}, days)
        for days in CHECK_BACK_DAYS
    ]
    return [
        Choice(str(days), label, _morning(today + timedelta(days=days)), late=False)
        for label, days in offered
    ]


def _told_apart(conversation: Conversation, offered: list[tuple[str, datetime]]) -> list[Choice]:
    """No instant twice, and which of them are after the promised time."""
    due = conversation.next_due_at
    seen: dict[datetime, Choice] = {}
    for label, at in offered:
        late = due is not None and at > due
        seen.setdefault(at, Choice(at.isoformat(timespec="seconds"), label, at, late=late))
    return list(seen.values())


def zone_name(conversation: Conversation) -> str:
    """The zone in which one's own date and time are meant."""
    return zone_for(conversation)


def chosen(value: str, own: str, conversation: Conversation, now: datetime) -> datetime | None:
    """When to leave, by the value of a choice or a date and time of one's own; None for now.

    Raises:
        NotLater: it is no instant, has passed, or is too far away.
    """
    if not value and not own:
        return None
    at = now + timedelta(hours=1) if value == HOUR else _read(value, own, conversation)
    if at <= now:
        raise NotLater(_("That time has passed. Choose one that is still to come."))
    if at - now > FURTHEST:
        raise NotLater(_("Choose a time within a year."))
    return at


def _read(value: str, own: str, conversation: Conversation) -> datetime:
    text = own if value in ("", OWN) else value
    try:
        at = datetime.fromisoformat(text)
        return at if at.tzinfo else at.replace(tzinfo=_zone(conversation))
    except ValueError as error:
        raise NotLater(_("Choose a date and a time.")) from error


def _zone(conversation: Conversation) -> ZoneInfo:
    return ZoneInfo(zone_name(conversation))


def _morning(day: datetime) -> datetime:
    return datetime.combine(day.date(), MORNING, day.tzinfo)
