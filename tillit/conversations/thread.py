"""A conversation as the page shows it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.conversations.channels import channel_of
from tillit.conversations.models import Conversation, Status
from tillit.conversations.timeline import items_of
from tillit.hours.home import home_zone
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team
from tillit.ui import panels

OWING = (Status.NEW, Status.OPEN)
"""In these statuses the next step is ours."""


@dataclass(frozen=True)
class Draft:
    """What was typed, to be shown again after something went wrong."""

    text: str = ""
    kind: str = "reply"
    error: str = ""


def shown(
    conversation: Conversation,
    agent: Agent,
    *,
    view: str,
    draft: Draft | None = None,
    whole: bool = False,
) -> dict[str, Any]:
    """Everything that `conversations/thread.html` needs."""
    channel = channel_of(conversation.channel)
    agents = list(Agent.objects.order_by("name").only("id", "name", "is_active"))
    names = {one.pk: one.name for one in agents}
    items, cut = items_of(conversation, names, zone=ZoneInfo(home_zone()), whole=whole)
    here = f"{reverse('conversations:view', args=[view])}?conversation={conversation.pk}"
    strip = panels.sections("conversation.promises", conversation, agent)
    return {
        "id": conversation.pk,
        "version": conversation.version,
        "number": f"#{conversation.pk}",
        "subject": conversation.subject or f"#{conversation.pk}",
        "url": here,
        "live_url": f"{here}&version={conversation.version}",
        "topic": f"conversation.{conversation.pk}",
        "list_url": reverse("conversations:view", args=[view]),
        "channel": channel.name,
        "channel_icon": channel.icon,
        "opened_at": conversation.created_at,
        "resolved_at": conversation.resolved_at,
        "assignee": conversation.assignee,
        "may_act": True,
        "me": agent,
        "agents": _colleagues(conversation, agents, without=agent),
        "unread": conversation.unread,
        "reading_url": _action("reading", conversation, view),
        "assignment_url": _action("assignment", conversation, view),
        "resolution_url": _action("resolution", conversation, view),
        "reopening_url": _action("reopening", conversation, view),
        "owes_reply": conversation.status in OWING,
        "promises": strip[0].data if strip else [],
        "timeline": items,
        "earlier_url": f"{here}&whole=1" if cut else "",
        "composer": _composer(conversation, agent, view, draft or Draft()),
        "panel": _panel(conversation, agent),
    }


def _action(name: str, conversation: Conversation, view: str) -> str:
    return f"{reverse(f'conversations:{name}', args=[conversation.pk])}?view={view}"


def _colleagues(conversation: Conversation, agents: list[Agent], *, without: Agent) -> list[Agent]:
    """Those who could take it: the active members of its team."""
    members = set(
        Team.members.through.objects.filter(team=conversation.team_id).values_list(
            "agent_id", flat=True
        )
    )
    return [one for one in agents if one.pk in members and one.is_active and one.pk != without.pk]


def _composer(conversation: Conversation, agent: Agent, view: str, draft: Draft) -> dict[str, Any]:
    return {
        "url": _action("messages", conversation, view),
        "key": str(uuid.uuid4()),
        "draft_key": f"agent.{agent.pk}.conversation.{conversation.pk}",
        "to": conversation.address,
        "first_name": conversation.contact.name.split(" ")[0],
        "kind": draft.kind,
        "text": draft.text,
        "error": draft.error,
        "max_size": filesizeformat(settings.TILLIT_MAX_UPLOAD),
    }


def _panel(conversation: Conversation, agent: Agent) -> dict[str, Any]:
    contact = conversation.contact
    language = dict(LANGUAGES).get(contact.language or conversation.language, "")
    facts: list[dict[str, Any]] = [{"label": _("E-mail"), "value": conversation.address}]
    if language:
        facts.append({"label": _("Language"), "value": language})
    facts.append({"label": _("Customer since"), "value": "", "instant": contact.created_at})
    organization = contact.organization.name if contact.organization else ""
    return {
        "customer": {
            "name": contact.name,
            "id": contact.pk,
            "organization": organization,
            "facts": facts,
        },
        "sections": panels.sections("conversation", conversation, agent),
    }
