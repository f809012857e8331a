"""Counting how conversations come among the open ones of a team and leave them, as it happens.

So that on every day: open at the end = open at the start + created + reopened + moved in
− solved − merged away − spam − moved out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from tillit.conversations.case_events import (
    CheckBackCame,
    ConversationAbsorbed,
    ConversationMerged,
    ConversationMoved,
    ConversationReturned,
    ConversationSplitOff,
    ConversationUnmerged,
    SpamMarked,
    SpamUnmarked,
)
from tillit.conversations.changes import held_in
from tillit.conversations.events import (
    ConversationFact,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
)
from tillit.conversations.models import FlowKind, Shelf, Status
from tillit.hours.home import home_zone
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.measures.statistics import local_day

Step = tuple[int, FlowKind]
"""A team and how a conversation came to it or left it."""

CLOSED = (Status.RESOLVED, Status.SPAM, Status.MERGED)
_ALWAYS: dict[type[ConversationFact], FlowKind] = {
    ConversationStarted: FlowKind.CREATED,
    ConversationSplitOff: FlowKind.CREATED,
    ConversationResolved: FlowKind.SOLVED,
    ConversationReopened: FlowKind.REOPENED,
}
_WHEN_IT_WAS_OPEN: dict[type[ConversationFact], FlowKind] = {
    ConversationMerged: FlowKind.MERGED,
    SpamMarked: FlowKind.SPAM,
}
_WHEN_IT_IS_OPEN: dict[type[ConversationFact], FlowKind] = {
    ConversationUnmerged: FlowKind.REOPENED,
    SpamUnmarked: FlowKind.REOPENED,
}
_BOTH_TOLD: tuple[type[ConversationFact], ...] = (
    CheckBackCame,
    ConversationAbsorbed,
    ConversationReturned,
)
COUNTED: tuple[type[ConversationFact], ...] = (
    *_ALWAYS,
    *_WHEN_IT_WAS_OPEN,
    *_WHEN_IT_IS_OPEN,
    *_BOTH_TOLD,
)

_COUNT = (
    "INSERT INTO conversations_flow (team_id, day, kind, count) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (team_id, day, kind) DO UPDATE"
    " SET count = conversations_flow.count + excluded.count"
)


@on(*COUNTED, even_quiet=True)
def count_coming_and_going(fact: ConversationFact, event: Event) -> None:
    """One more conversation is open, or one less."""
    count(steps_of(fact), local_day(event.at, home_zone()))


@on(ConversationMoved, even_quiet=True)
def count_moving(fact: ConversationMoved, event: Event) -> None:
    """What is open leaves one team and comes to another."""
    if held_in(event, fact.conversation).shelf in (Shelf.OPEN, Shelf.SNOOZED):
        moved = [(fact.before, FlowKind.MOVED_OUT), (fact.team, FlowKind.MOVED_IN)]
        count(iter(moved), local_day(event.at, home_zone()))


def steps_of(fact: ConversationFact) -> Iterator[Step]:
    """What a fact changes among the open conversations; nothing for most."""
    kind = type(fact)
    before, after = getattr(fact, "before", ""), getattr(fact, "after", "")
    if always := _ALWAYS.get(kind):
        yield fact.team, always
    elif (left := _WHEN_IT_WAS_OPEN.get(kind)) and before not in CLOSED:
        yield fact.team, left
    elif (came := _WHEN_IT_IS_OPEN.get(kind)) and after not in CLOSED:
        yield fact.team, came
    elif kind in _BOTH_TOLD and (before in CLOSED) != (after in CLOSED):
        yield fact.team, FlowKind.SOLVED if after in CLOSED else FlowKind.REOPENED


def count(steps: Iterator[Step], day: date) -> None:
    """Count each step on its day; one statement each."""
    with connection.cursor() as cursor:
        for team, kind in steps:
            cursor.execute(_COUNT, [team, rows.stored(day), kind.value, 1])
