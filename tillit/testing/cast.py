"""The named cast: agents Ada and Bo, lead Liv, four customers, and Eve the stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from tillit import clock
from tillit.channels.email.models import Mailbox
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Conversation, Inbox
from tillit.conversations.spine import receive
from tillit.hours.models import Calendar, CalendarVersion
from tillit.people.models import Agent, Role, Team
from tillit.standards.starting.sets import promise_answers

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MONDAY_TEN = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
"""Monday 1 June 2026, 10:00 in Oslo: an hour after opening."""
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Customer:
    """Somebody who writes to us."""

    name: str
    email: str
    language: str
    words: str


NORA = Customer(
    "Nora Haugen", "nora@kunde.example", "nb", "Hei, kvernen min lager en merkelig lyd nå."
)
DAAN = Customer(
    "Daan de Vries", "daan@klant.example", "nl", "Hallo, mijn bestelling is nog niet aangekomen."
)
ZSOFIA = Customer(
    "Szabó Zsófia", "zsofia@vevo.example", "hu", "Jó napot, a kávéfőzőm sajnos nem melegít."
)
GRACE = Customer(
    "Grace Whitfield", "grace@customer.example", "en", "Hello, the lid of my kettle is cracked."
)


@dataclass
class Desk:
    """A team at work: its agents, its inbox with opening hours, and two standards in force."""

    team: Team
    inbox: Inbox
    ada: Agent
    bo: Agent
    liv: Agent
    eve: Agent


def agent(name: str, role: str = Role.AGENT, *, password: str | None = None) -> Agent:
    """An agent; signing in by password needs one, tests mostly use `client.force_login`."""
    email = f"{name.lower()}@desk.example"
    return Agent.objects.create_user(email, password, name=name, role=role)


def open_desk(*, with_standards: bool = True) -> Desk:
    """Ada, Bo and Liv answer support@desk.example, weekdays 9 to 17 in Oslo; Eve has no team."""
    ada, bo = agent("Ada"), agent("Bo")
    liv, eve = agent("Liv", Role.LEAD), agent("Eve")
    team = Team.objects.create(name="Desk")
    team.members.set([ada, bo, liv])
    inbox = open_inbox("Desk", team, "support@desk.example")
    if with_standards:
        with clock.moved_to(LONG_AGO):
            promise_answers(by=liv)
    return Desk(team, inbox, ada, bo, liv, eve)


def open_inbox(name: str, team: Team, address: str) -> Inbox:
    """An inbox with office hours in Oslo and a mail address."""
    calendar = Calendar.objects.create(name=name)
    week = {str(day): [["09:00", "17:00"]] for day in range(1, 6)}
    CalendarVersion.objects.create(
        calendar=calendar,
        valid_from=LONG_AGO,
        data={"tz": "Europe/Oslo", "week": week, "holidays": []},
    )
    inbox = Inbox.objects.create(
        name=name, company="Desk", channel="email", team=team, calendar=calendar, language="en"
    )
    Mailbox.objects.create(inbox=inbox, address=address, outgoing_url="smtp://127.0.0.1:9")
    return inbox


def writes(
    customer: Customer,
    inbox: Inbox,
    *,
    at: datetime = MONDAY_TEN,
    text: str = "",
    subject: str = "A question",
    answers: str = "",
    message_id: str = "",
) -> Conversation:
    """A customer writes; `answers` is the Message-ID of the mail that is answered."""
    envelope = Envelope(
        sender_address=customer.email,
        sender_name=customer.name,
        subject=subject,
        text=text or customer.words,
        language=customer.language,
        external_id=message_id or f"<{customer.email}.{at.timestamp()}>",
        references=(answers,) if answers else (),
    )
    return receive(envelope, inbox=inbox, at=at).conversation
