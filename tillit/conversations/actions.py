"""What a person can do to a conversation."""

from datetime import datetime

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.custom_fields import missing
from tillit.conversations.events import (
    ConversationAssigned,
    ConversationRead,
    ConversationReopened,
    ConversationResolved,
)
from tillit.conversations.models import Conversation, CustomField, Shelf, Status
from tillit.conversations.turns import owes_an_answer
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


class NotYet(Exception):
    """It cannot be resolved before `fields` have been answered."""

    def __init__(self, fields: list[CustomField]) -> None:
        """Remember what is missing."""
        super().__init__(", ".join(field.name for field in fields))
        self.fields = fields


@transaction.atomic(savepoint=False)
def assign(*, conversation: Conversation, to: Agent | None, by: Actor) -> None:
    """Give a conversation to a colleague, or to nobody."""
    conversation = changes.lock(conversation.pk)
    before, after = conversation.assignee_id, to.pk if to else None
    if before == after:
        return
    changes.change(conversation, assignee_id=after)
    emit(
        ConversationAssigned(conversation.pk, conversation.team_id, before, after),
        by=by,
        carrying=conversation,
    )


@transaction.atomic
def resolve(
    *,
    conversation: Conversation,
    by: Actor,
    no_reply_needed: bool = False,
    at: datetime | None = None,
) -> None:
    """Say that everything is done; with `no_reply_needed` the customer is not asked for a rating.

    Whether the customer's last message was left without an answer is read from the messages, not
    asked: closing must not be the way to dodge lateness.

    Raises:
        NotYet: a field that must be answered first says nothing.
    """
    at = at or clock.now()
    conversation = changes.lock(conversation.pk)
    if not conversation.is_open:
        return
    if fields := missing(conversation):
        raise NotYet(fields)
    before, without_reply = conversation.status, owes_an_answer(conversation)
    changes.change(
        conversation,
        status=Status.RESOLVED,
        resolved_at=at,
        without_reply=without_reply,
        unread=False,
        snoozed_until=None,
        snoozed_until_reply=False,
    )
    emit(
        ConversationResolved(
            conversation.pk,
            conversation.team_id,
            before,
            without_reply=without_reply,
            no_reply_needed=no_reply_needed,
        ),
        by=by,
        at=at,
        carrying=conversation,
    )


@transaction.atomic(savepoint=False)
def reopen(*, conversation: Conversation, by: Actor) -> None:
    """Say that something is still to be done after all."""
    conversation = changes.lock(conversation.pk)
    if conversation.shelf != Shelf.RESOLVED:
        return
    changes.change(
        conversation,
        status=Status.OPEN,
        resolved_at=None,
        without_reply=False,
        check_back_at=None,
    )
    emit(
        ConversationReopened(conversation.pk, conversation.team_id, Status.OPEN),
        by=by,
        carrying=conversation,
    )


@transaction.atomic(savepoint=False)
def mark_read(*, conversation: Conversation, by: Actor) -> None:
    """Remember that somebody of the team has read it."""
    conversation = changes.lock(conversation.pk)
    if conversation.unread:
        changes.change(conversation, unread=False)
        emit(ConversationRead(conversation.pk, conversation.team_id), by=by, carrying=conversation)


def set_next_due(
    *,
    conversation: Conversation,
    since: datetime | None,
    warn_at: datetime | None,
    due_at: datetime | None,
) -> None:
    """Keep when the next promise falls due, so that lists can sort and colour by it."""
    if (conversation.next_due_from, conversation.next_due_at) != (since, due_at):
        changes.change(conversation, next_due_from=since, warn_at=warn_at, next_due_at=due_at)
