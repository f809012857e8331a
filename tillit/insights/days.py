"""Marking days of which the facts have changed, and reading days and months back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from tillit.hours.home import home_zone
from tillit.insights.models import ClosedMonth, Day, Month
from tillit.journal import rows
from tillit.journal.recording import once
from tillit.measures.dates import first_of_month, last_of_month
from tillit.measures.registry import (
    KeepsDays,
    Measure,
    Scope,
    Summary,
    TellsThePresent,
)
from tillit.measures.statistics import local_day

ONE_DAY = timedelta(days=1)

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
    """The summaries of each day that has facts, as they are now; closed months as a whole."""
    return summaries_of([measure], teams, first, last)[measure.basis]


def summaries_of(
    measures: Iterable[Measure],
    teams: Iterable[int],
    first: date,
    last: date,
    *,
    day_by_day: bool = False,
) -> dict[str, Daily]:
    """The same for several measures, by basis; a statement for days and one for months.

    A closed month stands under its first day, unless they are wanted `day_by_day`.
    """
    asked, by_basis = list(teams), {one.basis: one for one in measures}
    found: dict[str, Daily] = {
        basis: one.days(asked, first, last)
        for basis, one in by_basis.items()
        if isinstance(one, KeepsDays)
    }
    rolled_up = {basis: one for basis, one in by_basis.items() if basis not in found}
    closed = {} if day_by_day else _closed(first, last)
    return found | _together(
        list(rolled_up),
        _stored(rolled_up, asked, first, last, closed.values()),
        _months(list(rolled_up), asked, closed),
    )


Told = Iterable[tuple[str, date, Summary]]
"""A basis, the first day of what is told, and what it comes to."""


def _together(bases: Iterable[str], *told: Told) -> dict[str, Daily]:
    found: dict[str, dict[date, list[Summary]]] = {basis: defaultdict(list) for basis in bases}
    for basis, day, summary in chain(*told):
        found[basis][day].append(summary)
    return dict(found)


def _closed(first: date, last: date) -> dict[int, date]:
    """The closed months that lie within these days and of which no day is stale."""
    asked = "first >= %s AND first <= %s"
    given = [rows.stored(first), rows.stored(last)]
    months = rows.values(ClosedMonth, ("id", "first"), asked, given)
    within = {number: month for number, month in months if last_of_month(month) <= last}
    if not within:
        return {}
    stale = rows.values(Day, ("day",), "stale AND day >= %s AND day <= %s", given)
    changed = {first_of_month(day) for (day,) in stale}
    return {number: month for number, month in within.items() if month not in changed}


def _months(bases: list[str], teams: list[int], closed: Mapping[int, date]) -> Told:
    if not (closed and bases and teams):
        return
    those = (
        f"closed_id IN ({rows.marks(list(closed))}) AND measure IN ({rows.marks(bases)})"
        f" AND team_id IN ({rows.marks(teams)})"
    )
    columns = ("closed_id", "measure", "summary")
    for month, basis, summary in rows.values(Month, columns, those, [*closed, *bases, *teams]):
        yield basis, closed[month], summary


def _stored(
    by_basis: Mapping[str, Measure],
    teams: list[int],
    first: date,
    last: date,
    but: Iterable[date],
) -> Told:
    """Day by day, without those of some months."""
    if not (by_basis and teams):
        return
    spans = list(_between(first, last, sorted(but)))
    within = " OR ".join(["day BETWEEN %s AND %s"] * len(spans)) or "1 = 0"
    those = f"measure IN ({rows.marks(list(by_basis))}) AND team_id IN ({rows.marks(teams)})"
    given = [*by_basis, *teams, *(rows.stored(day) for span in spans for day in span)]
    columns = ("measure", "team_id", "day", "summary", "stale")
    for basis, team, day, summary, stale in rows.values(
        Day, columns, f"{those} AND ({within})", given
    ):
        yield basis, day, summary_of(by_basis[basis], team, day) if stale else summary


def _between(first: date, last: date, months: Iterable[date]) -> Iterator[tuple[date, date]]:
    """What is left of these days without some of their months."""
    for month in months:
        if first < month:
            yield first, month - ONE_DAY
        first = last_of_month(month) + ONE_DAY
    if first <= last:
        yield first, last


def present(measure: Measure, scope: Scope) -> list[Summary]:
    """What belongs to a figure and is true only now."""
    return [measure.present(scope)] if isinstance(measure, TellsThePresent) else []


def summary_of(measure: Measure, team: int, day: date) -> Summary:
    """What a measure makes of the facts of one team and one report day."""
    return measure.summarise(scope_of(team, day))


def scope_of(team: int, day: date) -> Scope:
    """The facts of one team and one report day."""
    start, end = bounds(day, day, home_zone())
    return Scope((team,), start, end)


def first_day(teams: Iterable[int]) -> date | None:
    """The earliest report day that has facts."""
    days = Day.objects.filter(team_id__in=list(teams)).order_by("day")
    return days.values_list("day", flat=True).first()
