"""The shop of the demo world: its team, its hours, its inbox and its standards."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import holidays
from django.db.models import Model

from tillit import clock
from tillit.channels.email.models import Mailbox
from tillit.conversations.models import Inbox, Tag
from tillit.conversations.properties import tag_named
from tillit.demo.cast import ADDRESS, COLLEAGUES, COMPANY, ZONE
from tillit.demo.macros import set_up_macros
from tillit.demo.models import Belonging
from tillit.demo.plays import Step
from tillit.demo.scripts import topics
from tillit.demo.surveying import Surveys, set_up_surveys
from tillit.hours.models import Calendar, CalendarVersion
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.standards.starting.sets import promise_answers

NOWHERE = "smtp://127.0.0.1:9"
"""Until the customers' mail server tells where it listens; never a server outside."""
HALF_DAY = [["09:00", "12:00"]]


@dataclass(frozen=True)
class Shop:
    """What the plays need of the shop."""

    inbox: Inbox
    agents: list[Agent]
    passwords: dict[str, str]
    tags: dict[str, Tag]
    surveys: Surveys

    def writer_of(self, step: Step) -> Agent:
        """Who writes a note: somebody else than the one who answers, as often as not."""
        play = step.play
        other = (play.agent + 1 + play.number % 3) % len(self.agents)
        return self.agents[other if play.number % 2 else play.agent]


def remember(*rows: Model) -> None:
    """Note that these rows belong to the demo world."""
    Belonging.objects.bulk_create(
        (Belonging(label=row._meta.label, row=row.pk) for row in rows), ignore_conflicts=True
    )


def open_shop(since: datetime, now: datetime) -> Shop:
    """Everything that must be there before the first customer writes."""
    passwords = {one.email: _password() for one in COLLEAGUES}
    agents = [_agent(one.name, one.email, one.role, passwords, since) for one in COLLEAGUES]
    team = Team.objects.create(name=_free_name(Team, "Fjordkaffe"))
    team.members.set(agents)
    calendar = Calendar.objects.create(name=_free_name(Calendar, "Fjordkaffe"))
    CalendarVersion.objects.create(
        calendar=calendar, valid_from=since, data=opening_hours(since, now)
    )
    inbox = Inbox.objects.create(
        name=_free_name(Inbox, "Fjordkaffe"),
        company=COMPANY,
        channel="email",
        team=team,
        calendar=calendar,
        language="nb",
    )
    Mailbox.objects.create(inbox=inbox, address=ADDRESS, outgoing_url=NOWHERE)
    set_up_macros(team)
    _promise(inbox, agents[-1], since, now)
    remember(team, calendar, inbox, *agents)
    surveys = set_up_surveys(Actor.agent(agents[-1]), since)
    remember(surveys.contact, *surveys.brought)
    return Shop(inbox, agents, passwords, _tags(), surveys)


def _tags() -> dict[str, Tag]:
    """A tag for each topic; those that were not there go with the demo world."""
    known = set(Tag.objects.values_list("pk", flat=True))
    found = {topic: tag_named(topic) for topic in topics()}
    remember(*(tag for tag in found.values() if tag.pk not in known))
    return found


def _free_name(model: type[Any], name: str) -> str:
    taken = set(model.objects.values_list("name", flat=True))
    numbered = (f"{name} {number}" for number in range(2, 1000))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _password() -> str:
    """Easy to type, and too many to guess: three groups of four letters."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _agent(name: str, email: str, role: str, passwords: dict[str, str], since: datetime) -> Agent:
    return Agent.objects.create_user(
        email, passwords[email], name=name, role=role, created_at=since
    )


def opening_hours(since: datetime, now: datetime) -> dict[str, Any]:
    """Weekdays 8 to 17, Norwegian holidays, half days before Christmas and New Year."""
    years = range(since.year, now.year + 2)
    closed = holidays.country_holidays("NO", years=years, language="en_US")
    week: dict[str, Any] = {str(day): [["08:00", "17:00"]] for day in range(1, 6)}
    half_days = {f"{year}-12-{day}": HALF_DAY for year in years for day in (24, 31)}
    return {
        "tz": ZONE,
        "week": week,
        "holidays": sorted(day.isoformat() for day in closed),
        "holiday_names": {day.isoformat(): name for day, name in sorted(closed.items())},
        "overrides": {day: hours for day, hours in half_days.items() if _is_weekday(day)},
    }


def _is_weekday(day: str) -> bool:
    return datetime.fromisoformat(day).weekday() < 5


def _promise(inbox: Inbox, lead: Agent, since: datetime, now: datetime) -> None:
    """Eight hours at first; four since the lead dared to promise more."""
    with clock.moved_to(since):
        why = "What we can keep from day one."
        promise_answers(by=lead, inbox=inbox, hours=8, reason=why)
    with clock.moved_to(now - timedelta(days=118)):
        why = "Two months at over 90 %: we can promise the same morning or afternoon."
        promise_answers(by=lead, inbox=inbox, hours=4, reason=why)
