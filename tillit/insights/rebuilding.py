"""Figures of what happened before they were counted, from what messages and the journal tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from tillit.conversations.case_events import ConversationMoved
from tillit.conversations.events import ConversationFact
from tillit.conversations.flows import COUNTED, steps_of
from tillit.conversations.models import Conversation, Flow, FlowKind, Message
from tillit.feedback.models import Invitation, Response
from tillit.hours.home import home_zone
from tillit.insights.days import mark_days
from tillit.insights.models import Day
from tillit.insights.reactions import ASKED, BEGUN, FIRST, NEXT, PROMISES, SAID, SOLVED
from tillit.journal import rows
from tillit.journal.facts import Fact, class_of
from tillit.journal.models import Event
from tillit.measures.statistics import local_day
from tillit.standards.models import Promise

Report = Callable[[int], None]
Flows = Counter[tuple[int, date, str]]
AT_ONCE = 500
TOLD: tuple[type[ConversationFact], ...] = (*COUNTED, ConversationMoved)


def rebuild(report: Report = lambda done: None) -> None:
    """Count all flows anew, and have every day rolled up again; it goes on while others work."""
    count_flows(report)
    mark_everything()


def count_flows(report: Report = lambda done: None) -> None:
    """Count anew what came and went, from the journal."""
    until = _last_event()
    flows = _flows_until(until, report)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE conversations_flow IN EXCLUSIVE MODE")
        Flow.objects.all().delete()
        flows += _flows_since(until)
        Flow.objects.bulk_create(
            Flow(team_id=team, day=day, kind=kind, count=count)
            for (team, day, kind), count in sorted(flows.items())
        )


def _last_event() -> int:
    [(last,)] = rows.ask("SELECT COALESCE(MAX(id), 0) FROM journal_event")
    return int(last)


def _flows_until(last: int, report: Report) -> Flows:
    """What all conversations did up to an event, a batch at a time."""
    flows: Flows = Counter()
    number, done = 0, 0
    while numbers := _next_numbers(number):
        subjects = [f"conversation:{one}" for one in numbers]
        those = f"subject IN ({rows.marks(subjects)}) AND id <= %s"
        flows += _counted(_told(those, [*subjects, last]))
        number, done = numbers[-1], done + len(numbers)
        report(done)
    return flows


def _flows_since(last: int) -> Flows:
    return _counted(_told("id > %s", [last]))


def _next_numbers(after: int) -> list[int]:
    those = f"id > %s ORDER BY id LIMIT {AT_ONCE}"
    return [number for (number,) in rows.values(Conversation, ("id",), those, [after])]


def _told(which: str, given: list[object]) -> Iterator[tuple[Fact, datetime]]:
    kinds = [fact.kind() for fact in TOLD]
    those = f"{which} AND kind IN ({rows.marks(kinds)}) ORDER BY id"
    for kind, at, data in rows.values(Event, ("kind", "at", "data"), those, [*given, *kinds]):
        yield class_of(kind)(**data), at


def _counted(told: Iterable[tuple[Fact, datetime]]) -> Flows:
    """What these facts come to; a conversation that goes to another team does so while open."""
    flows: Flows = Counter()
    closed: set[int] = set()
    zone = home_zone()
    for fact, at in told:
        if isinstance(fact, ConversationFact):
            for team, kind in _steps(fact, closed):
                flows[team, local_day(at, zone), kind.value] += 1
    return flows


def _steps(fact: ConversationFact, closed: set[int]) -> list[tuple[int, FlowKind]]:
    if isinstance(fact, ConversationMoved):
        if fact.conversation in closed:
            return []
        return [(fact.before, FlowKind.MOVED_OUT), (fact.team, FlowKind.MOVED_IN)]
    steps = list(steps_of(fact))
    for _team, kind in steps:
        left = kind in (FlowKind.SOLVED, FlowKind.MERGED, FlowKind.SPAM)
        (closed.add if left else closed.discard)(fact.conversation)
    return steps


def mark_everything() -> None:
    """Have every day rolled up again of which conversations tell anything."""
    Day.objects.update(stale=True)
    conversations = Conversation.objects.order_by()
    answered = conversations.exclude(first_answered_at=None)
    resolved = conversations.exclude(resolved_at=None)
    replies = Message.objects.human_replies().order_by()
    _mark([BEGUN], conversations.values_list("team_id", "created_at"))
    _mark([FIRST], answered.values_list("team_id", "first_answered_at"))
    _mark([NEXT], replies.values_list("conversation__team_id", "at"))
    decided = Promise.objects.order_by().exclude(decided_at=None)
    given = Response.objects.order_by().exclude(counts_at=None)
    _mark(SOLVED, resolved.values_list("team_id", "resolved_at"))
    _mark([PROMISES], decided.values_list("conversation__team_id", "decided_at"))
    _mark([ASKED], Invitation.objects.order_by().values_list("team_id", "sent_at"))
    _mark(SAID, given.values_list("invitation__team_id", "counts_at"))


def _mark(bases: Iterable[str], found: QuerySet[Any, tuple[int, datetime | None]]) -> None:
    zone = home_zone()
    seen = {(team, local_day(at, zone)) for team, at in found.iterator(chunk_size=AT_ONCE) if at}
    mark_days((basis, team, day) for team, day in seen for basis in bases)
