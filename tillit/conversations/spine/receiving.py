"""`receive`: the one road in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.events import (
    AutomaticReplyReceived,
    ConversationReopened,
    ConversationStarted,
    MessageReceived,
)
from tillit.conversations.language import language_of
from tillit.conversations.models import Conversation, Inbox, Message, MessageKind, Status
from tillit.conversations.spine.enclosures import KeptFile, attach, keep_enclosures
from tillit.conversations.spine.threading import LONGEST_NAME, Place, place_of
from tillit.conversations.words import clean_html, html_of, one_line, preview_of, without_nul
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.people.actions import recognise
from tillit.people.actor import Actor
from tillit.people.models import Contact

LONGEST_TEXT = 400_000
"""Characters of one message kept for reading; the raw parcel keeps everything."""

Tell = Callable[..., Event]
"""`emit` with who, when and how quietly filled in."""


@dataclass(frozen=True)
class Received:
    """What became of an envelope."""

    message: Message
    conversation: Conversation
    new: bool


@transaction.atomic(savepoint=False)
def receive(
    envelope: Envelope,
    *,
    inbox: Inbox,
    at: datetime | None = None,
    kept: Sequence[KeptFile] | None = None,
    quiet: bool = False,
) -> Received:
    """File a customer's message: recognise, thread, clean, store, and tell the journal.

    `at` is the trusted arrival, never the sender's own clock. `kept` are the enclosures if they
    are stored already. `quiet` files history: nothing is promised, acknowledged or asked.
    """
    at = at or clock.now()
    if kept is None:
        kept = keep_enclosures(envelope.enclosures)
    language = envelope.language or language_of(f"{envelope.subject}\n{envelope.text}")
    contact = recognise(
        value=envelope.sender_address, name=envelope.sender_name, language=language
    ).contact
    tell = partial(emit, by=Actor.contact(contact), at=at, quiet=quiet)
    robot = envelope.robot is Robot.AUTO_REPLY
    place = place_of(envelope, inbox, contact, at, always_continue=robot)
    if place.conversation is None:
        return _begin(envelope, inbox, contact, at, kept, tell, place)
    tell = partial(tell, carrying=place.conversation)
    return _go_on(envelope, place.conversation, contact, at, kept, tell)


def _begin(
    envelope: Envelope,
    inbox: Inbox,
    contact: Contact,
    at: datetime,
    kept: Sequence[KeptFile],
    tell: Tell,
    place: Place,
) -> Received:
    conversation = Conversation(
        inbox=inbox,
        team_id=inbox.team_id,
        contact=contact,
        channel=inbox.channel,
        address=envelope.sender_address[:320],
        subject=one_line(envelope.subject, 250),
        language=contact.language or inbox.language,
        follows=place.follows,
        mentions=place.mentions,
        preview=preview_of(envelope.text),
        created_at=at,
        last_message_at=at,
        first_asked_at=at,
    )
    changes.create(conversation)
    tell = partial(tell, carrying=conversation)
    message = _incoming(envelope, conversation, contact, at, kept)
    tell(ConversationStarted(conversation.pk, conversation.team_id, contact.pk))
    _tell_of(envelope, conversation, message, tell, before=Status.NEW, first=True)
    return Received(message, conversation, new=True)


def _go_on(
    envelope: Envelope,
    conversation: Conversation,
    contact: Contact,
    at: datetime,
    kept: Sequence[KeptFile],
    tell: Tell,
) -> Received:
    message = _incoming(envelope, conversation, contact, at, kept)
    if envelope.robot is Robot.AUTO_REPLY:
        changes.change(conversation)
        tell(AutomaticReplyReceived(conversation.pk, conversation.team_id, message.pk))
    else:
        before = conversation.status
        _hear(conversation, message, at, tell)
        _tell_of(envelope, conversation, message, tell, before=before, first=False)
    return Received(message, conversation, new=False)


def _tell_of(
    envelope: Envelope,
    conversation: Conversation,
    message: Message,
    tell: Tell,
    *,
    before: str,
    first: bool,
) -> None:
    tell(
        MessageReceived(
            conversation.pk,
            conversation.team_id,
            message.pk,
            first=first,
            acknowledge=first and envelope.robot is Robot.NONE,
            before=before,
            after=conversation.status,
        )
    )


def _incoming(
    envelope: Envelope,
    conversation: Conversation,
    contact: Contact,
    at: datetime,
    kept: Sequence[KeptFile],
) -> Message:
    text = without_nul(envelope.text)[:LONGEST_TEXT]
    message = Message(
        conversation=conversation,
        kind=MessageKind.INCOMING,
        automatic=envelope.robot is Robot.AUTO_REPLY,
        contact=contact,
        at=at,
        address=envelope.sender_address[:320],
        subject=one_line(envelope.subject, 250),
        text=text,
        html=html_of(text) if text or not envelope.html else clean_html(envelope.html),
        quoted=without_nul(envelope.quoted)[:LONGEST_TEXT],
        external_id=envelope.external_id[:LONGEST_NAME],
    )
    rows.insert(message)
    attach(message, kept)
    return message


def _hear(conversation: Conversation, message: Message, at: datetime, tell: Tell) -> None:
    """The customer wrote again: what waited or was resolved is open again."""
    was_resolved = conversation.status == Status.RESOLVED
    goes_on = conversation.status in (Status.WAITING, Status.RESOLVED)
    changes.change(
        conversation,
        status=Status.OPEN if goes_on else conversation.status,
        unread=True,
        address=message.address,
        preview=preview_of(message.text),
        last_message_at=max(at, conversation.last_message_at),
        resolved_at=None,
        without_reply=False,
    )
    if was_resolved:
        tell(ConversationReopened(conversation.pk, conversation.team_id, conversation.status))
