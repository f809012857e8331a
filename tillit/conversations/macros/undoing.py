"""Undoing a macro: what it changed is as it was, but for what others have changed since."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tillit import clock
from tillit.conversations import actions, changes, holding, properties, snoozing
from tillit.conversations.case_events import MacroRunUndone
from tillit.conversations.models import Conversation, MacroUse, Message, Shelf, Status, Tag
from tillit.conversations.properties import PROPERTIES
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team

OPEN_IN_SOME_WAY = (Status.NEW, Status.OPEN, Status.WAITING, Status.ON_HOLD)


@transaction.atomic
def undo(*, use: MacroUse, by: Actor) -> bool:
    """Take back everything that a macro did; False when its reply has left already."""
    conversation = changes.lock(use.conversation_id)
    use = MacroUse.objects.get(pk=use.pk)
    if use.undone_at is not None:
        return True
    use.undone_at = clock.now()
    use.save(update_fields=["undone_at"])
    fact = MacroRunUndone(conversation.pk, conversation.team_id, use.macro_id, use.pk)
    emit(fact, by=by, carrying=conversation)
    _place(conversation, use, by)
    _matter(conversation, use, by)
    _people(conversation, use, by)
    unsaid = _words(use, by)
    _settle(use, withdrawn=unsaid and "message" in use.after)
    return unsaid


def _place(conversation: Conversation, use: MacroUse, by: Actor) -> None:
    """Where it stood: open, resolved or put off."""
    done, before = use.after, use.before
    if "resolved" in done:
        actions.reopen(conversation=conversation, by=by)
    if "snoozed" in done and _until(conversation) == done["snoozed"]:
        snoozing.wake(conversation=conversation, by=by)
    if "reopened" in done:
        actions.resolve(conversation=conversation, by=by, no_reply_needed=True)
    was_snoozed = before["snoozed_until"] or before["snoozed_until_reply"]
    if was_snoozed and ("resolved" in done or "snoozed" in done):
        snoozing.snooze(
            conversation=conversation,
            until=clock.read(before["snoozed_until"]),
            until_reply=before["snoozed_until_reply"],
            by=by,
        )


def _until(conversation: Conversation) -> str:
    now = changes.lock(conversation.pk)
    return now.snoozed_until.isoformat() if now.snoozed_until else ""


def _matter(conversation: Conversation, use: MacroUse, by: Actor) -> None:
    """What it was about."""
    done, now = use.after, changes.lock(conversation.pk)
    for name in PROPERTIES:
        if name in done and getattr(now, name) == done[name]:
            value = use.before[name]
            properties.choose(conversation=conversation, name=name, value=value, by=by)
    for number in done.get("added", ()):
        properties.remove_tag(conversation=conversation, tag=number, by=by)
    for tag in Tag.objects.filter(pk__in=done.get("removed", ())):
        properties.add_tag(conversation=conversation, name=tag.name, by=by)


def _people(conversation: Conversation, use: MacroUse, by: Actor) -> None:
    """Whose it was, and who followed it."""
    done, before = use.after, use.before
    now = changes.lock(conversation.pk)
    had = Agent.objects.filter(pk=before["assignee_id"], is_active=True).first()
    given = now.assignee_id == done.get("assignee", now.assignee_id)
    if "team" in done and now.team_id == done["team"]:
        team = Team.objects.get(pk=before["team_id"])
        properties.move(conversation=conversation, to=team, by=by)
    if given and ("assignee" in done or "team" in done):
        actions.assign(conversation=conversation, to=had, by=by)
    if "follows" in done:
        agent = Agent.objects.get(pk=done["follows"])
        properties.unfollow(conversation=conversation, agent=agent, by=by)


def _words(use: MacroUse, by: Actor) -> bool:
    """Unsay what it said; False when that has left already."""
    if note := _message(use, "note"):
        holding.take_back_note(note=note, by=by)
    if "message" not in use.after:
        return True
    reply = _message(use, "message")
    return reply is not None and holding.withdraw(message=reply, by=by) is not None


def _message(use: MacroUse, part: str) -> Message | None:
    return Message.objects.filter(
        pk=use.after.get(part), conversation=use.conversation_id, agent=use.agent_id
    ).first()


def _settle(use: MacroUse, *, withdrawn: bool) -> None:
    """The very status of before; and whoever had it only by replying has it no longer."""
    now, before = changes.lock(use.conversation_id), use.before
    fields: dict[str, Any] = {}
    was, is_now = before["status"], now.status
    placed = (withdrawn or "resolved" in use.after) and now.shelf != Shelf.SPAM
    if placed and was != is_now and was in OPEN_IN_SOME_WAY and is_now in OPEN_IN_SOME_WAY:
        fields["status"] = was
    if withdrawn and before["assignee_id"] is None and now.assignee_id == use.agent_id:
        fields["assignee_id"] = None
    if fields:
        changes.change(now, **fields)
