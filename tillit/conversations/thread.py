"""A conversation as the page shows it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from tillit import clock
from tillit.conversations import addressees, kept_files, later, together
from tillit.conversations.addresses import act_from, place_in
from tillit.conversations.aside import aside_of
from tillit.conversations.channels import channel_of
from tillit.conversations.composing import drafts
from tillit.conversations.composing.salutations import name_of
from tillit.conversations.composing.written import needs_the_editor
from tillit.conversations.customer_panel import panel_head
from tillit.conversations.models import Conversation, Status
from tillit.conversations.signing import signature
from tillit.conversations.spine import KeptFile
from tillit.conversations.timeline import Item, items_of
from tillit.hours.home import home_zone
from tillit.journal import rows
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may
from tillit.ui import panels
from tillit.ui.addresses import url_of

_OF_AGENTS = ("name", "role", "is_active", "availability", "availability_reason")
OWING = (Status.NEW, Status.OPEN)
"""In these statuses the next step is ours."""


@dataclass(frozen=True)
class Draft:
    """What was typed, to be shown again after something went wrong."""

    text: str = ""
    html: str = ""
    kind: str = "reply"
    error: str = ""
    kept: Sequence[KeptFile] = ()
    cc: str | None = None
    bcc: str = ""
    confirmed: Sequence[str] = ()
    saved_at: float | None = None


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
    agents = rows.select(Agent, "TRUE ORDER BY name", only=_OF_AGENTS)
    named = {one.pk: one for one in agents}
    items, cut = items_of(
        conversation, named, zone=ZoneInfo(home_zone()), whole=whole, agent=agent, view=view
    )
    strip = panels.sections("conversation.promises", conversation, agent)
    giving = panels.sections("conversation.assignee", conversation, agent)
    return {
        "id": conversation.pk,
        "version": conversation.version,
        "number": f"#{conversation.pk}",
        "subject": conversation.subject or f"#{conversation.pk}",
        **_addresses(conversation, view, cut=cut),
        "topic": f"conversation.{conversation.pk}",
        "channel": channel.name,
        "channel_icon": channel.icon,
        "opened_at": conversation.created_at,
        "giving": [section.data for section in giving],
        "resolved_at": conversation.resolved_at,
        "assignee": conversation.assignee,
        "may_act": may(agent, Verb.SORT, conversation.team_id) and not conversation.merged_into_id,
        **aside_of(conversation, agent, view, items),
        "may_take": may(agent, Verb.ANSWER),
        "me": agent,
        "agents": _colleagues(conversation, agents, without=agent),
        "unread": conversation.unread,
        "owes_reply": conversation.status in OWING and not _answered(items),
        "promises": strip[0].data if strip else [],
        "timeline": items,
        "composer": _composer(
            conversation, agent, view, draft or _begun(conversation, agent), seen=_newest(items)
        )
        if draft or not conversation.merged_into_id
        else None,
        "presence": together.shown(conversation, agent),
        "panel": _panel(conversation, agent),
    }


def _addresses(conversation: Conversation, view: str, *, cut: bool) -> dict[str, str]:
    """Where the conversation stands and what changes it; `cut` when there is more to read."""
    here = place_in(view, conversation.pk)
    acts = ("reading", "assignment", "resolution", "reopening")
    return {
        "url": here,
        "live_url": f"{here}&version={conversation.version}",
        "list_url": url_of("conversations:view", view),
        "earlier_url": f"{here}&whole=1" if cut else "",
        **{f"{act}_url": act_from(view, act, conversation.pk) for act in acts},
    }


def _answered(items: Sequence[Item]) -> bool:
    """Whether the customer has our answer, though somebody else's may be waiting to be read."""
    been = (item for item in items if not item.is_to_come)
    said = [item.kind for item in been if item.kind in ("customer", "agent")]
    return bool(said) and said[-1] == "agent"


def _colleagues(conversation: Conversation, agents: list[Agent], *, without: Agent) -> list[Agent]:
    """Those who could take it: the active members of its team."""
    of_team = rows.select(Team.members.through, "team_id = %s", [conversation.team_id])
    members = {one.agent_id for one in of_team}
    others = [one for one in agents if one.pk in members and one.pk != without.pk]
    return [one for one in others if one.is_active and may(one, Verb.ANSWER)]


def _begun(conversation: Conversation, agent: Agent) -> Draft:
    """What the agent has begun to write here, on whatever machine."""
    kept = drafts.kept(conversation, agent)
    if kept is None:
        return Draft()
    kind = "note" if kept.note else "reply"
    return Draft(
        text=kept.text,
        html=kept.html,
        kind=kind,
        kept=drafts.files_of(kept),
        saved_at=kept.saved_at.timestamp(),
    )


def _newest(items: Sequence[Item]) -> int:
    """The newest message that stands on the page."""
    return max((item.message_id for item in items), default=0)


def _composer(
    conversation: Conversation, agent: Agent, view: str, draft: Draft, *, seen: int
) -> dict[str, Any]:
    return {
        "url": act_from(view, "messages", conversation.pk),
        "key": str(uuid.uuid4()),
        "draft_key": f"agent.{agent.pk}.conversation.{conversation.pk}",
        "recipients": addressees.offered(conversation, draft.cc, draft.bcc),
        "signature": signature(conversation.inbox, agent),
        "seen": seen,
        "confirmed": draft.confirmed,
        "draft_url": url_of("conversations:draft", conversation.pk),
        "draft_at": "" if draft.saved_at is None else str(draft.saved_at),
        "insertions_url": url_of("conversations:insertions", conversation.pk),
        "macros_url": act_from(view, "macros_here", conversation.pk),
        "may_resolve": conversation.is_open and may(agent, Verb.SORT, conversation.team_id),
        "first_name": name_of(conversation).given or conversation.contact.name,
        "may_answer": may(agent, Verb.ANSWER),
        "kind": draft.kind if may(agent, Verb.ANSWER) else "note",
        "text": draft.text,
        "html": draft.html if needs_the_editor(draft.text, draft.html) else "",
        "uploads_url": url_of("conversations:uploads", conversation.pk),
        "pasted_url": url_of("conversations:pasted", conversation.pk),
        "error": draft.error,
        "kept": kept_files.offered(conversation, draft.kept),
        "later": later.choices(conversation, clock.now()),
        "zone": later.zone_name(conversation),
        "max_bytes": settings.TILLIT_MAX_UPLOAD,
        "max_size": filesizeformat(settings.TILLIT_MAX_UPLOAD),
    }


def _panel(conversation: Conversation, agent: Agent) -> dict[str, Any]:
    return {
        "customer": panel_head(conversation, agent),
        "sections": panels.sections("conversation", conversation, agent),
    }
