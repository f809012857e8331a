"""Instants of the demo world: beginnings of weeks, evenings, and how long ago by opening hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from tillit.hours.business_time import elapsed, is_open
from tillit.hours.opening_hours import Hours

WEEK = timedelta(days=7)
LAST_SAID = (4, 9, 17, 26, 41, 58, 75, 96, 118, 143, 166, 187, 204, 221, 233, 251, 285)
"""Minutes of opening time since the customers wrote who still wait; two of them too long."""
IN_THE_EVENING = 0.3
"""How many write before we open or after we close."""


def monday(now: datetime, ago: int = 0) -> datetime:
    """The beginning of the week so many weeks ago, by the clock on the wall."""
    day = now.date() - timedelta(days=now.weekday()) - ago * WEEK
    return datetime.combine(day, time(), now.tzinfo)


def wall(day: datetime, days: int, hour: float) -> datetime:
    """An hour of the clock on the wall, so many days later."""
    return day + timedelta(days=days, hours=hour)


def after_hours(random: Random, at: datetime, hours: Hours, week: datetime) -> datetime:
    """Perhaps the evening or the early morning before, in the same week."""
    windows = hours.windows(at.date())
    if not windows or random.random() > IN_THE_EVENING:
        return at
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    evening = wall(midnight, -1, random.uniform(17.2, 22.5))
    morning = wall(midnight, 0, random.uniform(5.5, 7.9))
    return evening if evening > week and random.random() < 0.7 else morning


def last_word(random: Random, hours: Hours, now: datetime, waits: int | None) -> datetime:
    """When somebody spoke last; `waits` is the customer's place among those who wait for us."""
    if waits is None:
        return opened_ago(hours, now, timedelta(minutes=random.randrange(30, 1500)))
    if not is_open(hours, now) and waits % 3 != 2:
        return now - timedelta(minutes=random.randrange(6, 420))
    return opened_ago(hours, now, timedelta(minutes=LAST_SAID[waits % len(LAST_SAID)]))


def opened_ago(hours: Hours, now: datetime, amount: timedelta) -> datetime:
    """The latest instant since which this much opening time has passed."""
    early, late = now - timedelta(days=30), now
    while late - early > timedelta(seconds=20):
        middle = early + (late - early) / 2
        early, late = (middle, late) if elapsed(hours, middle, now) >= amount else (early, middle)
    return early
