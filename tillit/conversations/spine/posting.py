"""`post`: the one road out."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.channels import channel_of
from tillit.conversations.events import AutomaticMessageWithheld, MessageQueued, NoteWritten
from tillit.conversations.models import Conversation, Delivery, Message, MessageKind
from tillit.conversations.parties import Party
from tillit.conversations.restraint import restraint
from tillit.conversations.spine.copies import Copies, copies_of
from tillit.conversations.spine.enclosures import KeptFile, attach
from tillit.conversations.turns import pass_on
from tillit.conversations.words import html_of, without_nul
from tillit.journal import rows
from tillit.journal.facts import Fact
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


@transaction.atomic(savepoint=False)
def post(
    *,
    conversation: Conversation,
    by: Actor,
    text: str,
    html: str = "",
    agent: Agent | None = None,
    note: bool = False,
    submission: uuid.UUID | None = None,
    kept: Sequence[KeptFile] = (),
    cc: Sequence[Party] = (),
    bcc: Sequence[Party] = (),
    at: datetime | None = None,
    leaves_at: datetime | None = None,
    scheduled: bool = False,
    quiet: bool = False,
    purpose: str = "",
) -> Message:
    """Say something in a conversation: a reply that is sent, or a note that never is.

    A form sent twice (the same `submission`) makes one message. `leaves_at` holds a reply until
    then; when it is `scheduled`, that is also the instant at which it counts as said. `cc` and
    `bcc` get copies, which are never an answer. `html` says the same as the text and must have been
    cleaned (`composing.cleaning`); without it the text is shown. What no agent writes says by its
    `purpose` who does.

    Raises:
        ValueError: a copy of a note was asked for, or somebody cannot be written to.
    """
    at = at or clock.now()
    conversation = changes.lock(conversation.pk)
    if already := said_before(submission):
        return already
    copies = copies_of(conversation, cc, bcc, note=note)
    message = said(
        conversation,
        text,
        agent=agent,
        submission=submission,
        parties=copies.headers,
        html=html or html_of(without_nul(text)),
        purpose=purpose,
        **(_noted(at) if note else _leaving(at, leaves_at, scheduled=scheduled)),
    )
    attach(message, kept)
    for fact in _facts_of(conversation, message, copies):
        emit(fact, by=by, at=at, quiet=quiet, carrying=conversation, not_before=message.leaves_at)
    return message


def _noted(at: datetime) -> dict[str, Any]:
    return {"kind": MessageKind.NOTE, "at": at}


def _leaving(at: datetime, leaves_at: datetime | None, *, scheduled: bool) -> dict[str, Any]:
    if leaves_at is None:
        return {"at": at}
    return {"at": leaves_at if scheduled else at, "leaves_at": leaves_at, "scheduled": scheduled}


def said_before(submission: uuid.UUID | None) -> Message | None:
    """What the same form has said already."""
    return rows.first(Message, submission=submission) if submission else None


def _facts_of(conversation: Conversation, message: Message, copies: Copies) -> Iterator[Fact]:
    if message.is_note:
        changes.change(conversation)
        yield NoteWritten(conversation.pk, conversation.team_id, message.pk)
        return
    yield _queue(conversation, message)
    for delivery in copies.beside(message):
        yield queued_copy(conversation, delivery)


def post_automatically(
    *,
    conversation: Conversation,
    by: Actor,
    text: str,
    purpose: str,
    html: str = "",
    subject: str = "",
    at: datetime,
    quiet: bool = False,
) -> Message | None:
    """Let Tillit itself say something; it never counts as an answer. None when it said enough.

    The conversation must be held by the transaction already (`changes.lock`). `html` must come from
    our own templates; without it the text is shown. Without a `subject` it has the customer's.
    """
    reason = restraint(conversation, conversation.address, at=at)
    if reason is not None:
        fact = AutomaticMessageWithheld(
            conversation.pk, conversation.team_id, purpose, reason.value
        )
        emit(fact, by=by, at=at, quiet=quiet, carrying=conversation)
        return None
    message = said(
        conversation,
        text,
        at,
        automatic=True,
        purpose=purpose,
        subject=subject,
        html=html or html_of(text),
    )
    emit(_queue(conversation, message), by=by, at=at, quiet=quiet, carrying=conversation)
    return message


def said(
    conversation: Conversation,
    text: str,
    at: datetime,
    *,
    kind: MessageKind = MessageKind.OUTGOING,
    **fields: Any,
) -> Message:
    """A message of ours, written to the customer unless `fields` name another address."""
    text = without_nul(text)
    if "html" not in fields:
        fields["html"] = html_of(text)
    if kind != MessageKind.NOTE:
        channel = channel_of(conversation.channel)
        fields["external_id"] = channel.new_external_id(conversation)
        fields.setdefault("address", conversation.address)
    message = Message(conversation=conversation, kind=kind, at=at, text=text, **fields)
    rows.insert(message)
    return message


def _queue(conversation: Conversation, message: Message) -> MessageQueued:
    before, assignee_before = conversation.status, conversation.assignee_id
    if message.scheduled:
        changes.change(conversation)
    elif not message.automatic:
        pass_on(conversation, message)
    delivery = Delivery(message=message, recipient=message.address, created_at=message.at)
    rows.insert(delivery)
    return queued(conversation, delivery, before=before, assignee_before=assignee_before)


def queued_copy(conversation: Conversation, delivery: Delivery) -> MessageQueued:
    """The same for what is no answer and leaves the conversation as it is."""
    status, assignee = conversation.status, conversation.assignee_id
    return queued(conversation, delivery, before=status, assignee_before=assignee)


def queued(
    conversation: Conversation, delivery: Delivery, *, before: str, assignee_before: int | None
) -> MessageQueued:
    """The fact that sets a delivery going."""
    return MessageQueued(
        conversation.pk,
        conversation.team_id,
        delivery.message_id,
        delivery.pk,
        automatic=delivery.message.automatic,
        before=before,
        after=conversation.status,
        copy=delivery.is_copy,
        assignee_before=assignee_before,
    )
