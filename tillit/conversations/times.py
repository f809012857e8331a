"""How long everything took in one conversation, from its messages and the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tillit.conversations.case_events import (
    CheckBackCame,
    ConversationAbsorbed,
    ConversationHeld,
    ConversationReturned,
    ConversationTakenUp,
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
from tillit.conversations.openness import version_for
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
CHANGES = (
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
    ConversationHeld,
    ConversationTakenUp,
)
Told = tuple[str, datetime, dict[str, Any]]


@dataclass(frozen=True)
class Times:
    """What a resolved conversation took, in opening hours."""

    answers: list[timedelta]
    statuses: StatusTimes


def times_of(conversation: Conversation, *, as_of: datetime) -> Times:
    """The times of a conversation up to an instant, in our opening hours."""
    hours = version_for(conversation, conversation.created_at).hours
    return Times(
        answers=answer_times(conversation, hours, as_of),
        statuses=status_times(hours, status_changes(conversation), as_of),
    )


def answer_times(conversation: Conversation, hours: Hours, as_of: datetime) -> list[timedelta]:
    """Each answer's time, from the oldest customer message that it answers."""
    until = "conversation_id = %s AND at <= %s ORDER BY at, id"
    given = [conversation.pk, rows.stored(as_of)]
    said = rows.values(Message, ("kind", "automatic", "at"), until, given)
    entries = [(_entry_kind(kind, auto), at) for kind, auto, at in said if kind not in ELSEWHERE]
    return response_times(entries, hours)


def _entry_kind(kind: str, automatic: bool) -> EntryKind:
    if kind == MessageKind.NOTE:
        return EntryKind.AGENT_INTERNAL_NOTE
    if automatic:
        return EntryKind.AUTO_REPLY
    incoming = kind == MessageKind.INCOMING
    return EntryKind.CUSTOMER if incoming else EntryKind.AGENT_PUBLIC


def status_changes(conversation: Conversation) -> list[StatusChange]:
    """Every status that the conversation had, and since when, as the journal tells it."""
    kinds = [fact.kind() for fact in CHANGES]
    those = f"subject = %s AND kind IN ({rows.marks(kinds)}) ORDER BY at, id"
    given = [f"conversation:{conversation.pk}", *kinds]
    told = rows.values(Event, ("kind", "at", "data"), those, given)
    return statuses_told(conversation.created_at, told)


def statuses_told(created_at: datetime, told: Iterable[Told]) -> list[StatusChange]:
    """The same from what the journal told: kind, instant and values of each fact, in order."""
    changes: list[StatusChange] = [(created_at, Stage.NEW)]
    for kind, at, data in told:
        resolved = kind == ConversationResolved.kind()
        status = Status.RESOLVED if resolved else data.get("after")
        if status in _STAGES:
            changes.append((at, _STAGES[status]))
    return changes
