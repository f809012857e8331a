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


@dataclass(frozen=True)
class StandingView:
    """A view that everybody has. `order` is the column of the list, newest or most urgent first."""

    key: str
    title: str | Promise
    short: str | Promise
    icon: str
    letter: str
    tone: str
    condition: Callable[[Agent], Q]
    order: str
    empty_title: str | Promise
    empty_text: str | Promise


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


NEWEST, MOST_URGENT = "-last_message_at", "next_due_at"

VIEWS = {
    view.key: view
    for view in (
        StandingView(
            "mine", _("My conversations"), _("Inbox"), "inbox", "i", "", _mine, NEWEST,
            _("Nobody is waiting for you"),
            _("Take one from Unassigned when you are ready for the next."),
        ),
        StandingView(
            "unassigned", _("Unassigned"), "", "user", "u", "", _unassigned, NEWEST,
            _("Everything has been taken"), _("New conversations appear here by themselves."),
        ),
        StandingView(
            "at-risk", _("Promises at risk"), _("At risk"), "alarm-clock", "", "bad", _at_risk,
            MOST_URGENT,
            _("No promise is at risk"), _("Everyone who waits has time left."),
        ),
        StandingView(
            "open", _("All open"), "", "layout-grid", "", "", _all_open, NEWEST,
            _("Nobody is waiting"), _("Every conversation is resolved."),
        ),
        StandingView(
            "resolved", _("Resolved"), "", "check-check", "", "", _resolved, NEWEST,
            _("Nothing is resolved yet"), _("Resolved conversations are kept here."),
        ),
    )
}  # fmt: skip


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
