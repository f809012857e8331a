"""Making one conversation of two, and two of one again exactly as they were.

The messages move, with their files; the journal stays where it was written, and the timeline of the
target tells both. What customers answer to the source finds the target by `root_of`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.case_events import (
    ConversationAbsorbed,
    ConversationMerged,
    ConversationReturned,
    ConversationUnmerged,
)
from tillit.conversations.models import Conversation, KeptDraft, Merge, Message, Status
from tillit.conversations.properties import NotThat
from tillit.conversations.ties import lock_both
from tillit.conversations.turns import OURS
from tillit.journal.recording import emit
from tillit.people.actor import Actor

DEEPEST = 20
_INSTANTS = (
    "resolved_at", "last_message_at", "first_asked_at", "snoozed_until", "check_back_at",
)  # fmt: skip
_KEPT = (
    "status", "resolved_at", "without_reply", "unread", "preview", "last_message_at",
    "first_asked_at", "snoozed_until", "snoozed_until_reply", "check_back_at", "merged_into_id",
)  # fmt: skip


def root_of(conversation: Conversation) -> Conversation:
    """The conversation that it went into, and that one, until one that stands by itself."""
    for _step in range(DEEPEST):
        if conversation.merged_into is None:
            break
        conversation = conversation.merged_into
    return conversation


@transaction.atomic
def merge(*, source: Conversation, into: Conversation, by: Actor) -> Merge:
    """Let one conversation go into another, with its messages and what we owe.

    Raises:
        NotThat: they are the same, one of them went into another already, or the target is spam.
    """
    if source.pk == into.pk:
        raise NotThat(source.pk)
    source, target = lock_both(source.pk, into.pk)
    if Status.MERGED in (source.status, target.status) or target.status == Status.SPAM:
        raise NotThat(source.pk)
    merge = _remember(source, target)
    before, was = source.status, target.status
    _close(source, target)
    _take_in(target, merge)
    fact = ConversationMerged(source.pk, source.team_id, target.pk, merge.pk, before)
    emit(fact, by=by, at=merge.at, carrying=source)
    told = ConversationAbsorbed(target.pk, target.team_id, source.pk, merge.pk, was, target.status)
    emit(told, by=by, at=merge.at, carrying=target)
    return merge


def _remember(source: Conversation, target: Conversation) -> Merge:
    return Merge.objects.create(
        source=source,
        target=target,
        at=clock.now(),
        messages=list(source.messages.order_by("id").values_list("pk", flat=True)),
        source_before=_written(source),
        target_before=_written(target),
        target_after={},
    )


def _close(source: Conversation, target: Conversation) -> None:
    changes.change(
        source,
        status=Status.MERGED,
        merged_into_id=target.pk,
        unread=False,
        snoozed_until=None,
        snoozed_until_reply=False,
        check_back_at=None,
    )


def _take_in(target: Conversation, merge: Merge) -> None:
    """The messages come in; what was still to be done there is to be done here."""
    before = merge.source_before
    Message.objects.filter(pk__in=merge.messages).update(conversation=target)
    fields: dict[str, Any] = {"unread": target.unread or before["unread"]}
    if (said_at := clock.read(before["last_message_at"])) and said_at > target.last_message_at:
        fields |= {"last_message_at": said_at, "preview": before["preview"]}
    if before["status"] in OURS:
        fields |= {"snoozed_until": None, "snoozed_until_reply": False}
        if target.status not in OURS:
            fields |= {"status": Status.OPEN, "resolved_at": None, "without_reply": False}
    changes.change(target, **fields)
    _bring_drafts(merge.source, target)
    merge.target_after = _written(target)
    merge.save(update_fields=["target_after"])


def _bring_drafts(source: Conversation, target: Conversation) -> None:
    """Half an answer goes on where it can be sent, unless there is another one."""
    there = KeptDraft.objects.filter(conversation=target).values("agent")
    KeptDraft.objects.filter(conversation=source).exclude(agent__in=there).update(
        conversation=target
    )


@transaction.atomic(savepoint=False)
def unmerge(*, merge: Merge, by: Actor) -> None:
    """Give back what came with a merge; what was said since stays where it was said."""
    source, target = lock_both(merge.source_id, merge.target_id)
    merge = Merge.objects.get(pk=merge.pk)
    if merge.undone_at is not None:
        return
    was = target.status
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    Message.objects.filter(pk__in=merge.messages, conversation=target).update(conversation=source)
    changes.change(source, **_read(merge.source_before))
    now = _written(target)
    unchanged = {name for name in _KEPT if now[name] == merge.target_after[name]}
    before = _read(merge.target_before)
    changes.change(target, **{name: before[name] for name in _KEPT if name in unchanged})
    fact = ConversationUnmerged(source.pk, source.team_id, target.pk, merge.pk, source.status)
    emit(fact, by=by, carrying=source)
    told = ConversationReturned(target.pk, target.team_id, source.pk, merge.pk, was, target.status)
    emit(told, by=by, carrying=target)


def _written(conversation: Conversation) -> dict[str, Any]:
    """The fields that a merge may change, as JSON keeps them."""
    values = {name: getattr(conversation, name) for name in _KEPT}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _read(written: dict[str, Any]) -> dict[str, Any]:
    return {
        name: clock.read(value) if name in _INSTANTS else value for name, value in written.items()
    }
