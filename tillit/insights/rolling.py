"""Rolling up: days from facts, weeks and months from days, years from months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from django.db import transaction
from django.db.models import Min

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.days import scope_of, summary_of
from tillit.insights.models import Day, DaySlice, Grain, Span, SpanSlice
from tillit.insights.slicing import sliced
from tillit.insights.spans import Days, first_of, last_of, whole_ones
from tillit.insights.staying.keeping import count_what_changed
from tillit.measures.dates import (
    MONTHS,
    add_months,
    first_of_month,
    last_of_month,
    months_between,
)
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
    """What it is part of no longer holds: years last, since they are made of months."""
    those = Span.objects.filter(measure=day.measure, team=day.team_id)
    around = those.filter(first__lte=day.day, last__gte=day.day)
    around.exclude(grain=Grain.YEAR).delete()
    around.filter(grain=Grain.YEAR).delete()


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
    """Put together what is long enough over; 0 when all is."""
    found = list(_open_spans())[:SPANS_AT_ONCE]
    for one in found:
        if one.grain is Grain.YEAR:
            _close_year(one)
        else:
            _close(one)
    return len(found)


def forget(teams: Iterable[int]) -> None:
    """Delete all that is rolled up of teams that go."""
    for model in (Day, Span):
        model._default_manager.filter(team_id__in=list(teams)).delete()


class Stretch(NamedTuple):
    """What is to be put together."""

    grain: Grain
    first: date
    last: date
    basis: str
    team: int


def _open_spans() -> Iterator[Stretch]:
    """What is over and not closed, since the first week and month that have facts."""
    begun = Day.objects.order_by("measure", "team_id").values_list("measure", "team_id")
    pairs = list(begun.annotate(first=Min("day")))
    closed = set(Span.objects.values_list("grain", "first", "last", "measure", "team_id"))
    today = local_day(clock.now(), home_zone())
    for grain, (basis, team, begin) in product(Grain, pairs):
        for first, last in _over(grain, begin, today - _waits(basis)):
            if (grain.value, first, last, basis, team) not in closed:
                yield Stretch(grain, first, last, basis, team)


def _over(grain: Grain, begin: date, until: date) -> Iterable[Days]:
    """Every week and month since there are facts; of years only the last, and the month so far."""
    if grain is Grain.SO_FAR:
        month = first_of_month(until)
        return [(month, until)] if begin <= until < last_of_month(until) else []
    if grain is not Grain.YEAR:
        firsts: Iterable[date] = whole_ones(grain, first_of(grain, begin), until)
    else:
        end = first_of_month(until + OVER)
        firsts = [add_months(end, -MONTHS)] if first_of_month(begin) < end else []
    return [(first, last_of(grain, first)) for first in firsts]


def _waits(basis: str) -> timedelta:
    """How long after its last day a span can be closed."""
    matures = isinstance(measure_of_basis(basis), Matures)
    return OVER + (MATURE if matures else timedelta(0))


@transaction.atomic
def _close(one: Stretch) -> None:
    """From its days, or from weeks within it that are closed already."""
    those = {"measure": one.basis, "team_id": one.team}
    days = Day.objects.filter(day__gte=one.first, day__lte=one.last, **those).order_by("day")
    # Whoever rolls one of them up waits for this, and then deletes what is made here.
    found = list(days.select_for_update())
    if any(day.stale for day in found):
        return
    spans = Span.objects.filter(**those)
    inside = spans.filter(grain=Grain.WEEK, first__gte=one.first, last__lte=one.last)
    weeks = list(inside) if one.grain is not Grain.WEEK else []
    rest = [day for day in found if not any(week.first <= day.day <= week.last for week in weeks)]
    if one.grain is not Grain.WEEK:
        # Of a month there is either the whole or what was over of it so far.
        spans.filter(grain=Grain.SO_FAR, first__lte=one.first).delete()
    slices: list[DaySlice | SpanSlice] = [
        *SpanSlice.objects.filter(span__in=weeks).order_by("span__first"),
        *DaySlice.objects.filter(day__in=rest).order_by("day__day"),
    ]
    _keep_span(one, [*weeks, *rest], slices)


@transaction.atomic
def _close_year(one: Stretch) -> None:
    """From its months, all of which since the first facts are closed; earlier years go."""
    those = Span.objects.filter(measure=one.basis, team_id=one.team)
    inside = those.filter(grain=Grain.MONTH, first__gte=one.first, last__lte=one.last)
    # Whoever rolls up a day of a month waits for this, and then deletes what is made here.
    months = list(inside.order_by("first").select_for_update())
    if len(months) < _months_with_facts(one.first, one.basis, one.team):
        return
    those.filter(grain=Grain.YEAR).exclude(first=one.first).delete()
    _keep_span(one, months, SpanSlice.objects.filter(span__in=months).order_by("span__first"))


def _months_with_facts(first: date, basis: str, team: int) -> int:
    """How many months of this year there are since the first facts."""
    begin = Day.objects.filter(measure=basis, team_id=team).aggregate(begin=Min("day"))["begin"]
    return MONTHS - max(0, months_between(first, begin))


def _keep_span(
    one: Stretch, pieces: Iterable[Day | Span], slices: Iterable[DaySlice | SpanSlice]
) -> None:
    span, made = Span.objects.get_or_create(
        grain=one.grain,
        first=one.first,
        measure=one.basis,
        team_id=one.team,
        defaults={
            "last": one.last,
            "summary": _whole(one.basis, [piece.summary for piece in pieces if piece.summary]),
        },
    )
    if made:
        _keep_slices(span, slices)


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
