"""What a reference vector tells, walked through, and the figures that come of it."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from tillit import clock
from tillit.conversations import actions, changes, on_hold
from tillit.conversations.models import Conversation, Message
from tillit.conversations.on_hold import Party
from tillit.conversations.spine import post
from tillit.conversations.spine.posting import post_automatically
from tillit.hours.models import CalendarVersion
from tillit.insights import days, reading, rolling
from tillit.measures.registry import ClockKind, Figure, Scope, Summary, measure_named
from tillit.people.actor import Actor
from tillit.people.models import Team
from tillit.testing.cast import Customer, Desk, open_desk, writes
from tillit.testing.steps import answers, oslo

VECTORS: dict[str, dict[str, Any]] = {
    vector["name"]: vector
    for vector in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
}
LONG_AFTER = oslo("2026-12-31 12:00")
YEAR = date(2026, 1, 1), date(2026, 12, 31)
MINUTE = 60


def local(text: str) -> datetime:
    return oslo(text.replace("T", " "))


def figure(key: str, kind: ClockKind = ClockKind.BUSINESS) -> Figure:
    """A figure over all teams and days, before it is rolled up and after."""
    measure, teams = measure_named(key), list(Team.objects.values_list("pk", flat=True))

    def shown() -> Figure:
        found = reading.summaries(measure, teams, *YEAR)
        now = days.present(measure, scope(kind))
        return measure.figure([*(one for day in found.values() for one in day), *now], kind)

    before = shown()
    while rolling.roll_up_stale():
        pass
    assert shown() == before
    return before


def scope(kind: ClockKind) -> Scope:
    """All teams, all year."""
    teams = tuple(Team.objects.values_list("pk", flat=True))
    return Scope(teams, *days.bounds(*YEAR, "Europe/Oslo"), kind)


def present(key: str) -> Summary:
    """What belongs to a figure and is true only now."""
    [found] = days.present(measure_named(key), scope(ClockKind.BUSINESS))
    return found


def told(key: str, *summaries: Summary, kind: ClockKind = ClockKind.CALENDAR) -> Figure:
    """A figure of summaries that are given."""
    return measure_named(key).figure(summaries, kind)


def customer(name: object) -> Customer:
    return Customer(f"C{name}", f"c{name}@customer.example", "en", "Hello")


def desk_of(name: str) -> Desk:
    """A desk with the opening hours of a vector, which promises nothing."""
    desk = open_desk(with_standards=False)
    CalendarVersion.objects.update(data=VECTORS[name]["inputs"]["calendar"])
    return desk


class Walk:
    """One conversation, in which things happen at instants."""

    def __init__(self, desk: Desk, at: datetime, who: object = 1) -> None:
        """A customer writes."""
        self.desk, self.by, self.who = desk, Actor.agent(desk.ada), customer(who)
        self.conversation = writes(self.who, desk.inbox, at=at)
        self.first = Message.objects.filter(conversation=self.conversation)[0].external_id

    def customer(self, at: datetime) -> None:
        writes(self.who, self.desk.inbox, at=at, answers=self.first)

    def agent_public(self, at: datetime) -> None:
        answers(self.desk.ada, self.conversation, at=at)

    def agent_internal_note(self, at: datetime) -> None:
        post(conversation=self.conversation, by=self.by, text="Hm.", note=True, at=at)

    def auto_reply(self, at: datetime) -> None:
        with transaction.atomic():
            held = changes.lock(self.conversation.pk)
            robot = Actor.system("robot")
            post_automatically(conversation=held, by=robot, text="Soon.", purpose="bot", at=at)

    bot = auto_reply

    def hold(self, at: datetime) -> None:
        with clock.moved_to(at):
            on_hold.hold(conversation=self.conversation, party=Party.CARRIER, by=self.by)

    def take_up(self, at: datetime) -> None:
        with clock.moved_to(at):
            on_hold.take_up(conversation=self.conversation, by=self.by)

    def solve(self, at: datetime) -> None:
        actions.resolve(conversation=self.conversation, by=self.by, at=at)

    def reopen(self, at: datetime) -> None:
        with clock.moved_to(at):
            actions.reopen(conversation=self.conversation, by=self.by)

    def open(self, at: datetime) -> None:
        """Open again, from wherever it is."""
        status = Conversation.objects.get(pk=self.conversation.pk).status
        if status == "waiting":
            self.customer(at)
        elif status == "resolved":
            self.reopen(at)
        else:
            self.hold(at)
            self.take_up(at)
