"""Explaining what a figure shows: leads write down what they know of a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from tillit import clock
from tillit.insights.events import SignalExplained, SignalExplanationWithdrawn
from tillit.insights.models import Explanation, Grain
from tillit.insights.periods import Selection
from tillit.insights.spans import first_of
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team

MOST = 200


def explanations_of(measure: str, selection: Selection) -> tuple[Explanation, ...]:
    """What was written of a measure and these teams, by week."""
    team = team_meant(selection)
    meant = Q(team=None) | Q(team_id=team) if team else Q(team=None)
    found = Explanation.objects.visible_to(selection.agent).filter(meant, measure=measure)
    return tuple(found.select_related("by").order_by("week", "id")[:MOST])


def team_meant(selection: Selection) -> int | None:
    """The one team that a page is about, chosen or the only one; None for several."""
    return selection.teams[0] if len(selection.teams) == 1 else None


def may_be_explained(selection: Selection) -> bool:
    """Whether somebody who sees this can speak for all whom an explanation reaches.

    What is noted without a team is read by every team, and can move the baseline of all of them.
    """
    if selection.parts:
        return False
    return team_meant(selection) is not None or not (
        Team.objects.exclude(pk__in=selection.teams).exists()
    )


def those_to_take_back(selection: Selection) -> Q:
    """The explanations that reach nobody but those whom a page is about."""
    team = team_meant(selection)
    own = Q(team_id=team) if team else Q(team=None)
    everybody = not Team.objects.exclude(pk__in=selection.teams).exists()
    return own | Q(team=None) if everybody else own


def latest_beginning(noted: Sequence[Explanation]) -> date | None:
    """Since when what is usual is found anew; None when it never was."""
    return max((one.week for one in noted if one.starts_anew), default=None)


@transaction.atomic
def explain(
    *,
    measure: str,
    team: Team | None,
    day: date,
    words: str,
    starts_anew: bool,
    by: Agent,
) -> Explanation:
    """Write down why the week of a day was unlike others; the same words again change nothing."""
    week = first_of(Grain.WEEK, day)
    told = {"measure": measure, "team": team, "week": week, "words": words.strip()}
    known = Explanation.objects.filter(**told).first()
    if known and known.starts_anew == starts_anew:
        return known
    made = Explanation.objects.create(**told, starts_anew=starts_anew, at=clock.now(), by=by)
    emit(
        SignalExplained(made.pk, measure, team.pk if team else None, week.isoformat(), starts_anew),
        by=Actor.agent(by),
    )
    return made


@transaction.atomic
def withdraw(*, explanation: Explanation, by: Agent) -> None:
    """Take it back; harmless to repeat."""
    gone, _each = Explanation.objects.filter(pk=explanation.pk).delete()
    if gone:
        emit(SignalExplanationWithdrawn(explanation.pk, explanation.measure), by=Actor.agent(by))
