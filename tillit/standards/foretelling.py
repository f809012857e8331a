"""What opening hours would mean, said beforehand by an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tillit.hours.business_time import Hours, due, explain
from tillit.hours.coming import coming_days
from tillit.hours.errors import HoursError
from tillit.standards.hours_words import day_line

TARGET = timedelta(hours=4)
FRIDAY, AFTERNOON = 5, time(15)


@dataclass(frozen=True)
class ForetoldDay:
    """One of the coming days: its date, its hours or why there are none, and what it is like."""

    date: date
    label: str
    hours: str
    is_closed: bool
    differs: bool


@dataclass(frozen=True)
class Foretold:
    """One example in a sentence, why it is so, and the coming weeks; or what is wrong."""

    sentence: str = ""
    why: tuple[str, ...] = ()
    days: tuple[ForetoldDay, ...] = ()
    problem: str = ""


def foretell(hours: Hours, now: datetime, names: Mapping[str, str]) -> Foretold:
    """When an answer within four working hours is due that is asked for next Friday at 15:00.

    `names`: those of the holidays, by date.
    """
    zone = ZoneInfo(hours.zone)
    today = now.astimezone(zone).date()
    friday = today + timedelta(days=(FRIDAY - today.isoweekday()) % 7)
    asked = datetime.combine(friday, AFTERNOON, zone)
    try:
        due_at = due(hours, asked, TARGET).astimezone(zone)
        lines = explain(hours, asked, TARGET)
    except HoursError as problem:
        return Foretold(problem=problem.told(_))
    words = _(
        "An answer promised within 4 working hours, asked for on %(asked)s at %(from)s, is due "
        "on %(due)s at %(until)s."
    )
    said = {
        "asked": date_format(friday, _("l j F")),
        "from": f"{asked:%H:%M}",
        "due": date_format(due_at.date(), _("l j F")),
        "until": f"{due_at:%H:%M}",
    }
    closed = {
        "holiday": _("%(day)s is a holiday."),
        "override": _("%(day)s has hours of its own."),
    }
    why = (
        closed[line.kind] % {"day": date_format(line.day, _("l j F"))}
        for line in lines
        if line.kind in closed
    )
    return Foretold(words % said, tuple(dict.fromkeys(why)), _coming(hours, now, names))


def _coming(hours: Hours, now: datetime, names: Mapping[str, str]) -> tuple[ForetoldDay, ...]:
    """Four weeks, from the Monday of this one on."""
    zone = ZoneInfo(hours.zone)
    monday = now - timedelta(days=now.astimezone(zone).weekday())
    return tuple(
        ForetoldDay(
            date=day.date,
            label=date_format(day.date, _("D j M")),
            hours=day_line(day.openings, names.get(day.date.isoformat(), ""), zone),
            is_closed=not day.openings,
            differs=day.differs,
        )
        for day in coming_days(hours, monday)
    )
