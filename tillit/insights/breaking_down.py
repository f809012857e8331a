"""Figures of each value of a dimension: by channel, by language, by agent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tillit.insights.people.scope import values_seen
from tillit.insights.periods import Selection
from tillit.insights.reading import TEAM, Parts, parts_of, teams_of
from tillit.insights.slices import names_of
from tillit.measures.dimensions import dimension_named
from tillit.measures.registry import Figure, Measure, Words
from tillit.people.models import Team

Figures = Mapping[str, Figure]
"""By the key of the measure."""


@dataclass(frozen=True)
class Row:
    """One value of a dimension, and what the measures come to there."""

    value: str
    name: Words
    figures: Figures

    @property
    def n(self) -> int:
        """Of how much the first of its figures is made."""
        return next(iter(self.figures.values())).n


def rows_of(measures: Iterable[Measure], selection: Selection, dimension: str) -> list[Row]:
    """A row for each value that has facts and may be seen, by name.

    Raises:
        ValueError: what is narrowed to a slice already is told apart by team only.
    """
    asked, days = list(measures), (selection.first, selection.last)
    if dimension == TEAM:
        found = teams_of(asked, selection.teams, *days, selection.part)
    elif selection.part:
        raise ValueError("A slice of a slice is not kept.")
    else:
        found = parts_of(asked, selection.teams, *days, dimension)
    known = {value for parts in found.values() for value in parts}
    values = values_seen(selection.agent, dimension, known)
    names = _names(dimension, values)
    rows = [Row(value, names[value], _figures(asked, found, value, selection)) for value in values]
    return sorted(rows, key=lambda row: (row.value == "", str(row.name).casefold(), row.value))


def _figures(
    measures: Iterable[Measure], found: Mapping[str, Parts], value: str, selection: Selection
) -> Figures:
    return {
        one.key: one.figure(found[one.basis].get(value, ()), selection.clock) for one in measures
    }


def _names(dimension: str, values: set[str]) -> Mapping[str, Words]:
    if dimension == TEAM:
        known = Team.objects.filter(pk__in=[int(value) for value in values])
        return {str(number): name for number, name in known.values_list("pk", "name")}
    return names_of(dimension_named(dimension), values)
