"""Which facts change which days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    TagAdded,
    TagRemoved,
)
from tillit.conversations.changes import held_in
from tillit.conversations.events import (
    ConversationAssigned,
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
from tillit.feedback.aspects import Aspects
from tillit.feedback.events import (
    AnonymousAnswersCounted,
    AnonymousResponseSaved,
    CustomerAsked,
    InvitationReturned,
    ResponseSaved,
)
from tillit.feedback.measures import BASIS as ANSWERS
from tillit.feedback.models import Invitation, Response
from tillit.feedback.own_questions import OwnQuestions
from tillit.feedback.response_rate import ResponseRate
from tillit.feedback.said.events import CommentCorrected, CommentUnderstood
from tillit.insights.days import Change, mark, mark_all
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.people.customer_events import (
    CustomerChanged,
    CustomerChangeUndone,
    CustomerFact,
    CustomersParted,
    CustomersUnited,
)
from tillit.standards.events import (
    PromiseAnsweredLate,
    PromiseBroken,
    PromiseCancelled,
    PromiseDecided,
    PromiseKept,
    PromiseResumed,
)
from tillit.standards.models import Promise

FIRST, NEXT, BEGUN = "first-response", "next-response", "begun"
PROMISES = "promises-kept"
SEGMENT = "vip"
"""The detail of a customer by which segments are told apart."""
AT_ONCE = 500
SAID = (ANSWERS, Aspects.basis, OwnQuestions.basis)
"""The bases of what customers answer."""
ASKED = ResponseRate.basis
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
    mark(PROMISES, fact.team, [datetime.fromisoformat(fact.decided_at)])


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


@on(ConversationStarted, ConversationSplitOff, even_quiet=True)
def one_more_began(fact: ConversationFact, event: Event) -> None:
    """It counts on the day of its beginning."""
    mark(BEGUN, fact.team, [held_in(event, fact.conversation).created_at])


@on(CaseTypeChanged, TagAdded, TagRemoved, ConversationAssigned, even_quiet=True)
def belongs_elsewhere(fact: ConversationFact, event: Event) -> None:
    """All that counts of a conversation counts in another slice now."""
    mark_all(_all_of([fact.conversation]))


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
    changes = _all_of([fact.conversation])
    if isinstance(fact, ConversationMoved):
        changes += [(basis, fact.before, at) for basis, _team, at in changes]
    if isinstance(fact, ConversationMerged | ConversationUnmerged):
        changes += ((NEXT, fact.team, at) for at in _replied([fact.into]))
    mark_all(changes)


@on(CustomerChanged, CustomerChangeUndone, CustomersUnited, CustomersParted, even_quiet=True)
def customer_belongs_elsewhere(fact: CustomerFact, event: Event) -> None:
    """All that counts of a customer may count in another segment now."""
    if isinstance(fact, CustomerChanged) and SEGMENT not in fact.fields:
        return
    those = "contact_id IN (%s, %s)"
    given = [fact.contact, getattr(fact, "gone", fact.contact)]
    numbers = [number for (number,) in rows.values(Conversation, ("id",), those, given)]
    for begin in range(0, len(numbers), AT_ONCE):
        mark_all(_all_of(numbers[begin : begin + AT_ONCE]))


def _all_of(conversations: Sequence[int]) -> list[Change]:
    """Every day on which something of these conversations counts."""
    among = f"conversation_id IN ({rows.marks(conversations)})"
    teams: dict[int, int] = {}
    changes: list[Change] = []
    columns = ("id", "team_id", "created_at", "first_answered_at", "resolved_at")
    those = f"id IN ({rows.marks(conversations)})"
    for number, team, began, first, resolved in rows.values(
        Conversation, columns, those, [*conversations]
    ):
        teams[number] = team
        changes += [(BEGUN, team, began), *_solved(team, resolved)]
        changes += [(FIRST, team, first)] if first else []
    those = f"{among} AND kind = 'outgoing' AND NOT automatic"
    for number, at in rows.values(Message, ("conversation_id", "at"), those, [*conversations]):
        changes.append((NEXT, teams[number], at))
    those = f"{among} AND decided_at IS NOT NULL"
    for number, at in rows.values(
        Promise, ("conversation_id", "decided_at"), those, [*conversations]
    ):
        changes.append((PROMISES, teams[number], at))
    asked = Invitation.objects.filter(conversation__in=list(conversations)).order_by()
    for team, at, counts_at in asked.values_list("team_id", "sent_at", "response__counts_at"):
        changes.append((ASKED, team, at))
        changes += [(basis, team, counts_at) for basis in SAID if counts_at]
    return changes


@on(ConversationAbsorbed, ConversationReturned, MessagesSplitOff, even_quiet=True)
def answers_moved(
    fact: ConversationAbsorbed | ConversationReturned | MessagesSplitOff, event: Event
) -> None:
    """Messages went from one conversation to another: each answers something else there."""
    other = fact.into if isinstance(fact, MessagesSplitOff) else fact.source
    mark(NEXT, fact.team, _replied([fact.conversation, other]))


@on(
    ConversationStarted,
    ConversationSplitOff,
    SpamMarked,
    SpamUnmarked,
    CaseTypeChanged,
    even_quiet=True,
)
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
    changes = [(basis, fact.team, at) for at in instants for basis in SAID]
    since = rows.values(Invitation, ("sent_at",), "id = %s", [_invitation_of(fact)])
    mark_all([*changes, *((ASKED, fact.team, at) for (at,) in since)])


@on(CommentUnderstood, CommentCorrected, even_quiet=True)
def comment_is_about_something_else(
    fact: CommentUnderstood | CommentCorrected, event: Event
) -> None:
    """The answer counts among other topics now."""
    counted = Response.objects.filter(follow_up=fact.follow_up).exclude(counts_at=None)
    for counts_at in counted.values_list("counts_at", flat=True):
        mark_all((basis, fact.team, counts_at) for basis in SAID if counts_at)


@on(CustomerAsked, even_quiet=True)
def one_more_was_asked(fact: CustomerAsked, event: Event) -> None:
    """The customer counts among those who were asked."""
    mark(ASKED, fact.team, [event.at])


@on(InvitationReturned, even_quiet=True)
def one_fewer_was_reached(fact: InvitationReturned, event: Event) -> None:
    """The mail that asked came back, which the day knows on which it had left."""
    mark(ASKED, fact.team, [datetime.fromisoformat(fact.asked_at)])


def _invitation_of(fact: ResponseSaved | AnonymousResponseSaved) -> int:
    found = rows.values(Response, ("invitation_id",), "id = %s", [fact.response])
    return found[0][0] if found else 0


@on(AnonymousAnswersCounted, even_quiet=True)
def anonymous_answers_count(fact: AnonymousAnswersCounted, event: Event) -> None:
    """Answers that waited for each other count on this day."""
    mark_all((basis, fact.team, event.at) for basis in SAID)
