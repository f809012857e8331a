"""Pages of conversations: keyset paging over one index, team by team, so size does not matter."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit import clock
from tillit.conversations.channels import channel_of
from tillit.conversations.models import STILL_OPEN, Conversation, KeptDraft, Shelf
from tillit.conversations.standing import LONGEST_WAIT, MOST_URGENT, StandingView
from tillit.journal import rows
from tillit.people.models import Agent, Contact
from tillit.ui.templatetags.ui import icon, instant

PAGE = 40
SHOWN = (
    "version", "subject", "preview", "unread", "channel", "last_message_at", "next_due_from",
    "warn_at", "next_due_at", "contact_id",
)  # fmt: skip
"""The columns that a row of a list shows."""


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


class Entry(NamedTuple):
    """What orders and names a row; the row itself is made of a conversation, once.

    When it `waits`, its instant is since when.
    """

    at: datetime
    id: int
    version: int
    contact_name: str
    has_draft: bool = False
    waits: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a view; `next` is empty on the last one."""

    entries: list[Entry]
    next: Place | None


def page_of(view: StandingView, agent: Agent, *, after: Place | None = None) -> Page:
    """The conversations of a view that the agent may see, from a place on.

    Each team is read in the order of its own index, and the pages are merged: one query with all
    teams would have to sort every conversation. What is most urgent is read shelf by shelf as well.
    """
    places = list(itertools.islice(_merged(view, agent, after), PAGE + 1))
    more = len(places) > PAGE
    entries = _told(places[:PAGE], agent, waiting=view.order == LONGEST_WAIT)
    return Page(entries, Place(entries[-1].at, entries[-1].id) if more else None)


def _merged(view: StandingView, agent: Agent, after: Place | None) -> Iterator[tuple[Any, ...]]:
    if view.order == MOST_URGENT:
        return _most_urgent(agent, after)
    if view.order == LONGEST_WAIT:
        return heapq.merge(*(_waiting_for(team, after) for team in agent.team_ids))
    return _newest(view, agent, after)


_PLACE = ("last_message_at", "id", "version", "contact_id")
_OLDER = "(last_message_at < %s OR (last_message_at = %s AND id < %s)) AND last_message_at <= %s"


def _newest(view: StandingView, agent: Agent, after: Place | None) -> Iterator[tuple[Any, ...]]:
    found = (_of_team(view, agent, team, after) for team in agent.team_ids)
    return heapq.merge(*found, reverse=True)


def _of_team(
    view: StandingView, agent: Agent, team: int, after: Place | None
) -> list[tuple[Any, ...]]:
    where, values = view.condition(agent)
    asked, given = f"team_id = %s AND {where}", [team, *values]
    if after:
        at, number = rows.stored(after.at), min(after.id, rows.LARGEST_KEY)
        asked, given = f"{asked} AND {_OLDER}", [*given, at, at, number, at]
    statement = f"{asked} ORDER BY last_message_at DESC, id DESC LIMIT {PAGE + 1}"
    return rows.values(Conversation, _PLACE, statement, given)


_WAIT = ("waits_since", "id", "version", "contact_id")
_SHORTER = "(waits_since > %s OR (waits_since = %s AND id > %s)) AND waits_since >= %s"


def _waiting_for(team: int, after: Place | None) -> list[tuple[Any, ...]]:
    """Those who wait for a team, the longest wait first."""
    asked, given = "team_id = %s AND waits_since IS NOT NULL", [team]
    if after:
        at, number = rows.stored(after.at), min(after.id, rows.LARGEST_KEY)
        asked, given = f"{asked} AND {_SHORTER}", [*given, at, at, number, at]
    statement = f"{asked} ORDER BY waits_since, id LIMIT {PAGE + 1}"
    return rows.values(Conversation, _WAIT, statement, given)


def _most_urgent(agent: Agent, after: Place | None) -> Iterator[tuple[Any, ...]]:
    """What can still be saved, the soonest first; then what is late, the longest first."""
    now = clock.now()
    found = (_urgent_on(team, shelf, now, after) for team in agent.team_ids for shelf in STILL_OPEN)
    return heapq.merge(*found, key=lambda place: (place[0] <= now, place[0], place[1]))


_DUE = ("next_due_at", "id", "version", "contact_id")
# "IS TRUE" keeps the database from reading all that is at risk in order to sort it.
_SAVEABLE = "next_due_at > %s AND (warn_at <= %s) IS TRUE"
_LATE = "next_due_at <= %s"
_LATER = "(next_due_at > %s OR (next_due_at = %s AND id > %s)) AND next_due_at >= %s"


