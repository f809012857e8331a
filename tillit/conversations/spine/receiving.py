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
    OtherWrote,
    QuestionAnswered,
)
from tillit.conversations.language import language_of
from tillit.conversations.models import Conversation, Inbox, Message, MessageKind, Status
from tillit.conversations.parties import Parties
from tillit.conversations.snoozing import Waking, awaken
from tillit.conversations.spine.enclosures import KeptFile, attach, keep_enclosures
from tillit.conversations.spine.speakers import Speaker
from tillit.conversations.spine.threading import LONGEST_NAME, Place, place_of
from tillit.conversations.votes import question_behind, without_ways_to_answer
from tillit.conversations.words import clean_page, html_of, one_line, preview_of, without_nul
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.people.actions import recognise
from tillit.people.actor import Actor
from tillit.people.models import Contact

LONGEST_TEXT = 400_000
"""Characters of one message kept for reading; the raw parcel keeps everything."""

VOTE = "vote"
"""The purpose of a message that answers one of our automatic questions and says no more."""
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
    if place.follows and question_behind(envelope, place.follows, contact):
        # However old the conversation is that carried the question: nothing is begun by answering.
        place = Place(conversation=changes.lock(place.follows.pk))
    if place.conversation is None:
        return _begin(envelope, inbox, contact, at, kept, tell, place)
    tell = partial(tell, carrying=place.conversation)
    return _go_on(envelope, place.conversation, contact, at, kept, tell, place.speaker)


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
        address=envelope.address[:320],
        subject=one_line(envelope.subject, 250),
        language=contact.language or inbox.language,
        follows=place.follows,
        mentions=place.mentions,
        preview=preview_of(without_ways_to_answer(envelope.text)),
        created_at=at,
        last_message_at=at,
        first_asked_at=at,
        waits_since=None if envelope.robot is Robot.AUTO_REPLY else at,
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
    speaker: Speaker,
) -> Received:
    by_customer = speaker is Speaker.CUSTOMER
    asked = question_behind(envelope, conversation, contact) if by_customer else None
    purpose = VOTE if asked else ""
    message = _incoming(envelope, conversation, contact, at, kept, speaker.kind, purpose)
    if asked:
        # Nobody waits for an answer to it, so nothing of the conversation changes.
        changes.change(conversation)
        tell(QuestionAnswered(conversation.pk, conversation.team_id, message.pk, asked.pk))
    elif envelope.robot is Robot.AUTO_REPLY:
        changes.change(conversation)
        tell(AutomaticReplyReceived(conversation.pk, conversation.team_id, message.pk))
    else:
        before = conversation.status
        _hear(conversation, message, at, tell, speaker)
        if speaker is Speaker.BROUGHT_BY_US:
            after = conversation.status
            tell(OtherWrote(conversation.pk, conversation.team_id, message.pk, before, after))
        else:
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
            acknowledge=envelope.robot is Robot.NONE,
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
    kind: MessageKind = MessageKind.INCOMING,
    purpose: str = "",
) -> Message:
    text = without_nul(envelope.text)[:LONGEST_TEXT]
    message = Message(
        conversation=conversation,
        kind=kind,
        automatic=envelope.robot is Robot.AUTO_REPLY or bool(purpose),
        purpose=purpose,
        contact=contact,
        at=at,
        address=envelope.address[:320],
        subject=one_line(envelope.subject, 250),
        text=text,
        html=clean_page(without_nul(envelope.html)) if envelope.html else html_of(text),
        quoted=without_nul(envelope.quoted)[:LONGEST_TEXT],
        external_id=envelope.external_id[:LONGEST_NAME],
        parties=Parties(envelope.to, envelope.cc, envelope.reply_to).written(),
        signed=envelope.signed,
        encrypted=envelope.encrypted,
    )
    rows.insert(message)
    attach(message, kept)
    return message


def _hear(
    conversation: Conversation, message: Message, at: datetime, tell: Tell, speaker: Speaker
) -> None:
    """Somebody wrote again: what waited or was resolved is open again.

    Answers go where the customer writes from, never to others just because they spoke last.
    """
    if speaker is Speaker.CUSTOMER:
        customer = Actor.contact(message.contact or conversation.contact)
        awaken(conversation, Waking.CUSTOMER, by=customer, at=at)
    was_resolved = conversation.status == Status.RESOLVED
    goes_on = conversation.status in (Status.WAITING, Status.RESOLVED)
    goes_on |= conversation.status == Status.ON_HOLD and speaker is Speaker.CUSTOMER
    changes.change(
        conversation,
        status=Status.OPEN if goes_on else conversation.status,
        unread=True,
        address=message.address if speaker is Speaker.CUSTOMER else conversation.address,
        preview=preview_of(without_ways_to_answer(message.text)),
        last_message_at=max(at, conversation.last_message_at),
        resolved_at=None,
        without_reply=False,
        check_back_at=None,
    )
    if was_resolved:
        by_other = speaker is Speaker.BROUGHT_BY_US
        after = conversation.status
        tell(ConversationReopened(conversation.pk, conversation.team_id, after, by_other))
