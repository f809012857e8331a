"""The standing views: one definition feeds the list and the number beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.conversations.models import STILL_OPEN, Conversation, Shelf, Tally
from tillit.journal import rows
from tillit.people.models import Agent

NEWEST, MOST_URGENT, LONGEST_WAIT = "-last_message_at", "next_due_at", "waits_since"


class Where(NamedTuple):
    """What stands behind WHERE in a statement about conversations, with its values."""

    sql: str
    values: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class StandingView:
    """A view that everybody has. `order` is the column of the list: the newest come first, the most
    urgent, or those who have waited longest.

    `letter` follows g on the keyboard; `short` is the label in the bar of phones, which shows only
    the views that have one.
    """

    key: str
    title: str | Promise
    icon: str
    condition: Callable[[Agent], Where]
    empty_title: str | Promise
    empty_text: str | Promise
    short: str | Promise = ""
    letter: str = ""
    tone: str = ""
    order: str = NEWEST


def _on(shelf: Shelf) -> Callable[[Agent], Where]:
    return lambda agent: Where("shelf = %s", (shelf.value,))


def _mine(agent: Agent) -> Where:
    return Where("assignee_id = %s AND shelf = %s", (agent.pk, Shelf.OPEN.value))


def _unassigned(agent: Agent) -> Where:
    return Where("assignee_id IS NULL AND shelf = %s", (Shelf.OPEN.value,))


def _at_risk(agent: Agent) -> Where:
    return _still_open("warn_at <= %s", rows.stored(clock.now()))


def _unanswered(agent: Agent) -> Where:
    return Where("waits_since IS NOT NULL", ())


def _followed(agent: Agent) -> Where:
    followed = (
        "SELECT conversation_id FROM conversations_conversation_followers WHERE agent_id = %s"
    )
    return _still_open(f"id IN ({followed})", agent.pk)


def _mentioned(agent: Agent) -> Where:
    calling = "SELECT message_id FROM conversations_mention WHERE agent_id = %s"
    called = f"SELECT conversation_id FROM conversations_message WHERE id IN ({calling})"  # noqa: S608
    return _still_open(f"id IN ({called})", agent.pk)


def _still_open(sql: str, *values: Any) -> Where:
    shelves = [shelf.value for shelf in STILL_OPEN]
    return Where(f"shelf IN ({rows.marks(shelves)}) AND {sql}", (*shelves, *values))


VIEWS = {
    view.key: view
    for view in (
        StandingView(
            key="mine",
            title=_("My conversations"),
            short=_("Inbox"),
            icon="inbox",
            letter="i",
            condition=_mine,
            empty_title=_("Nobody is waiting for you"),
            empty_text=_("Take one from Unassigned when you are ready for the next."),
        ),
        StandingView(
            key="unassigned",
            title=_("Unassigned"),
            icon="user",
            letter="u",
            condition=_unassigned,
            empty_title=_("Everything has been taken"),
            empty_text=_("New conversations appear here by themselves."),
        ),
        StandingView(
            key="unanswered",
            title=_("Unanswered"),
            icon="message-circle-question-mark",
            letter="n",
            condition=_unanswered,
            order=LONGEST_WAIT,
            empty_title=_("Everybody has an answer"),
            empty_text=_("Who waits for a person stands here, the longest wait first."),
        ),
        StandingView(
            key="at-risk",
            title=_("Promises at risk"),
            short=_("At risk"),
            icon="alarm-clock",
            tone="bad",
            condition=_at_risk,
            order=MOST_URGENT,
            empty_title=_("No promise is at risk"),
            empty_text=_("Everyone who waits has time left."),
        ),
        StandingView(
            key="followed",
            title=_("Followed"),
            icon="eye",
            condition=_followed,
            empty_title=_("You follow nothing"),
            empty_text=_("Press f in a conversation to keep an eye on it."),
        ),
        StandingView(
            key="mentions",
            title=_("Mentions"),
            icon="at-sign",
            condition=_mentioned,
            empty_title=_("Nobody has called you"),
            empty_text=_("Notes that name you with @ bring a conversation here."),
        ),
        StandingView(
            key="open",
            title=_("All open"),
            icon="layout-grid",
            condition=_on(Shelf.OPEN),
            empty_title=_("Nobody is waiting"),
            empty_text=_("Every conversation is resolved."),
        ),
        StandingView(
            key="snoozed",
            title=_("Snoozed"),
            icon="moon",
            condition=_on(Shelf.SNOOZED),
            empty_title=_("Nothing is snoozed"),
            empty_text=_("What is put off waits here, and comes back by itself."),
        ),
        StandingView(
            key="resolved",
            title=_("Resolved"),
            icon="check-check",
            condition=_on(Shelf.RESOLVED),
            empty_title=_("Nothing is resolved yet"),
            empty_text=_("Resolved conversations are kept here."),
        ),
        StandingView(
            key="spam",
            title=_("Spam"),
            icon="shield-x",
            condition=_on(Shelf.SPAM),
            empty_title=_("No spam"),
            empty_text=_("What is marked as spam is kept here."),
        ),
    )
}


_COUNTED = ("mine", "unanswered", "at-risk", "followed", "mentions")
"""The views whose numbers no tally knows."""
_OF_SHELF = {
    "open": Shelf.OPEN,
    "snoozed": Shelf.SNOOZED,
    "resolved": Shelf.RESOLVED,
    "spam": Shelf.SPAM,
}


def counts_for(agent: Agent) -> dict[str, int]:
    """How many conversations each view shows this agent; tallied where that can be many."""
    on_shelf, unassigned = dict.fromkeys(Shelf.values, 0), 0
    teams = agent.team_ids
    theirs = f"team_id IN ({rows.marks(teams)})"
    for shelf, assigned, count in rows.values(Tally, ("shelf", "assigned", "count"), theirs, teams):
        on_shelf[shelf] += count
        if shelf == Shelf.OPEN and not assigned:
            unassigned += count
    tallied = {key: on_shelf[shelf] for key, shelf in _OF_SHELF.items()}
    return {**tallied, "unassigned": unassigned, **_counted(agent)}


def _counted(agent: Agent) -> dict[str, int]:
    """The numbers that have to be counted, in one statement."""
    teams = agent.team_ids
    wheres = {key: VIEWS[key].condition(agent) for key in _COUNTED}
    visible = f"FROM conversations_conversation WHERE team_id IN ({rows.marks(teams)})"
    counts = [
        f"SELECT '{key}', COUNT(*) {visible} AND {where.sql}" for key, where in wheres.items()
    ]
    values = [value for where in wheres.values() for value in (*teams, *where.values)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts), values)
        return dict(cursor.fetchall())


def view_showing(conversation: Conversation) -> str:
    """The view in which a conversation is found, whoever has it."""
    shown = (key for key, shelf in _OF_SHELF.items() if shelf == conversation.shelf)
    return next(shown, "open")
