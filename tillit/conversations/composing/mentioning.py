"""Colleagues who are called by name in a note."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from tillit.conversations.composing.saved_replies import folded
from tillit.conversations.events import ColleagueMentioned
from tillit.conversations.models import Conversation, Mention, Message
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Role

MOST = 8


def may_see(conversation: Conversation) -> QuerySet[Agent]:
    """The active colleagues who see this conversation; nobody else can be called to it."""
    seeing = Q(teams=conversation.team_id) | Q(role=Role.ADMINISTRATOR)
    return Agent.objects.filter(seeing, is_active=True).distinct().order_by("name")


def matching_colleagues(sought: str, conversation: Conversation, agent: Agent) -> list[Agent]:
    """Colleagues whose name has a word that begins with what is sought."""
    wanted = f" {folded(sought)}"
    others = may_see(conversation).exclude(pk=agent.pk)
    return [one for one in others if wanted in f" {folded(one.name)}"][:MOST]


def mentioned_in(text: str, conversation: Conversation) -> Iterator[Agent]:
    """Those whose whole name stands after an @."""
    if "@" not in text:
        return
    whole = text.casefold()
    for colleague in sorted(may_see(conversation), key=lambda one: -len(one.name)):
        called = f"@{colleague.name.casefold()}"
        if called in whole:
            whole = whole.replace(called, "")
            yield colleague


def mention(conversation: Conversation, note: Message, by: Actor) -> None:
    """Tell of everybody whom a note calls; who writes cannot call himself or herself."""
    for colleague in mentioned_in(note.text, conversation):
        if colleague.pk == note.agent_id:
            continue
        _row, new = Mention.objects.get_or_create(message=note, agent=colleague)
        if new:
            fact = ColleagueMentioned(conversation.pk, conversation.team_id, note.pk, colleague.pk)
            emit(fact, by=by, carrying=conversation)
