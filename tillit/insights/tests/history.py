"""Random weeks at a desk, and what they come to when counted by hand from the messages."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tillit import clock
from tillit.automation import book
from tillit.conversations import actions
from tillit.conversations.models import Conversation
from tillit.feedback.answering import rated, save_response
from tillit.feedback.models import Invitation
from tillit.hours.business_time import due
from tillit.hours.opening_hours import Hours
from tillit.hours.timeline import first_response
from tillit.measures.registry import ClockKind
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.standards.promises import break_overdue
from tillit.testing.cast import Customer, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import OSLO, answers, oslo

BEGIN, END = oslo("2026-05-11 00:00"), oslo("2026-06-08 12:00")
TARGET = timedelta(hours=4)


@dataclass
class Told:
    """What happened in one conversation, in order, kept apart from everything that is stored."""

    number: int
    entries: list[tuple[str, datetime]] = field(default_factory=list)
    answered_by: list[Agent] = field(default_factory=list)
    resolved_at: datetime | None = None
    scores: list[tuple[int, datetime]] = field(default_factory=list)
    conversation: Conversation | None = None


@dataclass(frozen=True)
class Answered:
    """A first answer as it must be counted."""

    seconds: dict[ClockKind, int]
    at: datetime
    by: Agent


@dataclass(frozen=True)
class Decided:
    """A promise as it must have been decided."""

    kept: bool
    cancelled: bool
    at: datetime
    by: Agent | None


def live(desk: Desk, seed: int, conversations: int) -> tuple[list[Told], Iterator[None]]:
    """So many conversations; stepping through the iterator lets things happen, in any order."""
    with clock.moved_to(BEGIN):
        book.holding()  # What happened before rules held sets none of them going.
    chance = random.Random(seed)
    stories = [Told(number) for number in range(conversations)]
    steps = [_steps(told, desk, chance) for told in stories]
    return stories, _shuffled(steps, chance)


def _shuffled(steps: list[list[Callable[[], None]]], chance: random.Random) -> Iterator[None]:
    """Each conversation in its own order, but one after the other in no order at all."""
    while steps:
        mine = chance.choice(steps)
        mine.pop(0)()
        if not mine:
            steps.remove(mine)
        yield
    with clock.moved_to(END):
        break_overdue(now=END, most=1000)
    yield


def _steps(told: Told, desk: Desk, chance: random.Random) -> list[Callable[[], None]]:
    at = BEGIN + timedelta(minutes=chance.randrange(18 * 24 * 60))
    steps: list[Callable[[], None]] = []

    def later() -> datetime:
        nonlocal at
        at += timedelta(minutes=chance.choice((7, 55, 200, 239, 240, 241, 700, 1500)))
        return at

    def customer_writes(when: datetime) -> None:
        customer = Customer(f"C{told.number}", f"c{told.number}@customer.example", "en", "Hello")
        first = f"<{told.number}@customer.example>"
        name = "" if told.entries else first
        again = first if told.entries else ""
        told.conversation = writes(customer, desk.inbox, at=when, message_id=name, answers=again)
        told.entries.append(("customer", when))

    def agent_answers(agent: Agent, when: datetime) -> None:
        assert told.conversation
        answers(agent, told.conversation, at=when)
        told.entries.append(("agent_public", when))
        told.answered_by.append(agent)

    def agent_resolves(when: datetime) -> None:
        assert told.conversation
        with clock.moved_to(when):
            by = Actor.agent(desk.bo)
            actions.resolve(conversation=told.conversation, by=by)
            run_reactions()
        told.resolved_at = when

    def customer_rates(score: int, when: datetime) -> None:
        invitation = Invitation.objects.filter(conversation=told.conversation).first()
        if invitation:
            save_response(invitation=invitation, given=rated(score), at=when)
            told.scores.append((score, when))

    def add(step: Callable[..., None], *arguments: object) -> None:
        steps.append(lambda: step(*arguments, later()))

    add(customer_writes)
    for _round in range(chance.randrange(3)):
        add(agent_answers, chance.choice((desk.ada, desk.bo)))
        if chance.random() < 0.5:
            add(customer_writes)
    if chance.random() < 0.7:
        add(agent_resolves)
        for _round in range(chance.randrange(3)):
            add(customer_rates, chance.randint(1, 5))
    return steps


def first_response_of(told: Told, hours: Hours) -> Answered | None:
    """The first answer, on both clocks."""
    around_the_clock = first_response(told.entries)
    business = first_response(told.entries, hours)
    if around_the_clock is None or business is None:
        return None
    seconds = {
        ClockKind.BUSINESS: round(business.total_seconds()),
        ClockKind.CALENDAR: round(around_the_clock.total_seconds()),
    }
    return Answered(seconds, told.entries[0][1] + around_the_clock, told.answered_by[0])


def promises_of(told: Told, hours: Hours) -> list[Decided]:
    """How every promise to this customer was decided until the end."""
    decided: list[Decided] = []
    waiting: datetime | None = None
    replies = iter(told.answered_by)
    for kind, at in told.entries:
        if kind == "customer":
            waiting = waiting or at
            continue
        agent = next(replies)
        if waiting:
            due_at = due(hours, waiting, TARGET)
            decided.append(Decided(at <= due_at, False, min(at, due_at), agent))
            waiting = None
    if waiting:
        due_at, closed_at = due(hours, waiting, TARGET), told.resolved_at
        if closed_at and closed_at <= due_at:
            decided.append(Decided(False, True, closed_at, None))
        elif due_at < END:
            decided.append(Decided(False, False, due_at, None))
    return decided


def day_of(instant: datetime) -> date:
    """The report day in Oslo."""
    return instant.astimezone(OSLO).date()
