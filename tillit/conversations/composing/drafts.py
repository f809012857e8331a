"""Drafts: what an agent has begun to write, on whatever machine."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from tillit import clock
from tillit.conversations import files
from tillit.conversations.composing.written import LONGEST_TEXT
from tillit.conversations.models import Conversation, KeptDraft, Message
from tillit.conversations.spine import KeptFile
from tillit.conversations.words import without_nul
from tillit.journal import rows
from tillit.people.models import Agent


def kept(conversation: Conversation, agent: Agent) -> KeptDraft | None:
    """The words that wait here, if any do."""
    return rows.first(KeptDraft, agent_id=agent.pk, conversation_id=conversation.pk)


def keep(
    conversation: Conversation,
    agent: Agent,
    *,
    text: str,
    html: str = "",
    kept: Sequence[KeptFile] = (),
    note: bool,
    submission: uuid.UUID | None = None,
) -> KeptDraft | None:
    """Keep words; the last that come in stand, and none at all forget what was there.

    What was sent meanwhile (its `submission`) is not kept again: the page was only slow to tell.
    """
    if submission and Message.objects.filter(submission=submission).exists():
        return None
    if not text.strip() and not kept:
        forget(conversation, agent)
        return None
    draft, _created = KeptDraft.objects.update_or_create(
        agent=agent,
        conversation=conversation,
        defaults={
            "text": without_nul(text)[:LONGEST_TEXT],
            "html": html,
            "kept": [asdict(file) for file in kept],
            "note": note,
            "saved_at": clock.now(),
        },
    )
    return draft


def files_of(draft: KeptDraft) -> list[KeptFile]:
    """The files that wait with the words, as far as they are still here."""
    waiting: Sequence[KeptFile] = [KeptFile(**file) for file in draft.kept]
    return [file for file in waiting if files.path_of(file.sha256).exists()]


def forget(conversation: Conversation, agent: Agent) -> None:
    """Nothing waits here any more."""
    KeptDraft.objects.filter(agent=agent, conversation=conversation).delete()
