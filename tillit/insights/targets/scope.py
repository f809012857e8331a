"""Which targets belong to what a page shows."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from tillit.hours.home import home_zone
from tillit.insights.days import bounds
from tillit.insights.models import Target
from tillit.insights.people.scope import PERSON
from tillit.insights.periods import Selection
from tillit.measures.dates import last_of_month
from tillit.measures.dimensions import dimension_named, divides
from tillit.measures.registry import (
    ClockKind,
    KeepsDays,
    Measure,
    Slice,
    all_measures,
    measure_named,
)
from tillit.people.models import Agent, Team

Targets = dict[str, Target]
"""By the key of the measure."""


def with_targets() -> list[Measure]:
    """The measures that a team can set itself a target for."""
    return [one for one in all_measures() if one.aim and not isinstance(one, KeepsDays)]


def is_of_people(measure: Measure) -> bool:
    """Whether it is known who did what, so that a person can have a target too."""
    return divides(measure, dimension_named(PERSON))


def of_person(agent: Agent) -> Slice:
    """What one person did."""
    return Slice(PERSON, str(agent.pk))


def held_through(month: date) -> QuerySet[Target]:
    """Those that hold all through a month and were set before its end, so that it can reach them.

    `month` is its first day.
    """
    last = last_of_month(month)
    _begun, over = bounds(month, last, home_zone())
    return Target.objects.in_force(month, last).filter(set_at__lt=over)


def is_measured(target: Target) -> bool:
    """Whether it is still measured what it is about."""
    try:
        return bool(measure_named(target.measure).aim)
    except KeyError:
        return False


def targets_of(selection: Selection) -> Targets:
    """The targets of the one team or the one person that a page is about, on its last day."""
    whose = _whose(selection)
    if whose is None:
        return {}
    visible = Target.objects.visible_to(selection.agent).in_force(selection.last).filter(whose)
    return {one.measure: one for one in visible.order_by("id") if _counts(one, selection.clock)}


def target_of(measure: Measure, selection: Selection) -> Target | None:
    """That of one measure."""
    return targets_of(selection).get(measure.key)


def teams_led(agent: Agent) -> QuerySet[Team]:
    """The teams for which an agent sets targets."""
    return Team.objects.visible_to(agent).order_by("name")


def _whose(selection: Selection) -> Q | None:
    part = selection.part
    if part and part.dimension == PERSON and part.value.isdecimal() and len(part.value) < 18:
        return Q(agent_id=int(part.value))
    if not selection.parts and len(selection.teams) == 1:
        return Q(team_id=selection.teams[0])
    return None


def _counts(target: Target, clock: ClockKind) -> bool:
    """Targets of times are meant in opening hours; around the clock they say nothing."""
    try:
        measure = measure_named(target.measure)
    except KeyError:
        return False
    return clock is ClockKind.BUSINESS or not measure.has_clocks
