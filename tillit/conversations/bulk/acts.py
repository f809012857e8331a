"""What can be done to many conversations, each time by the verb that does it to one.

An act returns what it takes to undo it, or None when there was nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tillit import clock
from tillit.conversations import actions, merging, properties, snoozing, spam
from tillit.conversations.actions import NotYet
from tillit.conversations.macros.moments import until
from tillit.conversations.models import Conversation, MacroSnooze, Merge, Shelf, Tag
from tillit.conversations.properties import NotThat
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

Value = dict[str, Any]
Before = dict[str, Any]


class CannotBe(Exception):
    """It cannot be done to this conversation; the word says why, see `telling`."""


@dataclass(frozen=True)
class Act:
    """Something that is done to one conversation after the other, and how it is taken back."""

    do: Callable[[Conversation, Value, Actor], Before | None]
    undo: Callable[[Conversation, Value, Before, Actor], bool]


def _assign(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    number = value["agent"]
    if conversation.assignee_id == number:
        return None
    to = _colleague(conversation, number) if number else None
    before = conversation.assignee_id
    actions.assign(conversation=conversation, to=to, by=by)
    return {"agent": before}


def _colleague(conversation: Conversation, number: int) -> Agent:
    agent = Agent.objects.filter(pk=number, is_active=True).first()
    if agent is None or conversation.team_id not in agent.team_ids:
        raise CannotBe("not_in_team")
    if not may(agent, Verb.ANSWER):
        raise CannotBe("may_not_answer")
    return agent


def _unassign(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    if conversation.assignee_id != value["agent"]:
        return False
    try:
        to = _colleague(conversation, before["agent"]) if before["agent"] else None
    except CannotBe:
        return False
    actions.assign(conversation=conversation, to=to, by=by)
    return True


def _move(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    if conversation.team_id == value["team"]:
        return None
    team = Team.objects.filter(pk=value["team"]).first()
    if team is None:
        raise CannotBe("gone")
    before = {"team": conversation.team_id, "agent": conversation.assignee_id}
    properties.move(conversation=conversation, to=team, by=by)
    return before


def _move_back(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    team = Team.objects.filter(pk=before["team"]).first()
    if conversation.team_id != value["team"] or team is None:
        return False
    properties.move(conversation=conversation, to=team, by=by)
    conversation.refresh_from_db()
    _unassign(conversation, {"agent": conversation.assignee_id}, before, by)
    return True


def _tag(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    there = set(conversation.tags.values_list("pk", flat=True))
    try:
        tag = properties.add_tag(conversation=conversation, name=value["tag"], by=by)
    except NotThat as problem:
        raise CannotBe("many_tags") from problem
    return None if tag.pk in there else {"tag": tag.pk}


def _tag_off(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    if not conversation.tags.filter(pk=before["tag"]).exists():
        return False
    properties.remove_tag(conversation=conversation, tag=before["tag"], by=by)
    return True


def _untag(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    tag: Tag | None = conversation.tags.filter(name__iexact=value["tag"]).first()
    if tag is None:
        return None
    properties.remove_tag(conversation=conversation, tag=tag.pk, by=by)
    return {"tag": tag.name}


def _tag_again(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    try:
        return _tag(conversation, before, by) is not None
    except CannotBe:
        return False


def _resolve(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    if not conversation.is_open:
        return None
    try:
        actions.resolve(conversation=conversation, by=by)
    except NotYet as problem:
        raise CannotBe("fields") from problem
    return {}


def _open_again(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    return _reopen(conversation, value, by) is not None


def _reopen(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    if conversation.shelf != Shelf.RESOLVED:
        return None
    actions.reopen(conversation=conversation, by=by)
    return {}


def _resolve_again(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    """Quietly: the customer was asked when it was resolved first."""
    try:
        actions.resolve(conversation=conversation, by=by, no_reply_needed=True)
    except NotYet:
        return False
    return conversation.is_open


def _prioritise(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    before = conversation.priority
    if before == value["priority"]:
        return None
    _set_priority(conversation, value["priority"], by)
    return {"priority": before}


def _priority_back(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    if conversation.priority != value["priority"]:
        return False
    _set_priority(conversation, before["priority"], by)
    return True


def _set_priority(conversation: Conversation, value: str, by: Actor) -> None:
    properties.choose(conversation=conversation, name="priority", value=value, by=by)


def _snooze(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    """Each by the clock on the wall of its own inbox."""
    if not conversation.is_open:
        raise CannotBe("not_open")
    had = conversation.snoozed_until
    before = {"until": had.isoformat() if had else "", "reply": conversation.snoozed_until_reply}
    at = until(value["snooze"], conversation, clock.now())
    waits = value["snooze"] == MacroSnooze.REPLY
    snoozing.snooze(conversation=conversation, until=at, until_reply=waits, by=by)
    return before


def _wake(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    if not conversation.is_snoozed:
        return False
    at = clock.read(before["until"])
    if at or before["reply"]:
        snoozing.snooze(conversation=conversation, until=at, until_reply=before["reply"], by=by)
    else:
        snoozing.wake(conversation=conversation, by=by)
    return True


def _spam(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    if conversation.shelf == Shelf.SPAM:
        return None
    spam.mark(conversation=conversation, by=by)
    return {}


def _no_spam(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    if conversation.shelf != Shelf.SPAM:
        return None
    spam.unmark(conversation=conversation, by=by)
    return {}


def _merge(conversation: Conversation, value: Value, by: Actor) -> Before | None:
    """Into the oldest of them; only what the same customer wrote."""
    if conversation.pk == value["into"]:
        return None
    target = Conversation.objects.filter(pk=value["into"]).first()
    if target is None or target.shelf in (Shelf.MERGED, Shelf.SPAM):
        raise CannotBe("merged")
    if target.contact_id != conversation.contact_id:
        raise CannotBe("other_customer")
    try:
        return {"merge": merging.merge(source=conversation, into=target, by=by).pk}
    except NotThat as problem:
        raise CannotBe("merged") from problem


def _unmerge(conversation: Conversation, value: Value, before: Before, by: Actor) -> bool:
    merge = Merge.objects.filter(pk=before["merge"], undone_at=None).first()
    if merge is None:
        return False
    merging.unmerge(merge=merge, by=by)
    return True


MERGE = "merge"
ACTS = {
    "assign": Act(_assign, _unassign),
    "team": Act(_move, _move_back),
    "tag": Act(_tag, _tag_off),
    "untag": Act(_untag, _tag_again),
    "resolve": Act(_resolve, _open_again),
    "reopen": Act(_reopen, _resolve_again),
    "priority": Act(_prioritise, _priority_back),
    "snooze": Act(_snooze, _wake),
    "spam": Act(_spam, lambda found, value, before, by: _no_spam(found, value, by) is not None),
    "no-spam": Act(_no_spam, lambda found, value, before, by: _spam(found, value, by) is not None),
    MERGE: Act(_merge, _unmerge),
}
