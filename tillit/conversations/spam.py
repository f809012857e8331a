"""Spam: set aside without an answer or a question, and not taken in any more."""

from django.db import transaction

from tillit.conversations import changes
from tillit.conversations.case_events import (
    SenderBlocked,
    SenderUnblocked,
    SpamMarked,
    SpamUnmarked,
)
from tillit.conversations.models import Conversation, Shelf, Status
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.people import blocking
from tillit.people.actor import Actor


@transaction.atomic(savepoint=False)
def mark(*, conversation: Conversation, by: Actor) -> None:
    """Set it aside as spam; that is no resolution, so nobody is asked for a rating."""
    conversation = changes.lock(conversation.pk)
    before = conversation.status
    if before in (Status.SPAM, Status.MERGED):
        return
    changes.change(
        conversation,
        status=Status.SPAM,
        snoozed_until=None,
        snoozed_until_reply=False,
        check_back_at=None,
        unread=False,
    )
    fact = SpamMarked(conversation.pk, conversation.team_id, before)
    emit(fact, by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def unmark(*, conversation: Conversation, by: Actor) -> None:
    """It was none: it stands where it stood before."""
    conversation = changes.lock(conversation.pk)
    if conversation.shelf != Shelf.SPAM:
        return
    after = _status_before(conversation)
    changes.change(conversation, status=after)
    emit(SpamUnmarked(conversation.pk, conversation.team_id, after), by=by, carrying=conversation)


def _status_before(conversation: Conversation) -> str:
    told = Event.objects.filter(
        subject=f"conversation:{conversation.pk}", kind=SpamMarked.kind()
    ).order_by("-id")
    event = told.first()
    before = str(event.data["before"]) if event else Status.OPEN.value
    closed = before == Status.RESOLVED and conversation.resolved_at is None
    return Status.OPEN.value if closed else before


@transaction.atomic(savepoint=False)
def block(*, conversation: Conversation, by: Actor) -> None:
    """File no more mail from where the customer writes."""
    conversation = changes.lock(conversation.pk)
    if blocking.block(conversation.address):
        changes.change(conversation)
        fact = SenderBlocked(conversation.pk, conversation.team_id, conversation.contact_id)
        emit(fact, by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def unblock(*, conversation: Conversation, by: Actor) -> None:
    """File it again."""
    conversation = changes.lock(conversation.pk)
    if blocking.unblock(conversation.address):
        changes.change(conversation)
        fact = SenderUnblocked(conversation.pk, conversation.team_id, conversation.contact_id)
        emit(fact, by=by, carrying=conversation)
