"""Where a message belongs: by token, by what it answers, by number with a known participant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tillit.conversations import changes, reply_tokens
from tillit.conversations.envelope import Envelope
from tillit.conversations.merging import root_of
from tillit.conversations.models import LEAVING, Conversation, Delivery, Inbox, Message
from tillit.conversations.spine.speakers import Speaker, speaker_in
from tillit.people.models import Contact

REOPEN_WINDOW = timedelta(days=14)
"""A customer's message reopens a resolved conversation this long; later a linked one begins."""
LONGEST_NAME = 250
MOST_REFERENCES = 50
MOST_NUMBERS = 5


@dataclass(frozen=True)
class Place:
    """Where a message goes: into `conversation`, or into a new one that follows or mentions one."""

    conversation: Conversation | None = None
    follows: Conversation | None = None
    mentions: Conversation | None = None
    speaker: Speaker = Speaker.CUSTOMER


def place_of(
    envelope: Envelope, inbox: Inbox, contact: Contact, at: datetime, *, always_continue: bool
) -> Place:
    """Find the conversation that an envelope belongs to.

    A number alone proves nothing: only somebody who has written in that conversation gets into it
    by naming it. Everybody else begins a conversation of their own, which says what it mentions.
    """
    known = _where_it_went(_by_token(envelope, inbox) or _by_reference(envelope, inbox))
    named = None if known else _where_it_went(_by_number(envelope, inbox))
    if known is None and named is not None and _takes_part(contact, named):
        known, named = named, None
    if known is None:
        return Place(mentions=named)
    speaker = speaker_in(known, contact, envelope)
    always_continue = always_continue or speaker is Speaker.BROUGHT_BY_US
    if always_continue or known.resolved_at is None or at - known.resolved_at < REOPEN_WINDOW:
        return Place(conversation=changes.lock(known.pk), speaker=speaker)
    return Place(follows=known)


def answers_something(envelope: Envelope, inbox: Inbox) -> bool:
    """Whether it answers, by token or reference, a message of this inbox."""
    return (_by_token(envelope, inbox) or _by_reference(envelope, inbox)) is not None


def is_ours(envelope: Envelope, inbox: Inbox) -> bool:
    """Whether this inbox has sent it itself: by a mark that we signed, or a name that we gave."""
    if any(reply_tokens.conversation_of(mark) is not None for mark in envelope.marks):
        return True
    name = envelope.external_id[:LONGEST_NAME]
    if not name:
        return False
    sent = Message.objects.filter(kind__in=LEAVING, conversation__inbox=inbox, external_id=name)
    told = Delivery.objects.filter(message__conversation__inbox=inbox, external_id=name)
    return sent.exists() or told.exists()


def _where_it_went(conversation: Conversation | None) -> Conversation | None:
    return root_of(conversation) if conversation else None


def _by_token(envelope: Envelope, inbox: Inbox) -> Conversation | None:
    numbers = (reply_tokens.conversation_of(token) for token in envelope.tokens)
    number = next((number for number in numbers if number is not None), None)
    return Conversation.objects.filter(pk=number, inbox=inbox).first() if number else None


def _by_reference(envelope: Envelope, inbox: Inbox) -> Conversation | None:
    names = [name[:LONGEST_NAME] for name in envelope.references[:MOST_REFERENCES] if name]
    if not names:
        return None
    messages = Message.objects.filter(external_id__in=names).order_by("-id")
    messages = messages.select_related("conversation")
    message = messages.filter(conversation__inbox=inbox).first()
    # It may have been ours before its conversation went into one of another inbox.
    message = message or messages.filter(conversation__absorbed__inbox=inbox).first()
    return message.conversation if message else None


def _by_number(envelope: Envelope, inbox: Inbox) -> Conversation | None:
    for number in envelope.numbers[:MOST_NUMBERS]:
        found = Conversation.objects.filter(pk=number, inbox=inbox).first()
        if found:
            return found
    return None


def _takes_part(contact: Contact, conversation: Conversation) -> bool:
    if conversation.contact_id == contact.pk:
        return True
    return conversation.messages.filter(contact=contact).exists()
