"""Verbs of being somewhere together; rows are written when something changes, and once a minute."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from tillit import clock
from tillit.journal import bus, rows
from tillit.people.models import Agent, Doing, Presence
from tillit.people.models.presence import LASTS

FRESH = timedelta(seconds=30)
"""The same said again within this time is not written again."""


@transaction.atomic
def be(*, agent: Agent, place: str, doing: str) -> None:
    """Say what an agent does at a place; those who are there as well look again if it is new."""
    now = clock.now()
    known = Presence.objects.filter(agent=agent, place=place).first()
    if known and known.doing == doing and now - known.seen_at < FRESH:
        return
    present = Presence.objects.at(place).filter(agent=agent).exists()
    Presence.objects.update_or_create(
        agent=agent, place=place, defaults={"doing": doing, "seen_at": now}
    )
    if not present or known is None or known.doing != doing:
        _look_again(agent, place)


@transaction.atomic
def leave(*, agent: Agent, place: str) -> None:
    """Say that an agent has left; whoever was forgotten there is cleared away."""
    here = Presence.objects.filter(place=place)
    gone = here.filter(agent=agent).delete()[0]
    here.exclude(pk__in=Presence.objects.at(place).values("pk")).delete()
    if gone:
        _look_again(agent, place)


def others_at(place: str, *, than: Agent) -> list[Presence]:
    """Everybody else who is there now, in the order of their names."""
    lately = rows.stored(clock.now() - LASTS)
    here = "place = %s AND seen_at > %s AND agent_id <> %s"
    found = rows.select(Presence, here, [place, lately, than.pk])
    rows.attach_one(found, "agent")
    active = [one for one in found if one.agent.is_active]
    return sorted(active, key=lambda one: (one.agent.name, one.agent_id))


def is_known(doing: str) -> bool:
    """Whether this is something that can be done at a place."""
    return doing in Doing.values


def _look_again(agent: Agent, place: str) -> None:
    others = others_at(place, than=agent)
    if others:
        bus.wake(*(f"presence.{one.agent_id}" for one in others))
