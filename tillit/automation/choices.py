"""What the controls of triggers and steps offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.automation.controls import Choice
from tillit.conversations.composing.saved_replies import listed
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

NOBODY = "nobody"
ASSIGNEE, TEAM, LEADS = "assignee", "team", "leads"


def teams(agent: Agent) -> list[Choice]:
    """The teams of whoever writes the rule."""
    found = Team.objects.filter(pk__in=agent.team_ids).order_by("name")
    return [(str(team.pk), team.name) for team in found]


def colleagues(agent: Agent) -> list[Choice]:
    """Those who may answer, of the teams of whoever writes the rule."""
    return [(str(one.pk), one.name) for one in _seen(agent) if may(one, Verb.ANSWER)]


def given_to(agent: Agent) -> list[Choice]:
    """The same, or nobody."""
    return [*colleagues(agent), (NOBODY, _("Nobody"))]


def told(agent: Agent) -> list[Choice]:
    """Whom a rule can tell something."""
    return [
        (ASSIGNEE, _("Whoever has it, else the team")),
        (TEAM, _("Everybody in the team")),
        (LEADS, _("The leads of the team")),
        *((f"agent-{one.pk}", one.name) for one in _seen(agent)),
    ]


def saved_replies(agent: Agent) -> list[Choice]:
    """The saved replies that whoever writes the rule sees."""
    return [(str(one.id), one.name) for one in listed(agent)]


def of(pairs: Iterable[Choice]) -> Callable[[Agent], list[Choice]]:
    """The same choices for everybody."""
    kept: list[Choice] = [pair for pair in pairs if pair[0]]
    return lambda agent: kept


def _seen(agent: Agent) -> QuerySet[Agent]:
    found = Agent.objects.filter(is_active=True).order_by("name")
    return found if agent.sees_everything else found.filter(teams__in=agent.team_ids).distinct()
