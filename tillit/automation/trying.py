"""Trying a rule: what it would have done lately, without doing anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tillit import clock
from tillit.automation import triggers
from tillit.automation.asking import Seen, look
from tillit.automation.cases import Case
from tillit.automation.models import Rule
from tillit.automation.triggers import Trigger
from tillit.conversations.models import Conversation, Shelf
from tillit.journal.models import Event
from tillit.people.models import Agent

LAST = (50, 200, 1000)
"""Of so many conversations somebody can ask."""
_PIECE = 200


@dataclass(frozen=True)
class Tried:
    """One case that the rule would have taken up, with what it saw."""

    case: Case
    seen: Seen


@dataclass(frozen=True)
class Trial:
    """How many cases there were, and those that the rule would have taken up, newest first."""

    looked_at: int
    conversations: int
    fired: list[Tried]


def attempt(rule: Rule, agent: Agent, last: int) -> Trial:
    """Ask an unsaved rule about the last conversations that somebody sees.

    What is known of a case only as it is now (its priority, say) is asked as it is now.
    """
    newest = Conversation.objects.filter(team__in=_teams(rule, agent)).exclude(
        shelf__in=(Shelf.SPAM, Shelf.MERGED)
    )
    newest = newest.select_related("inbox", "contact").order_by("-last_message_at", "-pk")[:last]
    known = {one.pk: one for one in newest}
    trigger = triggers.named(rule.trigger)
    cases = list(_cases(rule, trigger, known)) if trigger else []
    seen = look(rule.conditions, cases)
    fired = [Tried(case, one) for case, one in zip(cases, seen, strict=True) if one.holds]
    fired.sort(key=lambda tried: tried.case.at, reverse=True)
    return Trial(len(cases), len(known), fired)


def _teams(rule: Rule, agent: Agent) -> list[int]:
    return [team for team in agent.team_ids if rule.team_id in (None, team)]


def _cases(rule: Rule, trigger: Trigger, known: dict[int, Conversation]) -> Iterator[Case]:
    if trigger.recent is not None:
        found = trigger.recent(rule, clock.now(), max(LAST))
        for case in islice(found, max(LAST)):
            if case.conversation.pk in known:
                case.conversation = known[case.conversation.pk]
                yield case
        return
    kinds, numbers = {fact.kind() for fact in trigger.facts}, list(known)
    for start in range(0, len(numbers), _PIECE):
        subjects = [f"conversation:{number}" for number in numbers[start : start + _PIECE]]
        for event in Event.objects.filter(subject__in=subjects, kind__in=kinds).order_by("-pk"):
            fact = event.fact
            if trigger.admits(fact):
                yield Case(
                    cause=f"event:{event.pk}",
                    conversation=known[int(event.subject.partition(":")[2])],
                    at=event.at,
                    message=getattr(fact, "message", None),
                    answerable=getattr(fact, "acknowledge", True),
                )
