"""Pages of conversations: keyset paging over one index, team by team, so size does not matter."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from django.core.cache import cache
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tillit.conversations.channels import channel_of
from tillit.conversations.models import Conversation
from tillit.conversations.standing import MOST_URGENT, StandingView
from tillit.people.models import Agent

PAGE = 40
_SHOWN = (
    "id", "version", "subject", "preview", "unread", "channel", "last_message_at", "next_due_from",
    "warn_at", "next_due_at", "contact__id", "contact__name",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a page begins: after this instant and this id."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.at.timestamp():.6f}-{self.id}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """The place that `str` wrote; None for anything else."""
        from datetime import UTC

        stamp, dash, number = text.rpartition("-")
        try:
            return cls(datetime.fromtimestamp(float(stamp), UTC), int(number)) if dash else None
        except (ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True)
class Page:
    """One page of a view; `next` is empty on the last one."""

    rows: list[Conversation]
    next: Place | None


def page_of(view: StandingView, agent: Agent, *, after: Place | None = None) -> Page:
    """The conversations of a view that the agent may see, from a place on.

    Each team is read in the order of its own index, and the pages are merged: one query with all
    teams would have to sort every conversation.
    """
    urgent = view.order == MOST_URGENT
    found = [_of_team(view, agent, team, after) for team in agent.team_ids]
    merged = heapq.merge(*found, key=lambda row: _key(row, view.order), reverse=not urgent)
    rows = [row for row, _index in zip(merged, range(PAGE + 1), strict=False)]
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Page(rows, Place(*_key(rows[-1], view.order)) if more else None)


def _key(row: Conversation, order: str) -> tuple[datetime, int]:
    return getattr(row, order.lstrip("-")), row.pk


def _of_team(
    view: StandingView, agent: Agent, team: int, after: Place | None
) -> list[Conversation]:
    column = view.order.lstrip("-")
    rows = Conversation.objects.filter(view.condition(agent), team=team)
    if view.order == MOST_URGENT:
        rows = rows.order_by(column, "id")
        beyond = "gt"
    else:
        rows = rows.order_by(f"-{column}", "-id")
        beyond = "lt"
    if after:
        same = Q(**{column: after.at, f"id__{beyond}": after.id})
        rows = rows.filter(Q(**{f"{column}__{beyond}": after.at}) | same)
        rows = rows.filter(**{f"{column}__{beyond}e": after.at})
    return list(rows.select_related("contact").only(*_SHOWN)[: PAGE + 1])


@dataclass(frozen=True)
class Chip:
    """What a row shows of the next promise."""

    started_at: datetime
    warn_at: datetime
    due_at: datetime
    state: str = "running"


_ITEM = '<li class="row-item" id="row-{}" data-version="{}"{}>{}</li>\n'


def rows_of(conversations: list[Conversation], *, selected: int | None) -> SafeString:
    """The rows of these conversations; each is made once per language and version, then kept.

    Nothing in a row depends on who looks, but for the mark of the one that is open. The customer's
    name may be learnt without a new version.
    """
    language = get_language()
    keys = {
        f"row:{language}:{row.pk}:{row.version}:{crc32(row.contact.name.encode())}": row
        for row in conversations
    }
    kept = cache.get_many(keys)
    made = {key: _html_of(row) for key, row in keys.items() if key not in kept}
    if made:
        cache.set_many(made)
    known = kept | made
    mark = {selected: " data-ui-current"}
    # Ids and versions are numbers, and the rows come from our own template.
    items = [
        _ITEM.format(row.pk, row.version, mark.get(row.pk, ""), known[key])
        for key, row in keys.items()
    ]
    return mark_safe("".join(items))


def _html_of(conversation: Conversation) -> str:
    return render_to_string("conversations/row.html", {"row": _shown(conversation)}).strip()


def _shown(conversation: Conversation) -> dict[str, Any]:
    channel = channel_of(conversation.channel)
    return {
        "url": f"?conversation={conversation.pk}",
        "name": conversation.contact.name,
        "person_id": conversation.contact.pk,
        "channel_icon": channel.icon,
        "channel": channel.name,
        "subject": conversation.subject or f"#{conversation.pk}",
        "preview": conversation.preview,
        "at": conversation.last_message_at,
        "unread": conversation.unread,
        "promise": chip_of(conversation),
    }


def chip_of(conversation: Conversation) -> Chip | None:
    """The promise that is due next, late ones included; None when nobody waits."""
    due, since, warn = (
        conversation.next_due_at,
        conversation.next_due_from,
        conversation.warn_at,
    )
    return Chip(since, warn, due) if due and since and warn else None
