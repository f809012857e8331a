"""Verbs about screens on walls, and what the secret of one opens."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.insights.events import ScreenMade, ScreenWithdrawn
from tillit.insights.models import Screen
from tillit.journal import live
from tillit.journal.recording import emit
from tillit.measures.registry import all_measures
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

MOST = 6
"""More figures are too small to be read from afar."""
DAYS = (7, 28, 90)
NOW: dict[str, str | Promise] = {
    "waiting": _("Waiting for an answer"),
    "due": _("Due within the hour"),
    "late": _("Late now"),
    "kept": _("Kept today"),
}
"""The figures of just now, as on the board."""


def tiles() -> list[tuple[str, str | Promise]]:
    """Everything that can be shown, in order."""
    return [*NOW.items(), *((one.key, one.title) for one in all_measures())]


@transaction.atomic
def make(*, title: str, team: Team | None, tiles: Sequence[str], days: int, by: Agent) -> Screen:
    """Make a screen with a new secret address."""
    made = Screen.objects.create(
        title=title,
        team=team,
        tiles=list(tiles)[:MOST],
        days=days,
        token=secrets.token_urlsafe(24),
        made_by=by,
    )
    emit(ScreenMade(made.pk, team.pk if team else None), by=Actor.agent(by))
    return made


@transaction.atomic
def withdraw(*, screen: Screen, by: Agent) -> None:
    """From now on its address opens nothing; harmless to repeat."""
    open_ones = Screen.objects.filter(pk=screen.pk, withdrawn_at=None)
    if open_ones.update(withdrawn_at=clock.now()):
        emit(ScreenWithdrawn(screen.pk, screen.team_id), by=Actor.agent(by))


def screens_of(agent: Agent) -> QuerySet[Screen]:
    """Those that an agent has made, and those of his or her teams; withdrawn ones are gone."""
    known = Screen.objects.filter(withdrawn_at=None).select_related("team", "made_by")
    own, of_teams = known.filter(made_by=agent), known.filter(team__in=agent.team_ids)
    return own | of_teams


def opened_by(token: str) -> tuple[Screen, Agent] | None:
    """The screen of a secret, and whose eyes it shows; None once nobody answers for it."""
    known = Screen.objects.select_related("made_by").filter(token=token, withdrawn_at=None).first()
    if known is None or known.made_by is None or not known.made_by.is_active:
        return None
    return (known, known.made_by) if may(known.made_by, Verb.LOOK_AFTER) else None


def teams_of(screen: Screen, agent: Agent) -> tuple[int, ...]:
    """The teams that it is about, as far as the one who made it still sees them."""
    return tuple(one for one in agent.team_ids if screen.team_id in (None, one))


@live.key("screen")
def topics_of(token: str) -> Collection[str]:
    """What may be heard by whoever knows the secret of a screen."""
    found = opened_by(token)
    return [f"team.{team}" for team in teams_of(*found)] if found else []
