"""Whose turn it is: what a reply changes in a conversation, and whether one is owed."""

from datetime import datetime

from tillit.conversations import changes
from tillit.conversations.models import (
    WITH_THE_CUSTOMER,
    Conversation,
    Message,
    MessageKind,
    Status,
)
from tillit.conversations.words import preview_of
from tillit.journal import rows

OURS = (Status.NEW, Status.OPEN, Status.ON_HOLD)
"""In these statuses the next step is ours."""


def pass_on(conversation: Conversation, message: Message) -> None:
    """A colleague answered: now it is the customer's turn; nobody else need pick it up.

    A reply that was written long before it leaves tells nothing about what has been read; one that
    tells the customer for whom else we wait does not end that.
    """
    owes = conversation.status in OURS
    waits = owes and conversation.status != Status.ON_HOLD
    changes.change(
        conversation,
        status=Status.WAITING if waits else conversation.status,
        unread=message.scheduled and conversation.unread,
        preview=preview_of(message.text),
        last_message_at=max(message.at, conversation.last_message_at),
        assignee_id=conversation.assignee_id or (message.agent_id if owes else None),
    )


def owes_an_answer(conversation: Conversation, *, until: datetime | None = None) -> bool:
    """Whether the customer spoke last; with `until` what is to leave later does not count."""
    kinds = [kind.value for kind in WITH_THE_CUSTOMER]
    said = f"conversation_id = %s AND NOT automatic AND kind IN ({rows.marks(kinds)})"
    values = [conversation.pk, *kinds]
    if until:
        said, values = f"{said} AND at <= %s", [*values, rows.stored(until)]
    last = rows.select(Message, f"{said} ORDER BY at DESC, id DESC LIMIT 1", values, only=("kind",))
    return bool(last) and last[0].kind == MessageKind.INCOMING
