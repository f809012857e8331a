"""Reading what is rolled up: days, weeks, months and years, as a whole or by slices.

Whatever is stale is computed from the facts instead, so a figure is always that of now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.days import scope_of, summary_of
from tillit.insights.models import Day, Grain, Span
from tillit.insights.slicing import sliced
from tillit.insights.spans import Days, months_begun, whole_ones, without
from tillit.measures.dates import MONTHS, add_months, first_of_month
from tillit.measures.dimensions import Divides, dimension_named, divides
from tillit.measures.registry import KeepsDays, Measure, Slice, Summary
from tillit.measures.statistics import local_day

TEAM = "team"
"""The dimension by which everything is rolled up anyway."""
AS_FEW = (Grain.YEAR, Grain.MONTH, Grain.WEEK)
"""How a stretch is read in as few rows as can be, where it does not matter what was when."""
Daily = Mapping[date, list[Summary]]
Stale = defaultdict[tuple[str, int], list[date]]
Parts = Mapping[str, list[Summary]]
"""The summaries of each value of a dimension."""


@dataclass(frozen=True)
class Told:
    """What one basis of one team comes to in some days, which can be one."""

    basis: str
    team: int
    days: Days
    value: str
    summary: Summary


@dataclass(frozen=True)
class Question:
    """Which days are asked for, of which teams and bases, and along which dimension.

    With a `value`, only that part. What is left between the spans of the first of `grains` is read
    in those of the next, and what is left then day by day. With the first comes the month so far.
    """

    measures: Mapping[str, Measure]
    teams: tuple[int, ...]
    first: date
    last: date
    grains: tuple[Grain, ...] = ()
    dimension: str = ""
    value: str | None = None


def summaries(measure: Measure, teams: Iterable[int], first: date, last: date) -> Daily:
    """The summaries of each day that has facts, as they are now; closed months as a whole."""
    return summaries_of([measure], teams, first, last, grains=(Grain.MONTH,))[measure.basis]


def summaries_of(
    measures: Iterable[Measure],
    teams: Iterable[int],
    first: date,
    last: date,
    *,
    grains: tuple[Grain, ...] = (),
    part: Slice | None = None,
) -> dict[str, Daily]:
    """The same for several measures, by basis; or what they come to in one slice.

    A closed week or month stands under its first day, unless days are wanted one by one. What
    cannot be told apart by this dimension has no days.
    """
    asked, by_basis = tuple(teams), {one.basis: one for one in measures}
    kept = {basis: one for basis, one in by_basis.items() if isinstance(one, KeepsDays)}
    others = {basis: one for basis, one in by_basis.items() if basis not in kept}
    if part:
        others = _divided(others, part.dimension)
    where = (part.dimension, part.value) if part else ("", None)
    found: dict[str, Any] = {basis: defaultdict(list) for basis in by_basis}
    for one in told(Question(others, asked, first, last, grains, *where)):
        found[one.basis][one.days[0]].append(one.summary)
    if not part:
        found |= {basis: one.days(asked, first, last) for basis, one in kept.items()}
    return found


def parts_of(
    measures: Iterable[Measure], teams: Iterable[int], first: date, last: date, dimension: str
) -> dict[str, Parts]:
    """By basis: the summaries of each value that has facts; months as a whole where they can be."""
    asked, by_basis = tuple(teams), {one.basis: one for one in measures}
    those = _divided(_rolled(by_basis), dimension)
    found: dict[str, Any] = {basis: defaultdict(list) for basis in by_basis}
    for one in told(Question(those, asked, first, last, AS_FEW, dimension)):
        found[one.basis][one.value].append(one.summary)
    return found


def teams_of(
    measures: Iterable[Measure],
    teams: Iterable[int],
    first: date,
    last: date,
    part: Slice | None = None,
) -> dict[str, Parts]:
    """The same by team, each as its number in words; as a whole, or in one slice."""
    asked, by_basis = tuple(teams), {one.basis: one for one in measures}
    those = _divided(_rolled(by_basis), part.dimension) if part else _rolled(by_basis)
    where = (part.dimension, part.value) if part else ("", None)
    found: dict[str, Any] = {basis: defaultdict(list) for basis in by_basis}
    for one in told(Question(those, asked, first, last, AS_FEW, *where)):
        found[one.basis][str(one.team)].append(one.summary)
    return found


def parts_by_team(
    measures: Iterable[Measure], teams: Iterable[int], first: date, last: date, dimension: str
) -> dict[str, Mapping[int, Parts]]:
    """By basis and team: the summaries of each value that has facts."""
    asked, by_basis = tuple(teams), {one.basis: one for one in measures}
    those = _divided(_rolled(by_basis), dimension)
    found: dict[str, Any] = {
        basis: {team: defaultdict(list) for team in asked} for basis in by_basis
    }
    for one in told(Question(those, asked, first, last, AS_FEW, dimension)):
        found[one.basis][one.team][one.value].append(one.summary)
    return found


def _rolled(by_basis: Mapping[str, Measure]) -> dict[str, Measure]:
    return {basis: one for basis, one in by_basis.items() if not isinstance(one, KeepsDays)}


def _divided(by_basis: Mapping[str, Measure], dimension: str) -> dict[str, Measure]:
    known = dimension_named(dimension)
    return {basis: one for basis, one in by_basis.items() if divides(one, known)}


def told(asked: Question) -> Iterator[Told]:
    """All that is asked for, in any order."""
    if not (asked.measures and asked.teams):
        return
    taken = Taken(asked)
    if asked.grains:
        stale = _stale(asked)
        for grain in asked.grains:
            for one in list(_spans(asked, grain, taken, stale)):
                taken.add(one.basis, one.team, one.days)
                if one.summary:
                    yield one
    yield from _days(asked, taken)


class Taken:
    """The stretches that were read already, of each basis and team."""

    def __init__(self, asked: Question) -> None:
        """Nothing yet."""
        self._asked = asked
        pairs = product(asked.measures, asked.teams)
        self._spans: dict[tuple[str, int], set[Days]] = {one: set() for one in pairs}

    def add(self, basis: str, team: int, days: Days) -> None:
        """One more was read."""
        self._spans[basis, team].add(days)

    def has(self, basis: str, team: int, day: date) -> bool:
        """Whether a day lies in one that was read."""
        return any(first <= day <= last for first, last in self._spans[basis, team])

    def left(self) -> Mapping[tuple[Days, ...], list[str]]:
        """What is left to read of any team, and of which bases: some wait longer than others."""
        found: defaultdict[tuple[Days, ...], list[str]] = defaultdict(list)
        for basis in self._asked.measures:
            everywhere = set.intersection(*(self._spans[basis, one] for one in self._asked.teams))
            left = tuple(without(everywhere, self._asked.first, self._asked.last))
            found[left].append(basis)
        return found


def _stale(asked: Question) -> Stale:
    """The days that are stale, of each basis and team."""
    days = Day.objects.filter(stale=True, day__gte=asked.first, day__lte=asked.last)
    found: Stale = defaultdict(list)
    for basis, team, day in days.values_list("measure", "team_id", "day"):
        found[basis, team].append(day)
    return found


def _spans(asked: Question, grain: Grain, taken: Taken, stale: Stale) -> Iterator[Told]:
    # The month so far lies in no other stretch, so it is read together with the longest ones.
    with_so_far = grain is asked.grains[0] and grain is not Grain.WEEK
    those, oldest_year, oldest_so_far = Q(), _oldest_year(), _oldest_so_far()
    for stretches, bases in taken.left().items():
        firsts = {one for days in stretches for one in whole_ones(grain, *days)}
        if grain is Grain.YEAR:
            firsts = {one for one in firsts if one >= oldest_year}
        if with_so_far:
            begun = {one for days in stretches for one in months_begun(*days)}
            firsts |= {one for one in begun if one >= oldest_so_far}
        if firsts:
            those |= Q(measure__in=bases, first__in=sorted(firsts))
    if not those:
        return
    grains = (grain, Grain.SO_FAR) if with_so_far else (grain,)
    spans = Span.objects.filter(those, grain__in=grains, last__lte=asked.last)
    rows = spans.filter(team_id__in=asked.teams)
    columns = ("measure", "team_id", "first", "last")
    for basis, team, first, last, value, summary in _parts(rows, asked, columns):
        is_stale = any(first <= day <= last for day in stale.get((basis, team), ()))
        if is_stale or any(taken.has(basis, team, day) for day in (first, last)):
            continue
        yield Told(basis, team, (first, last), value or "", summary or {})


def _oldest_year() -> date:
    """With which month the year that is kept can begin: it stays until the next one is made."""
    today = local_day(clock.now(), home_zone())
    return add_months(first_of_month(today), -MONTHS - 1)


def _oldest_so_far() -> date:
    """Of which month the part that is over can be kept: some bases wait for days to mature."""
    return add_months(first_of_month(local_day(clock.now(), home_zone())), -1)


def _days(asked: Question, taken: Taken) -> Iterator[Told]:
    """Day by day, what is left."""
    those = Q()
    for stretches, bases in taken.left().items():
        for first, last in stretches:
            those |= Q(measure__in=bases, day__gte=first, day__lte=last)
    if not those:
        return
    rows = Day.objects.filter(those, team_id__in=asked.teams)
    done: set[tuple[str, int, date]] = set()
    columns = ("measure", "team_id", "day", "stale")
    for basis, team, day, stale, value, summary in _parts(rows, asked, columns):
        if taken.has(basis, team, day):
            continue
        if not stale:
            if summary:
                yield Told(basis, team, (day, day), value or "", summary)
        elif (basis, team, day) not in done:
            done.add((basis, team, day))
            yield from _anew(asked, basis, team, day)


def _parts(
    rows: QuerySet[Any], asked: Question, columns: tuple[str, ...]
) -> Iterable[tuple[Any, ...]]:
    """These columns, a value of the dimension, and the summary of that part or of all."""
    if not asked.dimension:
        return ((*row[:-1], "", row[-1]) for row in rows.values_list(*columns, "summary"))
    condition = Q(slices__dimension=asked.dimension)
    if asked.value is not None:
        condition &= Q(slices__value=asked.value)
    joined = rows.annotate(part=FilteredRelation("slices", condition=condition))
    return joined.values_list(*columns, "part__value", "part__summary")


def _anew(asked: Question, basis: str, team: int, day: date) -> Iterator[Told]:
    """A stale day, from the facts."""
    measure = asked.measures[basis]
    if not asked.dimension:
        yield Told(basis, team, (day, day), "", summary_of(measure, team, day))
    elif asked.value is not None:
        part = (Slice(asked.dimension, asked.value),)
        yield Told(basis, team, (day, day), asked.value, summary_of(measure, team, day, part))
    elif isinstance(measure, Divides):
        _whole, parts = sliced(measure, scope_of(team, day))
        for one, summary in parts.items():
            if one.dimension == asked.dimension:
                yield Told(basis, team, (day, day), one.value, summary)
