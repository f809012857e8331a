"""What a team is recognised for: months in which it reached every goal that it had.

Goals are gates: one that is missed cannot be made up for by another. A month counts only with goals
for promises and for satisfaction among them, since speed alone earns nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tillit.insights.models import Standing, TargetMonth, TeamMonth
from tillit.insights.targets.events import MonthEarned
from tillit.insights.targets.scope import held_through, is_measured
from tillit.journal.recording import emit
from tillit.measures.dates import MONTHS, add_months, first_of_month
from tillit.measures.recognition import Award, award, board
from tillit.measures.registry import Aim, measure_named
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team

NEEDED = {"promises-kept", "satisfaction"}
FEWEST = 5
"""A team with fewer goals that are judged has no place on the board."""
CALENDAR = Actor.system("targets")


@dataclass(frozen=True)
class Recognised:
    """A team with its place by the share of goals reached; None with too few of them.

    `months`: those that it earned, the newest first.
    """

    team: Team
    place: int | None
    reached: int
    judged: int
    months: tuple[date, ...]


def recognise(*, team: int, month: date) -> None:
    """Say so, once, if the last goal of a team's month that was judged completes it.

    The team is locked: of two goals that are judged at the same time the second sees the first.
    """
    Team.objects.select_for_update().get(pk=team)
    waiting = held_through(month).filter(team=team).exclude(months__month=month)
    earned = TeamMonth.objects.filter(team=team, month=month)
    if earned.exists() or any(is_measured(one) for one in waiting):
        return
    # Also those that somebody withdrew since: what was missed stays missed.
    judged = TargetMonth.objects.filter(month=month, target__team=team).select_related("target")
    found = award_of(judged)
    if found and found.is_earned:
        kept = TeamMonth.objects.create(team_id=team, month=month)
        emit(MonthEarned(kept.pk, team, len(judged)), by=CALENDAR)


def award_of(judged: Iterable[TargetMonth]) -> Award | None:
    """What the goals of one team's month come to; None without the goals that are needed."""
    results: dict[str, float | None] = {}
    gates: dict[str, float] = {}
    for one in judged:
        key = one.target.measure
        # "At most" is "at least" on the other side of nought.
        sign = -1 if measure_named(key).aim is Aim.AT_MOST else 1
        is_told = one.value is not None and one.standing != Standing.TOO_FEW
        results[key] = sign * one.value if is_told and one.value is not None else None
        gates[key] = sign * one.target.value
    return award(results, gates) if gates.keys() >= NEEDED else None


def recognised(agent: Agent, today: date) -> list[Recognised]:
    """The teams that an agent sees and what they reached in the last twelve months.

    Those with a place come first; the others, and those who share a place, stand by name.
    """
    since = add_months(first_of_month(today), -MONTHS)
    judged, reached = _goals(agent, since)
    scores = {team: reached[team] / n for team, n in judged.items()}
    found = board(scores, judged, fewest=FEWEST)
    teams = Team.objects.in_bulk(judged)
    months = _months(judged, since)
    all_of_them = [
        Recognised(
            team, found.ranks.get(key), reached[key], judged[key], tuple(months.get(key, ()))
        )
        for key, team in teams.items()
    ]
    last = len(all_of_them) + 1
    return sorted(all_of_them, key=lambda one: (one.place or last, one.team.name.casefold()))


def _goals(agent: Agent, since: date) -> tuple[Counter[int], Counter[int]]:
    """How many goals of each team were judged, and reached; too few cases judge nothing."""
    known: QuerySet[TargetMonth] = TargetMonth.objects.filter(
        target__team__in=agent.team_ids, month__gte=since
    ).exclude(standing=Standing.TOO_FEW)
    judged: Counter[int] = Counter()
    reached: Counter[int] = Counter()
    for team, standing in known.values_list("target__team", "standing"):
        judged[team] += 1
        reached[team] += standing == Standing.REACHED
    return judged, reached


def _months(teams: Iterable[int], since: date) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    earned = TeamMonth.objects.filter(team__in=list(teams), month__gte=since).order_by("-month")
    for team, month in earned.values_list("team", "month"):
        found.setdefault(team, []).append(month)
    return found
