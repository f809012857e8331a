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
from tillit.measures.registry import Measure, Scope, Summary, measure_named
from tillit.measures.statistics import local_day

MOST_AT_ONCE = 200


def mark(measure: str, team: int, instants: Iterable[datetime]) -> None:
    """Say that facts of these instants have changed; one statement, harmless to repeat."""
    zone = home_zone()
    days = {local_day(instant, zone) for instant in instants}
    days = {day for day in days if once((measure, team, day))}
    if not days:
        return
    Day.objects.bulk_create(
        [Day(measure=measure, team_id=team, day=day) for day in days],
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


def summaries(
    measure: Measure, teams: Iterable[int], first: date, last: date
) -> Mapping[date, list[Summary]]:
    """The summaries of each day that has facts, as they are now."""
    asked = list(teams)
    within = f"measure = %s AND team_id IN ({rows.marks(asked)}) AND day BETWEEN %s AND %s"
    given = [measure.key, *asked, rows.stored(first), rows.stored(last)]
    columns = ("team_id", "day", "summary", "stale")
    found: dict[date, list[Summary]] = defaultdict(list)
    for team, day, summary, stale in rows.values(Day, columns, within, given):
        found[day].append(_computed(measure, team, day) if stale else summary)
    return found


def _computed(measure: Measure, team: int, day: date) -> Summary:
    start, end = bounds(day, day, home_zone())
    return measure.summarise(Scope((team,), start, end))


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
    summary = _computed(measure_named(day.measure), day.team_id, day.day)
    Day.objects.filter(pk=day.pk).update(summary=summary)


def first_day(teams: Iterable[int]) -> date | None:
    """The earliest report day that has facts."""
    days = Day.objects.filter(team_id__in=list(teams)).order_by("day")
    return days.values_list("day", flat=True).first()
