"""`post`: the one road out."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.channels import channel_of
from tillit.conversations.events import MessageQueued, NoteWritten
from tillit.conversations.models import Conversation, Delivery, Message, MessageKind, Status
from tillit.conversations.spine.enclosures import KeptFile, attach
from tillit.conversations.words import html_of, preview_of, without_nul
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


@transaction.atomic(savepoint=False)
def post(
    *,
    conversation: Conversation,
    by: Actor,
    text: str,
    agent: Agent | None = None,
    note: bool = False,
    submission: uuid.UUID | None = None,
    kept: Sequence[KeptFile] = (),
    at: datetime | None = None,
    quiet: bool = False,
) -> Message:
    """Say something in a conversation: a reply that is sent, or a note that never is.

    A form sent twice (the same `submission`) makes one message.
    """
    at = at or clock.now()
    conversation = changes.lock(conversation.pk)
    already = submission and Message.objects.filter(submission=submission).first()
    if already:
        return already
    message = _said(conversation, text, at, note=note, agent=agent, submission=submission)
    attach(message, kept)
    tell = partial(emit, by=by, at=at, quiet=quiet, carrying=conversation)
    if note:
        changes.change(conversation)
        tell(NoteWritten(conversation.pk, conversation.team_id, message.pk))
    else:
        tell(_queue(conversation, message, at))
    return message


def post_automatically(
    *,
    conversation: Conversation,
    by: Actor,
    text: str,
    purpose: str,
    html: str = "",
    at: datetime,
    quiet: bool = False,
) -> Message:
    """Let Tillit itself say something; it never counts as an answer.

    The conversation must be held by the transaction already (`changes.lock`). `html` must come from
    our own templates; without it the text is shown.
    """
    message = _said(
        conversation, text, at, automatic=True, purpose=purpose, html=html or html_of(text)
    )
    emit(_queue(conversation, message, at), by=by, at=at, quiet=quiet, carrying=conversation)
    return message


def _said(
    conversation: Conversation, text: str, at: datetime, *, note: bool = False, **fields: Any
) -> Message:
    text = without_nul(text)
    if "html" not in fields:
        fields["html"] = html_of(text)
    if not note:
        channel = channel_of(conversation.channel)
        fields["external_id"] = channel.new_external_id(conversation)
        fields["address"] = conversation.address
    kind = MessageKind.NOTE if note else MessageKind.OUTGOING
    message = Message(conversation=conversation, kind=kind, at=at, text=text, **fields)
    rows.insert(message)
    return message


def _queue(conversation: Conversation, message: Message, at: datetime) -> MessageQueued:
    before = conversation.status
    if not message.automatic:
        _answered(conversation, message, at)
    delivery = Delivery(message=message, recipient=message.address, created_at=at)
    rows.insert(delivery)
    return MessageQueued(
        conversation.pk,
        conversation.team_id,
        message.pk,
        delivery.pk,
        automatic=message.automatic,
        before=before,
        after=conversation.status,
    )


def _answered(conversation: Conversation, message: Message, at: datetime) -> None:
    """A colleague answered: now it is the customer's turn; nobody else need pick it up."""
    owes = conversation.status in (Status.NEW, Status.OPEN, Status.ON_HOLD)
    changes.change(
        conversation,
        status=Status.WAITING if owes else conversation.status,
        unread=False,
        preview=preview_of(message.text),
        last_message_at=max(at, conversation.last_message_at),
        assignee_id=conversation.assignee_id or (message.agent_id if owes else None),
    )
