"""Which methods an agent sees in the calendar, and what he or she may do with them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from tillit.insights.models import Method
from tillit.people.models import Agent
from tillit.people.policy import Verb, may, refuse_unless


def method_at(agent: Agent, number: int) -> Method:
    """One method that an agent sees.

    Raises:
        Http404: there is none, or it is another team's.
    """
    found = Method.objects.visible_to(agent).select_related("owner", "team")
    return get_object_or_404(found, pk=number)


def managed_at(agent: Agent, number: int) -> Method:
    """One that an agent may change.

    Raises:
        Http404: he or she may not.
    """
    method = method_at(agent, number)
    refuse_unless(agent, Verb.LOOK_AFTER)
    return method


def done_at(agent: Agent, number: int) -> Method:
    """One that an agent may record the results of.

    Raises:
        Http404: he or she may not.
    """
    method = method_at(agent, number)
    if not may_do(agent, method):
        raise Http404
    return method


def may_do(agent: Agent, method: Method) -> bool:
    """Whether an agent records what came of a method: it is his or hers, or he or she leads."""
    return method.owner_id == agent.pk or may(agent, Verb.LOOK_AFTER)


def owners_for(agent: Agent, method: Method | None = None) -> QuerySet[Agent]:
    """To whom an agent may give a method; whoever has it already may keep it."""
    found = Agent.objects.visible_to(agent).filter(is_active=True)
    whoever = Q(pk__in=found.values("pk")) | Q(pk=method.owner_id if method else None)
    return Agent.objects.filter(whoever).order_by("name")
