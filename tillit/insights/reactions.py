"""Which facts change which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from tillit.conversations.case_events import (
    CaseFact,
    CaseTypeChanged,
    CheckBackCame,
    ConversationAbsorbed,
    ConversationMerged,
    ConversationMoved,
    ConversationReturned,
    ConversationSplitOff,
    ConversationUnmerged,
    MessagesSplitOff,
    SpamMarked,
    SpamUnmarked,
)
from tillit.conversations.changes import held_in
from tillit.conversations.events import (
    ConversationFact,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    MessageReceived,
    MessageSent,
    MessageUndeliverable,
)
from tillit.conversations.measures.solved import WINDOW
from tillit.conversations.models import Conversation, Message
from tillit.feedback.events import AnonymousResponseSaved, ResponseSaved
from tillit.feedback.measures import BASIS as ANSWERS
from tillit.feedback.models import Response
from tillit.insights.days import Change, mark, mark_all
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.people.customer_events import CustomersParted, CustomersUnited
from tillit.standards.events import (
    PromiseAnsweredLate,
    PromiseBroken,
    PromiseCancelled,
    PromiseDecided,
    PromiseKept,
    PromiseResumed,
)
from tillit.standards.models import Promise

FIRST, NEXT = "first-response", "next-response"
SOLVED = ("solved", "solving-times")
"""The bases of what is counted on the day on which a conversation was last resolved."""


@on(MessageSent, MessageUndeliverable, even_quiet=True)
def response_times_changed(fact: MessageSent | MessageUndeliverable, event: Event) -> None:
    """An answer left, or came back: those after it may answer something else now."""
    if fact.automatic or fact.copy:
        return
    conversation = held_in(event, fact.conversation)
    clicks = [fact.said_at, getattr(fact, "instead_of", None)]
    instants = [datetime.fromisoformat(click) for click in clicks if click]
    first = conversation.first_answered_at
    told = isinstance(fact, MessageSent) and conversation.last_message_at <= instants[0]
    later = [] if told else _replied([conversation.pk], since=instants[0])
    mark_all(
        [
            *((FIRST, fact.team, at) for at in [*instants, *([first] if first else [])]),
            *((NEXT, fact.team, at) for at in [instants[0], *later]),
            *_solved(fact.team, conversation.resolved_at),
        ]
    )


@on(MessageReceived, even_quiet=True)
def history_came(fact: MessageReceived, event: Event) -> None:
    """What was asked before answers that are filed already changes how long those took."""
    if not fact.first and event.at < held_in(event, fact.conversation).last_message_at:
        mark(NEXT, fact.team, _replied([fact.conversation], since=event.at))


@on(
    PromiseAnsweredLate,
    PromiseBroken,
    PromiseCancelled,
    PromiseKept,
    PromiseResumed,
    even_quiet=True,
)
def promises_changed(fact: PromiseDecided, event: Event) -> None:
    """A promise was decided, or is no longer."""
    mark("promises-kept", fact.team, [datetime.fromisoformat(fact.decided_at)])


@on(ConversationResolved, even_quiet=True)
def one_more_is_solved(fact: ConversationResolved, event: Event) -> None:
    """It counts on this day, until it is open again."""
    mark_all(_solved(fact.team, event.at))


@on(
    ConversationReopened, CheckBackCame, ConversationAbsorbed, ConversationReturned, even_quiet=True
)
def one_is_solved_no_longer(fact: ConversationFact, event: Event) -> None:
    """It no longer counts on the day on which it was resolved; what is open again tells of none."""
    those = "subject = %s AND kind = %s ORDER BY id DESC LIMIT 1"
    given = [fact.subject, ConversationResolved.kind()]
    for (at,) in rows.values(Event, ("at",), those, given):
        mark_all(_solved(fact.team, at))


@on(CaseTypeChanged, even_quiet=True)
def another_kind_of_case(fact: CaseTypeChanged, event: Event) -> None:
    """What was resolved may become a complaint after all."""
    mark_all(_solved(fact.team, held_in(event, fact.conversation).resolved_at))


@on(
    ConversationMerged,
    ConversationUnmerged,
    ConversationMoved,
    SpamMarked,
    SpamUnmarked,
    even_quiet=True,
)
def counts_elsewhere(fact: CaseFact, event: Event) -> None:
    """A conversation counts no longer, counts again, or counts for another team."""
    conversation = held_in(event, fact.conversation)
    first = conversation.first_answered_at
    replied = _replied([fact.conversation, getattr(fact, "into", fact.conversation)])
    changes: list[Change] = [
        *((FIRST, fact.team, at) for at in [first] if at),
        *((NEXT, fact.team, at) for at in replied),
        *_solved(fact.team, conversation.resolved_at),
    ]
    if isinstance(fact, ConversationMoved):
        changes += [(basis, fact.before, at) for basis, _team, at in changes]
        changes += _of_promises_and_answers(fact)
    mark_all(changes)


def _of_promises_and_answers(fact: ConversationMoved) -> Iterator[Change]:
    number = fact.conversation
    decided = Promise.objects.filter(conversation=number).values_list("decided_at", flat=True)
    rated = Response.objects.filter(invitation__conversation=number).values_list("at", flat=True)
    for team in (fact.before, fact.team):
        yield from (("promises-kept", team, at) for at in decided if at)
        yield from ((ANSWERS, team, at) for at in rated)


@on(ConversationAbsorbed, ConversationReturned, MessagesSplitOff, even_quiet=True)
def answers_moved(
    fact: ConversationAbsorbed | ConversationReturned | MessagesSplitOff, event: Event
) -> None:
    """Messages went from one conversation to another: each answers something else there."""
    other = fact.into if isinstance(fact, MessagesSplitOff) else fact.source
    mark(NEXT, fact.team, _replied([fact.conversation, other]))


@on(ConversationStarted, ConversationSplitOff, SpamMarked, SpamUnmarked, even_quiet=True)
def a_customer_came_back(fact: ConversationFact, event: Event) -> None:
    """Whoever begins another conversation soon was not helped at first contact."""
    begun = held_in(event, fact.conversation)
    those = "contact_id = %s AND resolved_at >= %s AND resolved_at <= %s"
    given = [
        begun.contact_id,
        rows.stored(begun.created_at - WINDOW),
        rows.stored(begun.created_at),
    ]
    _mark_solved(rows.values(Conversation, ("team_id", "resolved_at"), those, given))


@on(CustomersUnited, CustomersParted, even_quiet=True)
def customers_changed(fact: CustomersUnited | CustomersParted, event: Event) -> None:
    """Who has come back depends on who is one and the same."""
    those = "contact_id IN (%s, %s) AND resolved_at IS NOT NULL"
    given = [fact.contact, fact.gone]
    _mark_solved(rows.values(Conversation, ("team_id", "resolved_at"), those, given))


def _mark_solved(found: Iterable[tuple[int, datetime]]) -> None:
    changes = [change for team, at in found for change in _solved(team, at)]
    if changes:
        mark_all(changes)


def _solved(team: int, at: datetime | None) -> list[Change]:
    return [(basis, team, at) for basis in SOLVED] if at else []


def _replied(conversations: list[int], since: datetime | None = None) -> list[datetime]:
    """When people replied in these conversations."""
    those = (
        f"conversation_id IN ({rows.marks(conversations)}) AND kind = 'outgoing' AND NOT automatic"
    )
    given: list[object] = [*conversations]
    if since:
        those, given = f"{those} AND at >= %s", [*given, rows.stored(since)]
    return [at for (at,) in rows.values(Message, ("at",), those, given)]


@on(ResponseSaved, AnonymousResponseSaved, even_quiet=True)
def satisfaction_changed(fact: ResponseSaved | AnonymousResponseSaved, event: Event) -> None:
    """An answer came, or moved from one day to another."""
    instants = [event.at]
    if fact.previous_at:
        instants.append(datetime.fromisoformat(fact.previous_at))
    mark(ANSWERS, fact.team, instants)
