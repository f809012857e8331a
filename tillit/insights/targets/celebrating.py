"""Looking back on a month that is over: which targets it reached, told once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.figures import flat
from tillit.insights.models import Standing, Target, TargetMonth
from tillit.insights.reading import AS_FEW, summaries_of
from tillit.insights.targets.events import TargetReached
from tillit.insights.targets.recognising import CALENDAR, recognise
from tillit.insights.targets.scope import held_through, of_person
from tillit.insights.targets.standing import standing_of
from tillit.journal.recording import emit
from tillit.measures.dates import add_months, first_of_month, last_of_month
from tillit.measures.registry import ClockKind, Figure, Measure, Ripens, measure_named
from tillit.people.models import Team


def look_back(*, now: datetime) -> int:
    """Judge last month for every target that held all through it; how many were judged.

    A target that was set only after the month was over is none that it could have reached. What
    ripens is judged once nothing of the month waits any more. Those of people come first, so
    that what a team has reached stands on top of the notices.
    """
    today = today_at_home(now)
    month = add_months(first_of_month(today), -1)
    waiting = held_through(month).exclude(months__month=month)
    people_first = sorted(waiting, key=lambda one: (one.team_id is not None, one.pk))
    return sum(_judge(one.pk, month) for one in people_first if _is_ripe(one, month, today))


def look_back_now() -> int:
    """The same as of now."""
    return look_back(now=clock.now())


def figure_of(target: Target, measure: Measure, first: date, last: date) -> Figure:
    """What a team or a person came to on some days, in opening hours."""
    found = summaries_of(
        [measure],
        _teams(target),
        first,
        last,
        grains=AS_FEW,
        part=of_person(target.agent) if target.agent else None,
    )
    return measure.figure(flat(found[measure.basis]), ClockKind.BUSINESS)


def _teams(target: Target) -> Iterable[int]:
    if target.team_id is not None:
        return [target.team_id]
    return Team.objects.filter(members=target.agent_id).values_list("pk", flat=True)


def _is_ripe(target: Target, month: date, today: date) -> bool:
    measure = _measure(target)
    waits = measure.ripens_after if isinstance(measure, Ripens) else timedelta(0)
    return measure is not None and today > last_of_month(month) + waits


def _measure(target: Target) -> Measure | None:
    try:
        return measure_named(target.measure)
    except KeyError:
        return None


@transaction.atomic(savepoint=False)
def _judge(number: int, month: date) -> int:
    held = Target.objects.select_for_update(of=("self",)).select_related("agent").get(pk=number)
    measure = _measure(held)
    is_done = held.withdrawn_at is not None or held.months.filter(month=month).exists()
    if measure is None or is_done:
        return 0
    figure = figure_of(held, measure, month, last_of_month(month))
    standing = standing_of(measure, held.value, figure)
    judged = TargetMonth.objects.create(
        target=held,
        month=month,
        standing=standing,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        n=figure.n,
        at=clock.now(),
    )
    if standing is Standing.REACHED:
        emit(TargetReached(judged.pk, held.pk, held.measure), by=CALENDAR)
    if held.team_id is not None:
        recognise(team=held.team_id, month=month)
    return 1
