"""Rolling up: days from their facts, and months that are over from their days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.days import scope_of, summary_of
from tillit.insights.models import ClosedMonth, Day, Month
from tillit.measures.dates import first_of_month, last_of_month
from tillit.measures.registry import Matures, Settles, Summary, measure_of_basis
from tillit.measures.statistics import local_day
from tillit.measures.summaries import together

MOST_AT_ONCE = 200
MATURE = timedelta(days=8)
"""So long after its end nothing of a month waits for its time any more."""


def roll_up_stale() -> int:
    """Roll up the days whose facts have changed, then close a month; how much there was to do."""
    stale = list(Day.objects.filter(stale=True).order_by("day")[:MOST_AT_ONCE])
    for day in stale:
        _roll_up(day)
    return len(stale) or close_a_month()


@transaction.atomic
def _roll_up(day: Day) -> None:
    # The mark is taken away first: whoever marks meanwhile waits for this row and marks again.
    Day.objects.filter(pk=day.pk).update(stale=False)
    ClosedMonth.objects.filter(first=first_of_month(day.day)).delete()
    measure = measure_of_basis(day.measure)
    if isinstance(measure, Settles):
        measure.settle(scope_of(day.team_id, day.day))
    summary = summary_of(measure, day.team_id, day.day)
    Day.objects.filter(pk=day.pk).update(summary=summary)


def close_a_month() -> int:
    """Put the days of one month together that is long enough over; 0 when all are closed."""
    month = _next_to_close()
    if month is None:
        return 0
    _close(month)
    return 1


def forget(teams: Iterable[int]) -> None:
    """Delete the days of teams that go; months are closed anew without them."""
    Day.objects.filter(team_id__in=list(teams)).delete()
    ClosedMonth.objects.all().delete()


def _next_to_close() -> date | None:
    """The earliest month that is over, has facts, and is not closed."""
    today = local_day(clock.now(), home_zone())
    open_since = first_of_month(today - MATURE)
    closed = set(ClosedMonth.objects.values_list("first", flat=True))
    first = Day.objects.order_by("day").values_list("day", flat=True).first()
    month = first_of_month(first) if first else open_since
    while month in closed:
        month = last_of_month(month) + timedelta(days=1)
    return month if month < open_since else None


@transaction.atomic
def _close(month: date) -> None:
    days = Day.objects.filter(day__gte=month, day__lte=last_of_month(month)).order_by("day")
    # Whoever rolls one of them up waits for this, and then deletes what is made here.
    found: dict[tuple[str, int], list[Summary]] = {}
    for one in days.select_for_update():
        if one.stale:
            return
        found.setdefault((one.measure, one.team_id), []).append(one.summary)
    closed, made = ClosedMonth.objects.get_or_create(first=month)
    if not made:
        return
    Month.objects.bulk_create(
        Month(closed=closed, measure=basis, team_id=team, summary=_month(basis, summaries))
        for (basis, team), summaries in found.items()
    )


def _month(basis: str, days: Iterable[Summary]) -> Summary:
    measure, whole = measure_of_basis(basis), together(days)
    return measure.matured(whole) if isinstance(measure, Matures) else whole
