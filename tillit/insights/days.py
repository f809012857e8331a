"""Report days: marking those of which the facts have changed, and computing them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tillit.hours.home import home_zone
from tillit.insights.models import Day
from tillit.journal.recording import once
from tillit.measures.registry import Measure, Scope, Slice, Summary, TellsThePresent
from tillit.measures.statistics import local_day

Change = tuple[str, int, datetime]
"""A basis, a team, and an instant of which the facts have changed."""


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


def present(measure: Measure, scope: Scope) -> list[Summary]:
    """What belongs to a figure and is true only now."""
    return [measure.present(scope)] if isinstance(measure, TellsThePresent) else []


def summary_of(measure: Measure, team: int, day: date, slices: tuple[Slice, ...] = ()) -> Summary:
    """What a measure makes of the facts of one team and one report day, or of a part of them."""
    return measure.summarise(scope_of(team, day, slices))


def scope_of(team: int, day: date, slices: tuple[Slice, ...] = ()) -> Scope:
    """The facts of one team and one report day."""
    start, end = bounds(day, day, home_zone())
    return Scope((team,), start, end, slices=slices)


def first_day(teams: Iterable[int]) -> date | None:
    """The earliest report day that has facts."""
    days = Day.objects.filter(team_id__in=list(teams)).order_by("day")
    return days.values_list("day", flat=True).first()
