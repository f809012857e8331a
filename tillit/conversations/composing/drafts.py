"""Drafts: what an agent has begun to write, on whatever machine."""

from __future__ import annotations

import uuid

from tillit import clock
from tillit.conversations.models import Conversation, KeptDraft, Message
from tillit.people.models import Agent

LONGEST_DRAFT = 100_000


def kept(conversation: Conversation, agent: Agent) -> KeptDraft | None:
    """The words that wait here, if any do."""
    return KeptDraft.objects.filter(agent=agent, conversation=conversation).first()


def keep(
    conversation: Conversation,
    agent: Agent,
    *,
    text: str,
    note: bool,
    submission: uuid.UUID | None = None,
) -> KeptDraft | None:
    """Keep words; the last that come in stand, and none at all forget what was there.

    What was sent meanwhile (its `submission`) is not kept again: the page was only slow to tell.
    """
    if submission and Message.objects.filter(submission=submission).exists():
        return None
    if not text.strip():
        forget(conversation, agent)
        return None
    draft, _created = KeptDraft.objects.update_or_create(
        agent=agent,
        conversation=conversation,
        defaults={
            "text": text.replace("\x00", "")[:LONGEST_DRAFT],
            "note": note,
            "saved_at": clock.now(),
        },
    )
    return draft


def forget(conversation: Conversation, agent: Agent) -> None:
    """Nothing waits here any more."""
    KeptDraft.objects.filter(agent=agent, conversation=conversation).delete()
