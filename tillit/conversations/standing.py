"""The standing views: one definition feeds the list and the number beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.conversations.models import Conversation, Shelf, Tally
from tillit.people.models import Agent

NEWEST, MOST_URGENT = "-last_message_at", "next_due_at"


@dataclass(frozen=True, kw_only=True)
class StandingView:
    """A view that everybody has. `order` is the column of the list, newest or most urgent first.

    `letter` follows g on the keyboard; `short` is the label in the bar of phones, which shows only
    the views that have one.
    """

    key: str
    title: str | Promise
    icon: str
    condition: Callable[[Agent], Q]
    empty_title: str | Promise
    empty_text: str | Promise
    short: str | Promise = ""
    letter: str = ""
    tone: str = ""
    order: str = NEWEST


def _mine(agent: Agent) -> Q:
    return Q(assignee=agent.pk, shelf=Shelf.OPEN)


def _unassigned(agent: Agent) -> Q:
    return Q(assignee=None, shelf=Shelf.OPEN)


def _at_risk(agent: Agent) -> Q:
    return Q(shelf=Shelf.OPEN, warn_at__lte=clock.now())


def _all_open(agent: Agent) -> Q:
    return Q(shelf=Shelf.OPEN)


def _resolved(agent: Agent) -> Q:
    return Q(shelf=Shelf.RESOLVED)


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
            key="open",
            title=_("All open"),
            icon="layout-grid",
            condition=_all_open,
            empty_title=_("Nobody is waiting"),
            empty_text=_("Every conversation is resolved."),
        ),
        StandingView(
            key="resolved",
            title=_("Resolved"),
            icon="check-check",
            condition=_resolved,
            empty_title=_("Nothing is resolved yet"),
            empty_text=_("Resolved conversations are kept here."),
        ),
    )
}


def counts_for(agent: Agent) -> dict[str, int]:
    """How many conversations each view shows this agent; tallied where that can be many."""
    tallies = Tally.objects.filter(team_id__in=agent.team_ids).values_list(
        "shelf", "assigned", "count"
    )
    unassigned = opened = resolved = 0
    for shelf, assigned, count in tallies:
        opened += count if shelf == Shelf.OPEN else 0
        unassigned += count if shelf == Shelf.OPEN and not assigned else 0
        resolved += count if shelf == Shelf.RESOLVED else 0
    return {
        "mine": _counted(agent, "mine"),
        "unassigned": unassigned,
        "at-risk": _counted(agent, "at-risk"),
        "open": opened,
        "resolved": resolved,
    }


def _counted(agent: Agent, key: str) -> int:
    return Conversation.objects.visible_to(agent).filter(VIEWS[key].condition(agent)).count()
