"""When an agent is left in peace, and when mails leave."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tillit.hours.home import home_zone
from tillit.notices.models import Habit, Rhythm

MORNING = time(8, 0)


def is_quiet(habit: Habit, at: datetime) -> bool:
    """Whether an instant lies in the quiet hours; they may go over midnight."""
    start, end = habit.quiet_from, habit.quiet_until
    if start is None or end is None or start == end:
        return False
    here = at.astimezone(ZoneInfo(home_zone())).time()
    return start <= here < end if start < end else here >= start or here < end


def next_digest(habit: Habit, at: datetime) -> datetime:
    """When what is told now is mailed: at the next full hour or morning, after the quiet hours."""
    local = at.astimezone(ZoneInfo(home_zone()))
    if habit.rhythm == Rhythm.HOURLY:
        due = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    else:
        due = _next(local, MORNING)
    if habit.quiet_until is not None and is_quiet(habit, due):
        due = _next(due, habit.quiet_until)
    return due


def _next(local: datetime, at: time) -> datetime:
    """The next time, from an instant on, that the clock at home shows this."""
    on_the_day = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return on_the_day if on_the_day > local else on_the_day + timedelta(days=1)