def _urgent_on(
    team: int, shelf: Shelf, now: datetime, after: Place | None
) -> list[tuple[Any, ...]]:
    is_late = after is not None and after.at <= now
    instant = rows.stored(now)
    saveable = [] if is_late else _due(team, shelf, _SAVEABLE, [instant, instant], after)
    if len(saveable) > PAGE:
        return saveable
    return saveable + _due(team, shelf, _LATE, [instant], after if is_late else None)


def _due(
    team: int, shelf: Shelf, which: str, values: list[Any], after: Place | None
) -> list[tuple[Any, ...]]:
    asked, given = f"team_id = %s AND shelf = %s AND {which}", [team, shelf.value, *values]
    if after:
        at, number = rows.stored(after.at), min(after.id, rows.LARGEST_KEY)
        asked, given = f"{asked} AND {_LATER}", [*given, at, at, number, at]
    return rows.values(
        Conversation, _DUE, f"{asked} ORDER BY next_due_at, id LIMIT {PAGE + 1}", given
    )


def _told(places: list[tuple[Any, ...]], agent: Agent, *, waiting: bool = False) -> list[Entry]:
    """The same with what is not in the row of the conversation itself.

    A place is the instant, number and version of a conversation, and the number of its contact.
    """
    contacts = list({contact for _at, _id, _version, contact in places})
    among = f"id IN ({rows.marks(contacts)})"
    names = dict(rows.values(Contact, ("id", "name"), among, contacts))
    numbers = [number for _at, number, _version, _contact in places]
    begun = f"agent_id = %s AND conversation_id IN ({rows.marks(numbers)})"
    drafts = rows.values(KeptDraft, ("conversation_id",), begun, [agent.pk, *numbers])
    drafted = {number for (number,) in drafts}
    return [
        Entry(at, number, version, names[contact], number in drafted, waiting)
        for at, number, version, contact in places
    ]


@dataclass(frozen=True)
class Chip:
    """What a row shows of the next promise."""

    started_at: datetime
    warn_at: datetime
    due_at: datetime
    state: str = "running"


_ITEM = '<li class="row-item" id="row-{}" data-version="{}"{}>{}{}{}</li>\n'


def rows_of(entries: list[Entry], *, selected: int | None) -> SafeString:
    """The rows of these entries; each is made once per language and version, then kept.

    Nothing in a row depends on who looks, but for the mark of the one that is open, and that of a
    draft of one's own. The customer's name may be learnt without a new version.
    """
    language = get_language()
    keys = {
        entry.id: f"row:{language}:{entry.id}:{entry.version}:{crc32(entry.contact_name.encode())}"
        for entry in entries
    }
    kept = caches["process"].get_many(keys.values())
    made = _made([number for number, key in keys.items() if key not in kept])
    if made:
        caches["process"].set_many({keys[number]: html for number, html in made.items()})
    mark = {selected: " data-ui-current"}
    draft = format_html('<span class="row-draft">{}</span>', _("Draft"))
    # Ids and versions are numbers, and the rows come from our own template.
    items = [
        _ITEM.format(
            entry.id,
            f"{entry.version}{'d' if entry.has_draft else ''}",
            mark.get(entry.id, ""),
            html,
            _wait_of(entry) if entry.waits else "",
            draft if entry.has_draft else "",
        )
        for entry in entries
        if (html := kept.get(keys[entry.id]) or made.get(entry.id))
    ]
    return mark_safe("".join(items))


def _wait_of(entry: Entry) -> SafeString:
    said, since = _("The customer has written since"), instant(entry.at, "ago")
    # The age alone is seen; whoever listens hears what it is.
    words = '<span class="row-wait"><span class="visually-hidden">{} </span>{}{}</span>'
    return format_html(words, said, icon("hourglass", "small"), since)


def _made(numbers: list[int]) -> dict[int, str]:
    if not numbers:
        return {}
    shown = rows.select(Conversation, f"id IN ({rows.marks(numbers)})", numbers, only=SHOWN)
    rows.attach_one(shown, "contact", only=("name",))
    return {conversation.pk: _html_of(conversation) for conversation in shown}


def _html_of(conversation: Conversation) -> str:
    return render_to_string("conversations/row.html", {"row": shown_row(conversation)}).strip()


def shown_row(conversation: Conversation) -> dict[str, Any]:
    """What `conversations/row.html` shows of a conversation."""
    channel = channel_of(conversation.channel)
    return {
        "number": conversation.pk,
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
