"""What may be chosen for many conversations, and what somebody chose."""

from __future__ import annotations

from typing import Any

from tillit.conversations.bulk.acts import ACTS, MERGE, Value
from tillit.conversations.models import Conversation, MacroSnooze, Priority
from tillit.conversations.properties import LONGEST_TAG
from tillit.conversations.tagging import tags_known_to
from tillit.conversations.viewing.conditions import is_number
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

MOST_SUGGESTED = 200
SNOOZES = [one for one in MacroSnooze if one is not MacroSnooze.NONE]
TAGGING = ("tag", "untag")
_WORDLESS = {"resolve", "reopen", "spam", "no-spam", MERGE}


class NotChosen(Exception):
    """What was chosen is none of the choices."""


def offered(agent: Agent) -> dict[str, Any]:
    """What `conversations/bulk_bar.html` offers."""
    colleagues = Agent.objects.filter(teams__in=agent.team_ids, is_active=True)
    sees_some = Conversation.objects.visible_to(agent).exists()
    named = colleagues.exclude(pk=agent.pk).distinct().order_by("name")
    return {
        "may_take": may(agent, Verb.ANSWER),
        "me": agent,
        "agents": [one for one in named if may(one, Verb.ANSWER)],
        # Who sees a conversation may hand it over to any team, as beside the conversation itself.
        "teams": list(Team.objects.order_by("name").only("id", "name")) if sees_some else [],
        "priorities": Priority.choices,
        "snoozes": [(one.value, one.label) for one in SNOOZES],
        "tags": [tag.name for tag in tags_known_to(agent)[:MOST_SUGGESTED]],
    }


def value_of(act: str, chosen: str) -> Value:
    """What an act does, of what was chosen.

    Raises:
        NotChosen: nothing, or something that cannot be.
    """
    if act not in ACTS:
        raise NotChosen(act)
    if act in _WORDLESS:
        return {}
    if act == "assign":
        return {"agent": _number(chosen) if chosen else None}
    if act == "team":
        return {"team": _number(chosen)}
    if act in TAGGING:
        return {"tag": _tag(chosen)}
    return {act: _one_of(act, chosen)}


def _number(chosen: str) -> int:
    if not is_number(chosen):
        raise NotChosen(chosen)
    return int(chosen)


def _tag(chosen: str) -> str:
    name = " ".join(chosen.replace("\x00", "").split()).lstrip("#")[:LONGEST_TAG].strip()
    if not name:
        raise NotChosen(chosen)
    return name


def _one_of(act: str, chosen: str) -> str:
    known = Priority.values if act == "priority" else [one.value for one in SNOOZES]
    if chosen not in known:
        raise NotChosen(chosen)
    return chosen
