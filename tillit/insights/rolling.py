"""Rolling up: days from facts, weeks and months that are over from days, years from months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product

from django.db import transaction
from django.db.models import Min

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.days import scope_of, summary_of
from tillit.insights.models import Day, DaySlice, Grain, Span, SpanSlice
from tillit.insights.slicing import sliced
from tillit.insights.spans import first_of, last_of, whole_ones
from tillit.insights.staying.keeping import count_what_changed
from tillit.measures.dates import MONTHS, add_months, first_of_month, months_between
from tillit.measures.dimensions import Divides
from tillit.measures.registry import (
    Matures,
    Measure,
    Settles,
    Slice,
    Summary,
    measure_of_basis,
)
from tillit.measures.statistics import local_day
from tillit.measures.summaries import together

MOST_AT_ONCE = 200
SPANS_AT_ONCE = 50
MATURE = timedelta(days=8)
"""So long after its end nothing of a week or month waits for its time any more."""
OVER = timedelta(days=1)
Parts = dict[Slice, Summary]


def roll_up_stale() -> int:
    """Roll up the days whose facts have changed, then close what is over; how much there was.

    Once a day, when nothing else is to be done, it is counted who stays.
    """
    stale = list(Day.objects.filter(stale=True).order_by("day")[:MOST_AT_ONCE])
    for day in stale:
        _roll_up(day)
    return len(stale) or close_spans() or count_what_changed()


@transaction.atomic
def _roll_up(day: Day) -> None:
    # The mark is taken away first: whoever marks meanwhile waits for this row and marks again.
    Day.objects.filter(pk=day.pk).update(stale=False)
    _open_again(day)
    measure = measure_of_basis(day.measure)
    if isinstance(measure, Settles):
        measure.settle(scope_of(day.team_id, day.day))
    summary, parts = _counted(measure, day)
    Day.objects.filter(pk=day.pk).update(summary=summary)
    _keep(day, parts)


def _open_again(day: Day) -> None:
    """Its week, month and year no longer hold: the month first, since a year is made of months."""
    those = Span.objects.filter(measure=day.measure, team=day.team_id)
    for grain in (Grain.WEEK, Grain.MONTH):
        those.filter(grain=grain, first=first_of(grain, day.day)).delete()
    since = add_months(day.day, -MONTHS)
    those.filter(grain=Grain.YEAR, first__gt=since, first__lte=day.day).delete()


def _counted(measure: Measure, day: Day) -> tuple[Summary, Parts]:
    if isinstance(measure, Divides):
        return sliced(measure, scope_of(day.team_id, day.day))
    return summary_of(measure, day.team_id, day.day), {}


def _keep(day: Day, parts: Parts) -> None:
    """Write the slices that are new or other than they were, and delete those that went."""
    kept = {Slice(one.dimension, one.value): one for one in DaySlice.objects.filter(day=day)}
    gone = [one.pk for at, one in kept.items() if at not in parts]
    if gone:
        DaySlice.objects.filter(pk__in=gone).delete()
    changed = [
        DaySlice(day=day, dimension=at.dimension, value=at.value, summary=summary)
        for at, summary in parts.items()
        if at not in kept or kept[at].summary != summary
    ]
    DaySlice.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["day", "dimension", "value"],
        update_fields=["summary"],
    )


def close_spans() -> int:
    """Put together weeks, months and years that are long enough over; 0 when all are."""
    found = list(_open_spans())[:SPANS_AT_ONCE]
    for grain, first, basis, team in found:
        if grain is Grain.YEAR:
            _close_year(first, basis, team)
        else:
            _close(grain, first, basis, team)
    return len(found)


def forget(teams: Iterable[int]) -> None:
    """Delete all that is rolled up of teams that go."""
    for model in (Day, Span):
        model._default_manager.filter(team_id__in=list(teams)).delete()


def _open_spans() -> Iterator[tuple[Grain, date, str, int]]:
    """What is over and not closed, since the first week and month that have facts."""
    begun = Day.objects.order_by("measure", "team_id").values_list("measure", "team_id")
    pairs = list(begun.annotate(first=Min("day")))
    closed = set(Span.objects.values_list("grain", "first", "measure", "team_id"))
    today = local_day(clock.now(), home_zone())
    for grain, (basis, team, begin) in product(Grain, pairs):
        for first in _over(grain, begin, today - _waits(basis)):
            if (grain.value, first, basis, team) not in closed:
                yield grain, first, basis, team


def _over(grain: Grain, begin: date, until: date) -> Iterable[date]:
    """Every week and month since there are facts; of years only the last."""
    if grain is not Grain.YEAR:
        return whole_ones(grain, first_of(grain, begin), until)
    end = first_of_month(until + OVER)
    return [add_months(end, -MONTHS)] if first_of_month(begin) < end else []


def _waits(basis: str) -> timedelta:
    """How long after its last day a span can be closed."""
    matures = isinstance(measure_of_basis(basis), Matures)
    return OVER + (MATURE if matures else timedelta(0))


@transaction.atomic
def _close(grain: Grain, first: date, basis: str, team: int) -> None:
    within = {"day__gte": first, "day__lte": last_of(grain, first)}
    days = Day.objects.filter(measure=basis, team_id=team, **within).order_by("day")
    # Whoever rolls one of them up waits for this, and then deletes what is made here.
    found = list(days.select_for_update())
    if any(one.stale for one in found):
        return
    span, made = Span.objects.get_or_create(
        grain=grain,
        first=first,
        measure=basis,
        team_id=team,
        defaults={"summary": _whole(basis, [one.summary for one in found])},
    )
    if made:
        _close_slices(span, found)


@transaction.atomic
def _close_year(first: date, basis: str, team: int) -> None:
    """From its months, all of which since the first facts are closed; earlier years go."""
    those = Span.objects.filter(measure=basis, team_id=team)
    within = {"first__gte": first, "first__lte": last_of(Grain.YEAR, first)}
    # Whoever rolls up a day of a month waits for this, and then deletes what is made here.
    months = list(those.filter(grain=Grain.MONTH, **within).order_by("first").select_for_update())
    if len(months) < _months_with_facts(first, basis, team):
        return
    those.filter(grain=Grain.YEAR).exclude(first=first).delete()
    year, made = Span.objects.get_or_create(
        grain=Grain.YEAR,
        first=first,
        measure=basis,
        team_id=team,
        defaults={"summary": _whole(basis, [one.summary for one in months if one.summary])},
    )
    if made:
        slices = SpanSlice.objects.filter(span__in=months).order_by("span__first")
        _keep_slices(year, slices)


def _months_with_facts(first: date, basis: str, team: int) -> int:
    """How many months of this year there are since the first facts."""
    begin = Day.objects.filter(measure=basis, team_id=team).aggregate(begin=Min("day"))["begin"]
    return MONTHS - max(0, months_between(first, begin))


def _close_slices(span: Span, days: Iterable[Day]) -> None:
    _keep_slices(span, DaySlice.objects.filter(day__in=list(days)).order_by("day__day"))


def _keep_slices(span: Span, slices: Iterable[DaySlice | SpanSlice]) -> None:
    parts: defaultdict[tuple[str, str], list[Summary]] = defaultdict(list)
    for one in slices:
        parts[one.dimension, one.value].append(one.summary)
    SpanSlice.objects.bulk_create(
        SpanSlice(span=span, dimension=dimension, value=value, summary=_whole(span.measure, some))
        for (dimension, value), some in parts.items()
    )


def _whole(basis: str, days: Iterable[Summary]) -> Summary:
    measure, whole = measure_of_basis(basis), together(days)
    return measure.matured(whole) if isinstance(measure, Matures) else whole
