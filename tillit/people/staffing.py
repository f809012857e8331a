"""Verbs about colleagues and teams."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.events import (
    AgentDeactivated,
    AgentReturned,
    AgentRoleChanged,
    AgentSecondStepsForgotten,
    AgentSignedOutEverywhere,
    AgentTeamsChanged,
    TeamChanged,
    TeamOpened,
)
from tillit.people.models import Agent, Role, Team


class LastAdministrator(Exception):
    """Without this agent nobody could set anything up any more."""


def _keep_an_administrator(agent: Agent) -> None:
    """Raise unless there is another administrator, who cannot be taken away meanwhile."""
    others = Agent.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
    if agent.role == Role.ADMINISTRATOR and not set(others) - {agent}:
        raise LastAdministrator


@transaction.atomic
def change_role(*, agent: Agent, role: str, by: Actor) -> None:
    """Let an agent do more or less than before.

    Raises:
        LastAdministrator: nobody else could set anything up.
    """
    before = Agent.objects.get(pk=agent.pk)
    if before.role == role:
        return
    _keep_an_administrator(before)
    Agent.objects.filter(pk=agent.pk).update(role=role)
    emit(AgentRoleChanged(agent.pk, before.role, role), by=by)


@transaction.atomic(savepoint=False)
def change_teams(*, agent: Agent, teams: Iterable[Team], by: Actor) -> None:
    """Put an agent into these teams, and into no other."""
    before = sorted(agent.teams.values_list("pk", flat=True))
    after = sorted(team.pk for team in teams)
    if before == after:
        return
    agent.teams.set(after)
    emit(AgentTeamsChanged(agent.pk, before, after), by=by)


@transaction.atomic
def deactivate(*, agent: Agent, by: Actor) -> None:
    """Let an agent go: no signing in any more, and every session ends.

    Raises:
        LastAdministrator: nobody else could set anything up.
    """
    agent = Agent.objects.get(pk=agent.pk)
    if not agent.is_active:
        return
    _keep_an_administrator(agent)
    Agent.objects.filter(pk=agent.pk).update(is_active=False, sign_outs=F("sign_outs") + 1)
    emit(AgentDeactivated(agent.pk), by=by)


@transaction.atomic(savepoint=False)
def bring_back(*, agent: Agent, by: Actor) -> None:
    """Let an agent who had left sign in again, in the same teams."""
    if Agent.objects.filter(pk=agent.pk, is_active=False).update(is_active=True):
        emit(AgentReturned(agent.pk), by=by)


@transaction.atomic(savepoint=False)
def sign_out_everywhere(*, agent: Agent, by: Actor) -> None:
    """End every session of an agent, on every device."""
    Agent.objects.filter(pk=agent.pk).update(sign_outs=F("sign_outs") + 1)
    emit(AgentSignedOutEverywhere(agent.pk), by=by)


@transaction.atomic(savepoint=False)
def save_team(*, team: Team, members: Iterable[Agent], by: Actor) -> None:
    """Store a team, new or changed, with these members and no others."""
    new = team.pk is None
    team.save()
    team.members.set(members)
    emit(TeamOpened(team.pk) if new else TeamChanged(team.pk), by=by)


@transaction.atomic(savepoint=False)
def forget_second_steps(*, agent: Agent, by: Actor) -> None:
    """Take away an agent's passkeys, app and recovery codes, and end every session."""
    Authenticator.objects.filter(user_id=agent.pk).delete()
    Agent.objects.filter(pk=agent.pk).update(sign_outs=F("sign_outs") + 1)
    emit(AgentSecondStepsForgotten(agent.pk), by=by)
