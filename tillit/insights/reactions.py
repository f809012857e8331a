"""Which facts change which days."""

from datetime import datetime

from tillit.conversations.case_events import (
    CaseFact,
    ConversationMerged,
    ConversationMoved,
    ConversationUnmerged,
    SpamMarked,
    SpamUnmarked,
)
from tillit.conversations.changes import held_in
from tillit.conversations.events import MessageSent, MessageUndeliverable
from tillit.feedback.events import ResponseSaved
from tillit.feedback.models import Response
from tillit.insights.days import mark
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.standards.events import (
    PromiseAnsweredLate,
    PromiseBroken,
    PromiseCancelled,
    PromiseDecided,
    PromiseKept,
    PromiseResumed,
)
from tillit.standards.models import Promise


@on(MessageSent, MessageUndeliverable, even_quiet=True)
def response_times_changed(fact: MessageSent | MessageUndeliverable, event: Event) -> None:
    """A first answer may have left, or come back."""
    if fact.automatic or fact.copy:
        return
    first = held_in(event, fact.conversation).first_answered_at
    clicks = [fact.said_at, getattr(fact, "instead_of", None)]
    instants = [datetime.fromisoformat(click) for click in clicks if click]
    mark("first-response", fact.team, [*instants, *([first] if first else [])])


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
    first = held_in(event, fact.conversation).first_answered_at
    mark("first-response", fact.team, [first] if first else [])
    if isinstance(fact, ConversationMoved):
        for team in (fact.before, fact.team):
            _mark_all_of(fact.conversation, team, [first] if first else [])


def _mark_all_of(conversation: int, team: int, answered: list[datetime]) -> None:
    decided = Promise.objects.filter(conversation=conversation).values_list("decided_at", flat=True)
    rated = Response.objects.filter(invitation__conversation=conversation)
    mark("first-response", team, answered)
    mark("promises-kept", team, [at for at in decided if at])
    mark("satisfaction", team, rated.values_list("at", flat=True))


@on(ResponseSaved, even_quiet=True)
def satisfaction_changed(fact: ResponseSaved, event: Event) -> None:
    """An answer came, or moved from one day to another."""
    instants = [event.at]
    if fact.previous_at:
        instants.append(datetime.fromisoformat(fact.previous_at))
    mark("satisfaction", fact.team, instants)
