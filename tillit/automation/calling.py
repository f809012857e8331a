"""Hearing of events: the rules that wait for one are asked with it, or soon."""

from __future__ import annotations

from collections.abc import Callable

from tillit.automation import book, running, triggers
from tillit.automation.cases import Case
from tillit.automation.events import RulesCalled
from tillit.automation.triggers import Trigger
from tillit.conversations import changes
from tillit.conversations.events import ConversationFact
from tillit.journal.facts import Fact
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.journal.registry import on
from tillit.people.actor import Actor

ROBOT = Actor.system("rules")
_heard: set[type[Fact]] = set()


def offer(trigger: Trigger) -> Trigger:
    """Let rules wait for a trigger, and hear of its facts."""
    triggers.register(trigger)
    for fact in trigger.facts:
        if fact not in _heard:
            _heard.add(fact)
            on(fact, last=True)(_listener(fact))
    return trigger


def _listener(fact_type: type[Fact]) -> Callable[[ConversationFact, Event], None]:
    def call_rules(fact: ConversationFact, event: Event) -> None:
        call(fact, event)

    call_rules.__name__ = f"call_rules_of_{fact_type.kind().replace('.', '_')}"
    return call_rules


def call(fact: ConversationFact, event: Event) -> None:
    """Ask the rules that wait for this, at once or soon."""
    for trigger in triggers.of_fact(fact):
        at_once, others = book.called(trigger.key, fact.team)
        if at_once:
            running.ask_all(at_once, _case(fact, event), event)
        if others:
            message = getattr(fact, "message", None)
            wanted = RulesCalled(fact.conversation, fact.team, trigger.key, event.pk, message)
            emit(wanted, by=ROBOT, at=event.at, carrying=event.carried)


def _case(fact: ConversationFact, event: Event) -> Case:
    return Case(
        cause=f"event:{event.pk}",
        conversation=changes.held_in(event, fact.conversation),
        at=event.at,
        message=getattr(fact, "message", None),
        answerable=getattr(fact, "acknowledge", True),
    )
