"""Until when a macro snoozes, by the clock on the wall of the inbox."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tillit.conversations.later import LATER, MORNING, zone_name
from tillit.conversations.models import Conversation, MacroSnooze

_WEEK = 7


def until(choice: str, conversation: Conversation, now: datetime) -> datetime | None:
    """The instant that a choice means now; None until the customer writes."""
    if choice in (MacroSnooze.NONE, MacroSnooze.REPLY):
        return None
    if choice == MacroSnooze.HOURS:
        return now + LATER
    today = now.astimezone(ZoneInfo(zone_name(conversation)))
    days = {
        MacroSnooze.TOMORROW: 1,
        MacroSnooze.MONDAY: _WEEK - today.weekday(),
        MacroSnooze.WEEK: _WEEK,
    }
    day = today.date() + timedelta(days=days[MacroSnooze(choice)])
    return datetime.combine(day, MORNING, today.tzinfo).astimezone(UTC)
