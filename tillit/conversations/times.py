"""How long everything took in one conversation, from its messages and the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tillit.conversations.case_events import (
    CheckBackCame,
    ConversationAbsorbed,
    ConversationReturned,
)
from tillit.conversations.events import (
    ConversationReopened,
    ConversationResolved,
    MessageQueued,
    MessageReceived,
    MessageSent,
    MessageWithdrawn,
    OtherWrote,
)
from tillit.conversations.models import ELSEWHERE, Conversation, Message, MessageKind, Status
from tillit.hours.opening_hours import Hours
from tillit.hours.timeline import (
    EntryKind,
    StatusChange,
    StatusTimes,
    response_times,
    status_times,
)
from tillit.hours.timeline import Status as Stage
from tillit.journal import rows
from tillit.journal.models import Event

_STAGES = {
    Status.NEW: Stage.NEW,
    Status.OPEN: Stage.OPEN,
    Status.WAITING: Stage.PENDING,
    Status.ON_HOLD: Stage.HOLD,
    Status.RESOLVED: Stage.SOLVED,
}
_CHANGES = (
    MessageReceived,
    OtherWrote,
    MessageQueued,
    MessageSent,
    MessageWithdrawn,
    ConversationReopened,
    ConversationResolved,
    CheckBackCame,
    ConversationAbsorbed,
    ConversationReturned,
)


@dataclass(frozen=True)
class Times:
    """What a resolved conversation took, in opening hours."""

    answers: list[timedelta]
    statuses: StatusTimes


def times_of(conversation: Conversation, *, as_of: datetime) -> Times:
    """The times of a conversation up to an instant, in the opening hours of its inbox."""
    hours = conversation.inbox.calendar.version_at(conversation.created_at).hours
    return Times(
        answers=answer_times(conversation, hours, as_of),
        statuses=status_times(hours, status_changes(conversation), as_of),
    )


def answer_times(conversation: Conversation, hours: Hours, as_of: datetime) -> list[timedelta]:
    """Each answer's time, from the oldest customer message that it answers."""
    until = "conversation_id = %s AND at <= %s ORDER BY at, id"
    messages = rows.select(
        Message, until, [conversation.pk, rows.stored(as_of)], only=("kind", "automatic", "at")
    )
    said = [message for message in messages if message.kind not in ELSEWHERE]
    return response_times([(_entry_kind(message), message.at) for message in said], hours)


def _entry_kind(message: Message) -> EntryKind:
    if message.kind == MessageKind.NOTE:
        return EntryKind.AGENT_INTERNAL_NOTE
    if message.automatic:
        return EntryKind.AUTO_REPLY
    incoming = message.kind == MessageKind.INCOMING
    return EntryKind.CUSTOMER if incoming else EntryKind.AGENT_PUBLIC


def status_changes(conversation: Conversation) -> list[StatusChange]:
    """Every status that the conversation had, and since when, as the journal tells it."""
    kinds = {fact.kind() for fact in _CHANGES}
    events = rows.select(Event, "subject = %s ORDER BY at, id", [f"conversation:{conversation.pk}"])
    changes: list[StatusChange] = [(conversation.created_at, Stage.NEW)]
    for event in events:
        if event.kind not in kinds:
            continue
        status = Status.RESOLVED if _resolves(event) else event.data.get("after")
        if status in _STAGES:
            changes.append((event.at, _STAGES[status]))
    return changes


def _resolves(event: Event) -> bool:
    return event.kind == ConversationResolved.kind()
