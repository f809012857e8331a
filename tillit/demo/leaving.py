"""Some customers of the demo team have told that they buy elsewhere now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tillit.demo.cast import CUSTOMERS, ZONE
from tillit.insights.staying.counting import MANY_BAD, Relation, Windows, relations
from tillit.people.actor import Actor
from tillit.people.models import Agent, Contact, Team
from tillit.people.profiles import describe

SEED = 20260713
LEAVES, LEAVES_AFTER_BAD = 0.04, 0.25
"""Shares of customers, for whom all went well or well enough, and of the others."""
SOONEST, LATEST = 14, 120
"""Days after the last contact."""


def note_leavings(team: Team, agents: list[Agent], now: datetime) -> None:
    """Write down who has left, most often those with many bad contacts."""
    lot = Random(SEED)  # noqa: S311 (a story, not a secret)
    windows = Windows(now.astimezone(ZoneInfo(ZONE)).date())
    known = Contact.objects.exclude(name__in=[one.name for one in CUSTOMERS])
    contacts = known.in_bulk()
    for one in _of(team, windows):
        chance, days = lot.random(), lot.randint(SOONEST, LATEST)
        left = max(one.days) + timedelta(days=days)
        likely = LEAVES_AFTER_BAD if len(one.bad) >= MANY_BAD else LEAVES
        if one.contact in contacts and chance < likely and left <= windows.through:
            by = Actor.agent(agents[one.contact % len(agents)])
            describe(contact=contacts[one.contact], left_on=left, by=by)


def _of(team: Team, windows: Windows) -> Iterator[Relation]:
    return (one for one in relations(windows) if one.team == team.pk)
