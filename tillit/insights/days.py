"""Rolling up days, marking them stale, and reading them back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tillit.hours.home import home_zone
from tillit.insights.models import Day
from tillit.journal import rows
from tillit.journal.recording import once
from tillit.measures.registry import (
    KeepsDays,
    Measure,
    Scope,
    Settles,
    Summary,
    TellsThePresent,
    measure_of_basis,
)
from tillit.measures.statistics import local_day

MOST_AT_ONCE = 200


Change = tuple[str, int, datetime]
"""A basis, a team, and an instant of which the facts have changed."""
Daily = Mapping[date, list[Summary]]


def mark(basis: str, team: int, instants: Iterable[datetime]) -> None:
    """Say that facts of these instants have changed."""
    mark_all((basis, team, instant) for instant in instants)


def mark_all(changes: Iterable[Change]) -> None:
    """The same for several; one statement, harmless to repeat."""
    zone = home_zone()
    mark_days({(basis, team, local_day(instant, zone)) for basis, team, instant in changes})


def mark_days(days: Iterable[tuple[str, int, date]]) -> None:
    """Say that the facts of these days have changed."""
    wanted = sorted(day for day in set(days) if once(day))
    if not wanted:
        return
    Day.objects.bulk_create(
        [Day(measure=basis, team_id=team, day=day) for basis, team, day in wanted],
        update_conflicts=True,
        unique_fields=["measure", "team", "day"],
        update_fields=["stale"],
    )


def bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The instants [start, end) of the report days first to last."""
    local = ZoneInfo(zone)
    begin = datetime.combine(first, time(), local)
    end = datetime.combine(last + timedelta(days=1), time(), local)
    return begin.astimezone(UTC), end.astimezone(UTC)


def summaries(measure: Measure, teams: Iterable[int], first: date, last: date) -> Daily:
    """The summaries of each day that has facts, as they are now."""
    return summaries_of([measure], teams, first, last)[measure.basis]


def summaries_of(
    measures: Iterable[Measure], teams: Iterable[int], first: date, last: date
) -> dict[str, Daily]:
    """The same for several measures, by basis; one statement for all that is rolled up."""
    asked, by_basis = list(teams), {one.basis: one for one in measures}
    found: dict[str, Daily] = {
        basis: one.days(asked, first, last)
        for basis, one in by_basis.items()
        if isinstance(one, KeepsDays)
    }
    rolled_up = {basis: one for basis, one in by_basis.items() if basis not in found}
    return found | _stored(rolled_up, asked, first, last)


def _stored(
    by_basis: Mapping[str, Measure], teams: list[int], first: date, last: date
) -> dict[str, Daily]:
    found: dict[str, dict[date, list[Summary]]] = {basis: defaultdict(list) for basis in by_basis}
    within = (
        f"measure IN ({rows.marks(list(by_basis))}) AND team_id IN ({rows.marks(teams)})"
        " AND day BETWEEN %s AND %s"
    )
    given = [*by_basis, *teams, rows.stored(first), rows.stored(last)]
    columns = ("measure", "team_id", "day", "summary", "stale")
    for basis, team, day, summary, stale in rows.values(Day, columns, within, given):
        now = _computed(by_basis[basis], team, day) if stale else summary
        found[basis][day].append(now)
    return dict(found)


def present(measure: Measure, scope: Scope) -> list[Summary]:
    """What belongs to a figure and is true only now."""
    return [measure.present(scope)] if isinstance(measure, TellsThePresent) else []


def _computed(measure: Measure, team: int, day: date) -> Summary:
    return measure.summarise(_scope(team, day))


def _scope(team: int, day: date) -> Scope:
    start, end = bounds(day, day, home_zone())
    return Scope((team,), start, end)


def roll_up_stale() -> int:
    """Roll up the days whose facts have changed; how many there were."""
    stale = list(Day.objects.filter(stale=True).order_by("day")[:MOST_AT_ONCE])
    for day in stale:
        _roll_up(day)
    return len(stale)


@transaction.atomic
def _roll_up(day: Day) -> None:
    # The mark is taken away first: whoever marks meanwhile waits for this row and marks again.
    Day.objects.filter(pk=day.pk).update(stale=False)
    measure = measure_of_basis(day.measure)
    if isinstance(measure, Settles):
        measure.settle(_scope(day.team_id, day.day))
    summary = _computed(measure, day.team_id, day.day)
    Day.objects.filter(pk=day.pk).update(summary=summary)


def first_day(teams: Iterable[int]) -> date | None:
    """The earliest report day that has facts."""
    days = Day.objects.filter(team_id__in=list(teams)).order_by("day")
    return days.values_list("day", flat=True).first()
