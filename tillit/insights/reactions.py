"""Which facts change which days."""

from datetime import datetime

from tillit.conversations.changes import held_in
from tillit.conversations.events import MessageSent, MessageUndeliverable
from tillit.feedback.events import ResponseSaved
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


@on(MessageSent, MessageUndeliverable, even_quiet=True)
def response_times_changed(fact: MessageSent | MessageUndeliverable, event: Event) -> None:
    """A first answer may have left, or come back."""
    if fact.automatic:
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


@on(ResponseSaved, even_quiet=True)
def satisfaction_changed(fact: ResponseSaved, event: Event) -> None:
    """An answer came, or moved from one day to another."""
    instants = [event.at]
    if fact.previous_at:
        instants.append(datetime.fromisoformat(fact.previous_at))
    mark("satisfaction", fact.team, instants)
