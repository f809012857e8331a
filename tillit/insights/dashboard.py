"""Verbs about a person's dashboard: putting figures on it, naming, moving and removing them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tillit.insights.events import DashboardCardAdded, DashboardCardChanged, DashboardCardRemoved
from tillit.insights.figures import HEADLINES
from tillit.insights.models import DashboardCard, Look
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent

MOST = 24
LONGEST_TITLE = 80


class Full(Exception):
    """There are as many cards as one can take in."""


def cards_of(agent: Agent) -> Sequence[DashboardCard]:
    """Everything on it, in its order."""
    return list(DashboardCard.objects.filter(agent=agent))


@transaction.atomic
def put_on(*, measure: str, look: Look, query: str, by: Agent) -> DashboardCard:
    """Put a measure at the end of the dashboard; once is enough.

    Raises:
        Full: there is no room.
    """
    Agent.objects.select_for_update().get(pk=by.pk)
    cards = cards_of(by)
    known = (one for one in cards if (one.measure, one.look, one.query) == (measure, look, query))
    if found := next(known, None):
        return found
    if len(cards) >= MOST:
        raise Full
    place = cards[-1].place + 1 if cards else 0
    made = DashboardCard.objects.create(
        agent=by, measure=measure, look=look, query=query, place=place
    )
    emit(DashboardCardAdded(made.pk, measure), by=Actor.agent(by))
    return made


@transaction.atomic
def put_on_first_set(*, query: str, by: Agent) -> None:
    """What most begin with."""
    for measure in HEADLINES:
        put_on(measure=measure, look=Look.CARD, query=query, by=by)


@transaction.atomic
def entitle(*, card: DashboardCard, title: str, by: Agent) -> None:
    """Give it a name of its own; without one it has that of the measure."""
    title = " ".join(title.replace("\x00", "").split())[:LONGEST_TITLE]
    if title == card.title:
        return
    card.title = title
    card.save(update_fields=["title"])
    emit(DashboardCardChanged(card.pk, card.measure), by=Actor.agent(by))


@transaction.atomic
def move(*, card: DashboardCard, is_up: bool, by: Agent) -> None:
    """One place up or down; the first cannot go up, nor the last down."""
    cards = list(DashboardCard.objects.select_for_update().filter(agent=by))
    at = cards.index(card)
    to = at - 1 if is_up else at + 1
    if not 0 <= to < len(cards):
        return
    cards[at], cards[to] = cards[to], cards[at]
    for place, one in enumerate(cards):
        one.place = place
    DashboardCard.objects.bulk_update(cards, ["place"])
    emit(DashboardCardChanged(card.pk, card.measure), by=Actor.agent(by))


@transaction.atomic
def remove(*, card: DashboardCard, by: Agent) -> None:
    """Take it off; harmless to repeat."""
    number = card.pk
    gone, _each = DashboardCard.objects.filter(pk=number).delete()
    if gone:
        emit(DashboardCardRemoved(number, card.measure), by=Actor.agent(by))
