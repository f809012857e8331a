"""The marks of a conversation in the index: who may find it, and which filters let it through."""

from __future__ import annotations

from collections.abc import Iterable

from tillit.conversations.models import Conversation, Shelf
from tillit.people.models import Agent
from tillit.search.finding import marked
from tillit.search.kinds import mark
from tillit.search.store.asking import Clause

UNREAD, UNASSIGNED, WITH_FILES = "is_unread", "is_unassigned", "has_attachment"
OPEN, SNOOZED, RESOLVED, SPAM, MERGED = (
    mark("is", shelf.value)
    for shelf in (Shelf.OPEN, Shelf.SNOOZED, Shelf.RESOLVED, Shelf.SPAM, Shelf.MERGED)
)


def of(conversation: Conversation, *, files: bool) -> list[str]:
    """All marks of a conversation."""
    assignee = conversation.assignee_id
    return [
        team(conversation.team_id),
        inbox(conversation.inbox_id),
        mark("is", conversation.shelf),
        *([OPEN] if conversation.is_open else []),
        assigned(assignee) if assignee is not None else UNASSIGNED,
        *([UNREAD] if conversation.unread else []),
        *([WITH_FILES] if files else []),
    ]


def team(number: int) -> str:
    """Belongs to a team, whose members may find it."""
    return mark("team", number)


def inbox(number: int) -> str:
    """Came to an inbox."""
    return mark("inbox", number)


def assigned(agent: int) -> str:
    """Somebody has it."""
    return mark("assignee", agent)


def visible_to(agent: Agent) -> Clause:
    """What this agent may find; for somebody without a team that is nothing."""
    return any_of(team(number) for number in agent.team_ids)


def any_of(marks: Iterable[str]) -> Clause:
    """At least one of these marks; of none, nothing at all."""
    return marked(*(list(marks) or [mark("nothing")]))
