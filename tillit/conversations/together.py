"""Who else is at a conversation just now."""

from __future__ import annotations

from typing import Any

from tillit.conversations.models import Conversation
from tillit.people.models import Agent, Doing
from tillit.people.presence import others_at
from tillit.ui.addresses import url_of


def place_of(conversation: Conversation) -> str:
    """What the place is called."""
    return f"conversation.{conversation.pk}"


def shown(conversation: Conversation, agent: Agent) -> dict[str, Any]:
    """Those colleagues who may see it as well, and what they do."""
    here = others_at(place_of(conversation), than=agent)
    seeing = [one for one in here if conversation.team_id in one.agent.team_ids]
    return {
        "url": url_of("conversations:presence", conversation.pk),
        "people": [
            {"id": one.agent_id, "name": one.agent.name, "idle": one.doing == Doing.IDLE}
            for one in seeing
        ],
        "typing": [one.agent.first_name for one in seeing if one.doing == Doing.TYPING],
    }
