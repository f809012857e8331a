"""Where the conversations of the bench take place: teams, agents, inboxes, hours, standards."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tillit import clock
from tillit.channels.email.models import Mailbox
from tillit.conversations.models import Inbox
from tillit.demo.chronicle.setting import Desk, Terms
from tillit.hours.models import Calendar, CalendarVersion
from tillit.hours.opening_hours import Hours
from tillit.people.models import Agent, Role, Team
from tillit.standards.models import Clock
from tillit.standards.starting.sets import promise_answers

ZONE = "Europe/Oslo"
DOMAIN = "desk.example"
SHARES = {"Orders": 0.25, "Invoices": 0.15, "Products": 0.30, "Repairs": 0.20, "Partners": 0.10}
"""The teams, and how many of all conversations are theirs."""
TEAMS_OF_MEASURED = ("Orders", "Invoices")
COLLEAGUES = 3
"""Further agents in each team."""


@dataclass(frozen=True)
class House:
    """All desks, the agent whose pages are measured, and what is promised when."""

    desks: tuple[Desk, ...]
    measured: Agent
    password: str
    terms: Terms

    @property
    def hours(self) -> Hours:
        """When the desks are open."""
        return self.terms.hours

    def some_desk(self, random: Random) -> Desk:
        """A desk, as often as customers write to it."""
        return random.choices(self.desks, list(SHARES.values()))[0]


def open_house(now: datetime) -> House:
    """Five teams that have been at work for two years."""
    since = now - timedelta(days=730)
    password = secrets.token_urlsafe(12)
    measured = _agent("Measured Agent", password)
    calendar_version = _office_hours(since)
    desks = tuple(_desk(name, measured, calendar_version.calendar) for name in SHARES)
    with clock.moved_to(since):
        made = promise_answers(by=measured)
    versions = {Clock(version.clock): version for version in made}
    return House(desks, measured, password, Terms(calendar_version, versions))


def _agent(name: str, password: str | None = None) -> Agent:
    email = f"{name.lower().replace(' ', '.')}@{DOMAIN}"
    return Agent.objects.create_user(email, password, name=name, role=Role.AGENT)


def _office_hours(since: datetime) -> CalendarVersion:
    week = {str(day): [["09:00", "17:00"]] for day in range(1, 6)}
    return CalendarVersion.objects.create(
        calendar=Calendar.objects.create(name="Office hours"),
        valid_from=since,
        data={"tz": ZONE, "week": week, "holidays": []},
    )


def _desk(name: str, measured: Agent, calendar: Calendar) -> Desk:
    team = Team.objects.create(name=name)
    agents = [_agent(f"{name} Agent {number}") for number in range(COLLEAGUES)]
    if name in TEAMS_OF_MEASURED:
        agents.append(measured)
    team.members.set(agents)
    inbox = Inbox.objects.create(
        name=name, company="Bench", channel="email", team=team, calendar=calendar, language="nb"
    )
    address = f"{name.lower()}@{DOMAIN}"
    Mailbox.objects.create(inbox=inbox, address=address)
    return Desk(inbox, address, tuple(agents))
