"""Entering what help pages counted in a month, and taking it out again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from tillit import clock
from tillit.insights.events import HelpMonthEntered, HelpMonthRemoved
from tillit.insights.models import HelpMonth
from tillit.journal.recording import emit
from tillit.measures.selfservice import did_it_help, without_question
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team

COUNTS = ("people", "visits", "asked_after", "read", "read_asked_after", "shown", "yes", "no")


@transaction.atomic
def enter(
    *, team: Team, month: date, source: str, counts: Mapping[str, int | None], by: Agent
) -> HelpMonth:
    """Keep the counts of a team's month, named as in `COUNTS`, in the place of earlier ones.

    Raises:
        ValueError: counts that are negative or contradict each other.
    """
    told = {name: counts.get(name) for name in COUNTS}
    _check(told)
    known = HelpMonth.objects.filter(team=team, month=month).first()
    if known and known.source == source and all(getattr(known, key) == told[key] for key in told):
        return known
    values = {**told, "source": source, "at": clock.now(), "by": by}
    kept, _made = HelpMonth.objects.update_or_create(team=team, month=month, defaults=values)
    emit(HelpMonthEntered(kept.pk, team.pk, month.isoformat()), by=Actor.agent(by))
    return kept


@transaction.atomic
def remove(*, month: HelpMonth, by: Agent) -> None:
    """Take it out; harmless to repeat."""
    number = month.pk
    gone, _each = HelpMonth.objects.filter(pk=number).delete()
    if gone:
        fact = HelpMonthRemoved(number, month.team_id, month.month.isoformat())
        emit(fact, by=Actor.agent(by))


def _check(told: Mapping[str, int | None]) -> None:
    """Raise ValueError where the formulas would."""
    visits, read = told["visits"] or 0, told["read"] or 0
    without_question(visits, told["asked_after"] or 0)
    without_question(read, told["read_asked_after"] or 0)
    did_it_help(told["shown"] or 0, told["yes"] or 0, told["no"] or 0)
    if (told["people"] or 0) > visits or read > visits:
        raise ValueError("There cannot be more people, or more who read, than visits.")
