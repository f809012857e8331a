"""Keeping, changing and putting away what somebody has put together."""

from __future__ import annotations

from django.db import transaction

from tillit import clock
from tillit.conversations.models import SavedView, Sharing
from tillit.conversations.viewing.conditions import Group, written
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

NOT_TO_SHARE = Sharing.NOBODY.value


def sharings(agent: Agent) -> list[tuple[str, str]]:
    """With whom an agent may share: leads with their teams, administrators with everybody."""
    offered = [(NOT_TO_SHARE, str(Sharing.NOBODY.label))]
    if may(agent, Verb.LOOK_AFTER):
        teams = Team.objects.filter(pk__in=agent.team_ids).order_by("name")
        offered += [(f"team-{team.pk}", team.name) for team in teams]
    if may(agent, Verb.ADMINISTER):
        offered.append((Sharing.ALL.value, str(Sharing.ALL.label)))
    return offered


def shared_as(view: SavedView) -> str:
    """The value of `sharings` for a view as it is."""
    return f"team-{view.team_id}" if view.sharing == Sharing.TEAM else view.sharing


@transaction.atomic(savepoint=False)
def save(view: SavedView, group: Group, *, shared: str) -> SavedView:
    """Store a view; `shared` is one of `sharings`."""
    sharing, _dash, team = shared.partition("-")
    view.sharing = Sharing(sharing).value
    view.team_id = int(team) if team else None
    view.conditions = written(group)
    view.save()
    return view


def put_away(view: SavedView) -> None:
    """Take a view out of the sidebars; it can be taken up again."""
    view.put_away_at = clock.now()
    view.save(update_fields=["put_away_at"])


def take_up(view: SavedView) -> None:
    """Show it again."""
    view.put_away_at = None
    view.save(update_fields=["put_away_at"])
