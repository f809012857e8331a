"""The year as an iCalendar, for the calendar that an agent looks into anyway."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.year.entries import Entry, entries_of
from tillit.people.company import name_of_company
from tillit.people.models import Agent

A_YEAR = timedelta(days=366)
REFRESHED = timedelta(hours=6)


def written(agent: Agent) -> bytes:
    """A year back and ahead, of what the agent sees; the same bytes until something changes."""
    today = today_at_home(clock.now())
    with translation.override(agent.language):
        calendar = _empty()
        found = entries_of(agent, today - A_YEAR, today + A_YEAR, today)
        late = [one for one in found.pressing if one.day < today - A_YEAR]
        by_identity = {one.identity: one for one in (*late, *found.listed)}
        for entry in by_identity.values():
            calendar.add_component(_event(entry))
        return bytes(calendar.to_ical())


def _empty() -> Calendar:
    name = _("The year of %(company)s") % {"company": name_of_company()}
    calendar = Calendar()
    calendar.add("prodid", "-//Tillit//Year//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    return calendar


def _event(entry: Entry) -> Event:
    base = settings.TILLIT_BASE_URL.rstrip("/")
    event = Event()
    event.add("uid", f"{entry.identity}@{urlsplit(base).hostname}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.day)
    event.add("dtend", _next(entry.day))
    event.add("summary", _summary(entry))
    event.add("description", _description(entry))
    event.add("url", base + entry.url)
    event.add("transp", "TRANSPARENT")
    return event


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _summary(entry: Entry) -> str:
    title = f"{entry.kind} {entry.title}" if entry.kind.endswith("?") else entry.title
    if entry.state.is_over:
        return f"{entry.state.label}: {title}"
    return title


def _description(entry: Entry) -> str:
    parts = (entry.kind, entry.owner, entry.words, settings.TILLIT_BASE_URL.rstrip("/") + entry.url)
    return "\n".join(part for part in parts if part)
