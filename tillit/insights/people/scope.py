"""Whose figures somebody may look at: the own, and as a lead those of the people in the team.

On every page: nobody finds single colleagues by telling a figure apart or narrowing it.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from tillit.measures.dimensions import NONE
from tillit.people.models import LEADING, Agent, Team

PERSON = "agent"
"""The dimension by which the figures of people are told apart."""


def person_at(reader: Agent, number: int) -> Agent:
    """The person of this number.

    Raises:
        Http404: it is neither the reader nor somebody in a team that the reader leads.
    """
    if number == reader.pk:
        return reader
    found = people_led(reader).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def people_led(reader: Agent) -> QuerySet[Agent]:
    """The colleagues in the teams of a lead; administrators lead those to which they belong."""
    if reader.role not in LEADING:
        return Agent.objects.none()
    own = Team.objects.filter(members=reader)
    found = Agent.objects.filter(teams__in=own, is_active=True).exclude(pk=reader.pk)
    return found.order_by("name").distinct()


def values_seen(reader: Agent, dimension: str, values: set[str]) -> set[str]:
    """The values of a dimension that the reader sees: all, but for other people's."""
    if dimension != PERSON:
        return values
    led = people_led(reader).values_list("pk", flat=True)
    return values & {NONE, str(reader.pk), *map(str, led)}


def leads_of(person: Agent) -> QuerySet[Agent]:
    """Who leads a team of this person."""
    own = Team.objects.filter(members=person)
    found = Agent.objects.filter(teams__in=own, is_active=True, role__in=LEADING)
    return found.exclude(pk=person.pk).order_by("name").distinct()


def teams_shared(reader: Agent, person: Agent) -> tuple[int, ...]:
    """The teams of a person that the reader belongs to as well."""
    shared = Team.objects.filter(members=person).order_by("pk")
    if reader.pk != person.pk:
        shared = shared.filter(pk__in=Team.objects.filter(members=reader))
    return tuple(shared.values_list("pk", flat=True))
