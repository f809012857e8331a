"""The standing views: one definition feeds the list and the number beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.conversations.models import STILL_OPEN, Conversation, Mention, Shelf, Tally
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
    return Q(shelf__in=STILL_OPEN, warn_at__lte=clock.now())


def _followed(agent: Agent) -> Q:
    numbers = Conversation.followers.through.objects.filter(agent=agent.pk)
    return Q(pk__in=numbers.values("conversation_id"), shelf__in=STILL_OPEN)


def _mentioned(agent: Agent) -> Q:
    calling = Mention.objects.filter(agent=agent.pk).values("message__conversation_id")
    return Q(pk__in=calling, shelf__in=STILL_OPEN)


def _snoozed(agent: Agent) -> Q:
    return Q(shelf=Shelf.SNOOZED)


def _spam(agent: Agent) -> Q:
    return Q(shelf=Shelf.SPAM)


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
            condition=_all_open,
            empty_title=_("Nobody is waiting"),
            empty_text=_("Every conversation is resolved."),
        ),
        StandingView(
            key="snoozed",
            title=_("Snoozed"),
            icon="moon",
            condition=_snoozed,
            empty_title=_("Nothing is snoozed"),
            empty_text=_("What is put off waits here, and comes back by itself."),
        ),
        StandingView(
            key="resolved",
            title=_("Resolved"),
            icon="check-check",
            condition=_resolved,
            empty_title=_("Nothing is resolved yet"),
            empty_text=_("Resolved conversations are kept here."),
        ),
        StandingView(
            key="spam",
            title=_("Spam"),
            icon="shield-x",
            condition=_spam,
            empty_title=_("No spam"),
            empty_text=_("What is marked as spam is kept here."),
        ),
    )
}


_COUNTED = ("mine", "at-risk", "followed", "mentions")
"""The views whose numbers no tally knows."""
_OF_SHELF = {
    "open": Shelf.OPEN,
    "snoozed": Shelf.SNOOZED,
    "resolved": Shelf.RESOLVED,
    "spam": Shelf.SPAM,
}


def counts_for(agent: Agent) -> dict[str, int]:
    """How many conversations each view shows this agent; tallied where that can be many."""
    on_shelf, unassigned = dict.fromkeys(Shelf, 0), 0
    tallies = Tally.objects.filter(team_id__in=agent.team_ids)
    for shelf, assigned, count in tallies.values_list("shelf", "assigned", "count"):
        on_shelf[Shelf(shelf)] += count
        unassigned += count if shelf == Shelf.OPEN and not assigned else 0
    tallied = {key: on_shelf[shelf] for key, shelf in _OF_SHELF.items()}
    return {**tallied, "unassigned": unassigned, **_counted(agent)}


def _counted(agent: Agent) -> dict[str, int]:
    """The numbers that have to be counted, in one statement."""
    counts = [_count(agent, key) for key in _COUNTED]
    return {**dict.fromkeys(_COUNTED, 0), **dict(counts[0].union(*counts[1:], all=True))}


def _count(agent: Agent, key: str) -> QuerySet[Conversation, tuple[str, int]]:
    found = Conversation.objects.visible_to(agent).filter(VIEWS[key].condition(agent))
    named = found.order_by().annotate(view=Value(key)).values("view")
    return named.annotate(found=Count("pk")).values_list("view", "found")


def view_showing(conversation: Conversation) -> str:
    """The view in which a conversation is found, whoever has it."""
    shown = (key for key, shelf in _OF_SHELF.items() if shelf == conversation.shelf)
    return next(shown, "open")
