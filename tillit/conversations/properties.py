"""What a conversation is about: kind, stage, priority, team, tags, and those who follow it."""

from dataclasses import dataclass

from django.db import models, transaction

from tillit.conversations import changes
from tillit.conversations.case_events import (
    CaseTypeChanged,
    ConversationMoved,
    FollowerJoined,
    FollowerLeft,
    PriorityChanged,
    PropertyChanged,
    StageChanged,
    TagAdded,
    TagRemoved,
)
from tillit.conversations.models import CaseType, Conversation, Priority, Stage, Tag
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team

LONGEST_TAG = 40
MOST_TAGS = 30


class NotThat(Exception):
    """What was asked for cannot be; the words say why."""


@dataclass(frozen=True)
class Property:
    """A field of a conversation with a few values, and the fact that tells of its change."""

    name: str
    values: type[models.TextChoices]
    fact: type[PropertyChanged]


PROPERTIES = {
    one.name: one
    for one in (
        Property("case_type", CaseType, CaseTypeChanged),
        Property("stage", Stage, StageChanged),
        Property("priority", Priority, PriorityChanged),
    )
}


@transaction.atomic
def choose(*, conversation: Conversation, name: str, value: str, by: Actor) -> None:
    """Choose the value of a property.

    Raises:
        ValueError: there is no such value.
        KeyError: there is no such property.
    """
    chosen = PROPERTIES[name]
    value = str(chosen.values(value).value)
    conversation = changes.lock(conversation.pk)
    before = getattr(conversation, name)
    if before != value:
        changes.change(conversation, **{name: value})
        fact = chosen.fact(conversation.pk, conversation.team_id, before, value)
        emit(fact, by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def move(*, conversation: Conversation, to: Team, by: Actor) -> None:
    """Hand over to another team; an assignee who is not in it has it no longer."""
    conversation = changes.lock(conversation.pk)
    before, had = conversation.team_id, conversation.assignee
    if before == to.pk:
        return
    stays = had is not None and to.pk in had.team_ids
    changes.change(conversation, team_id=to.pk, assignee_id=had.pk if had and stays else None)
    fact = ConversationMoved(conversation.pk, to.pk, before, had.pk if had else None)
    emit(fact, by=by, carrying=conversation)


def tag_named(name: str) -> Tag:
    """The tag of this name, whatever its letters; a new one when there is none.

    Raises:
        NotThat: nothing is left of the name.
    """
    name = " ".join(name.replace("\x00", "").split()).lstrip("#")[:LONGEST_TAG].strip()
    if not name:
        raise NotThat(name)
    return Tag.objects.filter(name__iexact=name).first() or Tag.objects.create(name=name)


@transaction.atomic
def add_tag(*, conversation: Conversation, name: str, by: Actor) -> Tag:
    """Put a tag on a conversation.

    Raises:
        NotThat: it has no name, or there are too many already.
    """
    conversation = changes.lock(conversation.pk)
    tag, there = tag_named(name), set(conversation.tags.values_list("pk", flat=True))
    if tag.pk in there:
        return tag
    if len(there) >= MOST_TAGS:
        raise NotThat(name)
    conversation.tags.add(tag)
    changes.change(conversation)
    fact = TagAdded(conversation.pk, conversation.team_id, tag.pk)
    emit(fact, by=by, carrying=conversation)
    return tag


@transaction.atomic(savepoint=False)
def remove_tag(*, conversation: Conversation, tag: int, by: Actor) -> None:
    """Take a tag off."""
    conversation = changes.lock(conversation.pk)
    if conversation.tags.filter(pk=tag).exists():
        conversation.tags.remove(tag)
        changes.change(conversation)
        emit(TagRemoved(conversation.pk, conversation.team_id, tag), by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def follow(*, conversation: Conversation, agent: Agent, by: Actor) -> None:
    """Keep an eye on it."""
    conversation = changes.lock(conversation.pk)
    if not conversation.followers.filter(pk=agent.pk).exists():
        conversation.followers.add(agent)
        changes.change(conversation)
        fact = FollowerJoined(conversation.pk, conversation.team_id, agent.pk)
        emit(fact, by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def unfollow(*, conversation: Conversation, agent: Agent, by: Actor) -> None:
    """Follow it no longer."""
    conversation = changes.lock(conversation.pk)
    if conversation.followers.filter(pk=agent.pk).exists():
        conversation.followers.remove(agent)
        changes.change(conversation)
        fact = FollowerLeft(conversation.pk, conversation.team_id, agent.pk)
        emit(fact, by=by, carrying=conversation)
