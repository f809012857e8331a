"""What opening hours would mean, said beforehand by an example."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tillit.hours.business_time import Hours, due, explain
from tillit.hours.errors import HoursError

TARGET = timedelta(hours=4)
FRIDAY, AFTERNOON = 5, time(15)


@dataclass(frozen=True)
class Foretold:
    """One example in a sentence, and why it is so; or what is wrong."""

    sentence: str = ""
    why: tuple[str, ...] = ()
    problem: str = ""


def foretell(hours: Hours, now: datetime) -> Foretold:
    """When an answer within four working hours is due that is asked for next Friday at 15:00."""
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
    return Foretold(words % said, tuple(dict.fromkeys(why)))
