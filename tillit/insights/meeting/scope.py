"""Which meetings somebody reads, which one he or she runs, and what stands open there."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from tillit.insights.models import AgendaCase, Decision, Meeting
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may, refuse_unless


def teams_meeting(agent: Agent) -> QuerySet[Team]:
    """The teams whose meetings an agent reads."""
    return Team.objects.filter(pk__in=agent.team_ids).order_by("name")


def team_at(agent: Agent, asked: str) -> Team:
    """The team that an address names, else the first.

    Raises:
        Http404: it is another's, or there is none.
    """
    known = teams_meeting(agent)
    if asked:
        known = known.filter(pk=int(asked) if asked.isdecimal() and len(asked) < 18 else 0)
    team = known.first()
    if team is None:
        raise Http404
    return team


def team_run_by(agent: Agent, asked: str) -> Team:
    """The same for those who run it.

    Raises:
        Http404: he or she does not.
    """
    team = team_at(agent, asked)
    refuse_unless(agent, Verb.LOOK_AFTER)
    return team


def meeting_at(agent: Agent, number: int) -> Meeting:
    """A meeting that was held.

    Raises:
        Http404: it is another team's, or there is none.
    """
    return get_object_or_404(Meeting, pk=number, team_id__in=agent.team_ids)


def settled_at(agent: Agent, number: int) -> Decision:
    """A decision of which an agent says that it is done: the owner does, and who runs the meeting.

    Raises:
        Http404: it is neither.
    """
    found = get_object_or_404(Decision, pk=number, team_id__in=agent.team_ids)
    if not may_settle(agent, found):
        raise Http404
    return found


def may_settle(agent: Agent, decision: Decision) -> bool:
    """Whether somebody says that a decision is done."""
    return decision.owner_id == agent.pk or may(agent, Verb.LOOK_AFTER)


def may_take_off(agent: Agent, case: AgendaCase) -> bool:
    """Whether somebody takes a case off the agenda: who put it there does, and who runs it."""
    return case.by_id == agent.pk or may(agent, Verb.LOOK_AFTER)


def open_before(team: Team) -> QuerySet[Decision]:
    """What earlier meetings decided and is not done: it is read again."""
    return Decision.objects.filter(team=team, meeting__isnull=False, done_at=None)
