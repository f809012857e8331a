"""`forward`: passing a message on to somebody else than the customer."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.models import Conversation, Message, MessageKind
from tillit.conversations.parties import Parties, Party
from tillit.conversations.recipients import WrongRecipient, checked, refuse_ourselves
from tillit.conversations.spine.copies import Copies, checked_copies
from tillit.conversations.spine.enclosures import KeptFile, attach
from tillit.conversations.spine.posting import queued_copy, said, said_before
from tillit.conversations.words import one_line, without_nul
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent

PURPOSE = "forward"


@transaction.atomic(savepoint=False)
def forward(
    *,
    original: Message,
    by: Actor,
    to: Party,
    cc: Sequence[Party] = (),
    text: str,
    quoted: str,
    agent: Agent | None = None,
    kept: Sequence[KeptFile] = (),
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    leaves_at: datetime | None = None,
) -> Message:
    """Send somebody a comment with a message of the conversation `quoted` below.

    `leaves_at` holds it until then, so that it can be undone. It is no answer: nothing of the
    conversation changes but that it was done. What comes back is filed here, as said by somebody
    else than the customer.

    Raises:
        ValueError: it is an internal note, or somebody cannot be written to.
    """
    at = at or clock.now()
    conversation = _opened(original)
    if already := said_before(submission):
        return already
    copies = _copies(conversation, to, cc)
    message = said(
        conversation,
        text,
        at,
        kind=MessageKind.FORWARD,
        agent=agent,
        quoted=without_nul(quoted),
        submission=submission,
        leaves_at=leaves_at,
        **_heading(original, conversation, copies),
    )
    attach(message, kept)
    changes.change(conversation)
    for delivery in copies.deliveries(message):
        fact = queued_copy(conversation, delivery)
        emit(fact, by=by, at=at, carrying=conversation, not_before=leaves_at)
    return message


def _opened(original: Message) -> Conversation:
    if original.is_note:
        raise ValueError("an internal note never leaves the house")
    return changes.lock(original.conversation_id)


def _copies(conversation: Conversation, to: Party, cc: Sequence[Party]) -> Copies:
    to = checked(to)
    if to.address.lower() == conversation.address.lower():
        raise WrongRecipient(_("This is the customer's own address; write a reply instead."))
    refuse_ourselves([to], conversation)
    return checked_copies(conversation, to, cc, ())


def _heading(original: Message, conversation: Conversation, copies: Copies) -> dict[str, Any]:
    return {
        "purpose": PURPOSE,
        "address": copies.to.address,
        "subject": _subject(original, conversation),
        "parties": Parties(to=(copies.to,), cc=copies.cc).written(),
    }


def _subject(original: Message, conversation: Conversation) -> str:
    subject = original.subject or conversation.subject or f"#{conversation.number}"
    return one_line(subject if subject.lower().startswith("fwd:") else f"Fwd: {subject}", 250)
