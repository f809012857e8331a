"""When a page leaves, and which days it tells of."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tillit.hours.home import home_zone
from tillit.insights.models.mailing import Rhythm
from tillit.measures.dates import add_months, first_of_month
from tillit.measures.statistics import local_day

HOUR = time(7)
"""At home: before work begins."""
MONTHS_OF = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}
WEEK = timedelta(days=7)


def ended_before(rhythm: Rhythm, today: date) -> tuple[date, date]:
    """The last week, month or quarter that is over; its first and last day."""
    begin = _begin(rhythm, today)
    if rhythm is Rhythm.WEEKLY:
        return begin - WEEK, begin - timedelta(days=1)
    return add_months(begin, -MONTHS_OF[rhythm]), begin - timedelta(days=1)


def next_one(rhythm: Rhythm, now: datetime) -> datetime:
    """When the next one leaves: on the first morning after the days it tells of."""
    begin = _begin(rhythm, local_day(now, home_zone()))
    found = _morning(begin)
    while found <= now:
        begin = begin + WEEK if rhythm is Rhythm.WEEKLY else add_months(begin, MONTHS_OF[rhythm])
        found = _morning(begin)
    return found


def _begin(rhythm: Rhythm, today: date) -> date:
    """The first day of the week, month or quarter of a day."""
    if rhythm is Rhythm.WEEKLY:
        return today - timedelta(days=today.weekday())
    begin = first_of_month(today)
    return add_months(begin, -((begin.month - 1) % MONTHS_OF[rhythm]))


def _morning(day: date) -> datetime:
    return datetime.combine(day, HOUR, ZoneInfo(home_zone()))
