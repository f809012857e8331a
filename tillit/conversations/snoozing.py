"""Putting a conversation off until later, and bringing a resolved one back. No promise waits."""

from datetime import datetime
from enum import Enum

from django.db import transaction

from tillit.conversations import changes
from tillit.conversations.case_events import (
    CheckBackCame,
    CheckBackDropped,
    CheckBackPlanned,
    ConversationSnoozed,
    ConversationWoken,
)
from tillit.conversations.models import Conversation, Shelf, Status
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor

CLOCK = Actor.system("clockwork")
AT_ONCE = 200


class Waking(Enum):
    """Why a conversation is no longer snoozed."""

    TIME = "time"
    CUSTOMER = "customer"
    AGENT = "agent"


@transaction.atomic(savepoint=False)
def snooze(
    *, conversation: Conversation, until: datetime | None, until_reply: bool, by: Actor
) -> None:
    """Put it off until an instant, until the customer writes, or whichever comes first."""
    conversation = changes.lock(conversation.pk)
    if not conversation.is_open or (until is None and not until_reply):
        return
    changes.change(conversation, snoozed_until=until, snoozed_until_reply=until_reply, unread=False)
    fact = ConversationSnoozed(
        conversation.pk,
        conversation.team_id,
        until.isoformat() if until else "",
        until_reply=until_reply,
    )
    emit(fact, by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def wake(*, conversation: Conversation, by: Actor, at: datetime | None = None) -> None:
    """Bring it back before its time."""
    awaken(changes.lock(conversation.pk), Waking.AGENT, by=by, at=at)


def awaken(
    conversation: Conversation, why: Waking, *, by: Actor, at: datetime | None = None
) -> None:
    """Bring a conversation back that the transaction holds already."""
    if not conversation.is_snoozed:
        return
    unread = conversation.unread or why is Waking.TIME
    changes.change(conversation, snoozed_until=None, snoozed_until_reply=False, unread=unread)
    fact = ConversationWoken(conversation.pk, conversation.team_id, why.value)
    emit(fact, by=by, at=at, carrying=conversation)


@transaction.atomic(savepoint=False)
def plan_check_back(*, conversation: Conversation, at: datetime, by: Actor) -> None:
    """Let a resolved conversation come back at an instant."""
    conversation = changes.lock(conversation.pk)
    if conversation.shelf == Shelf.RESOLVED:
        changes.change(conversation, check_back_at=at)
        fact = CheckBackPlanned(conversation.pk, conversation.team_id, at.isoformat())
        emit(fact, by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def drop_check_back(*, conversation: Conversation, by: Actor) -> None:
    """It need not come back."""
    conversation = changes.lock(conversation.pk)
    if conversation.check_back_at is not None:
        changes.change(conversation, check_back_at=None)
        fact = CheckBackDropped(conversation.pk, conversation.team_id)
        emit(fact, by=by, carrying=conversation)


def wake_due(*, now: datetime) -> int:
    """Bring back whatever has its time; the number of them."""
    return _each(_due("snoozed_until", now), now) + _each(_due("check_back_at", now), now)


def _each(numbers: list[int], now: datetime) -> int:
    for number in numbers:
        with transaction.atomic():
            _come_back(changes.lock(number), now)
    return len(numbers)


def _due(column: str, now: datetime) -> list[int]:
    late = f"{column} <= %s ORDER BY {column} LIMIT {AT_ONCE}"
    found = rows.select(Conversation, late, [rows.stored(now)], only=(column,))
    return [conversation.pk for conversation in found]


def _come_back(conversation: Conversation, now: datetime) -> None:
    """Somebody may have been quicker since it was looked for."""
    until, back_at = conversation.snoozed_until, conversation.check_back_at
    if until is not None and until <= now:
        awaken(conversation, Waking.TIME, by=CLOCK, at=until)
    if back_at is not None and back_at <= now:
        _check_back(conversation, back_at)


def _check_back(conversation: Conversation, at: datetime) -> None:
    """Open again to look once more; nobody waits for us, so no promise runs again."""
    before, resolved = conversation.status, conversation.shelf == Shelf.RESOLVED
    changes.change(
        conversation,
        check_back_at=None,
        status=Status.OPEN if resolved else before,
        resolved_at=None if resolved else conversation.resolved_at,
        unread=True,
    )
    fact = CheckBackCame(conversation.pk, conversation.team_id, before, conversation.status)
    emit(fact, by=CLOCK, at=at, carrying=conversation)
