"""Strong and weak areas of a person, for a talk: where the own figures lie beside the team's.

An area is told only with 30 cases or more, and where its interval does not reach the team's share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tillit.insights.figures import flat
from tillit.insights.periods import Selection
from tillit.insights.reading import Parts, parts_of, summaries_of
from tillit.insights.slicing import sliced
from tillit.measures.dimensions import Divides
from tillit.measures.registry import (
    Aim,
    Figure,
    Measure,
    Slice,
    Summary,
    measure_named,
)

MEASURES = (
    "promises-kept",
    "satisfaction",
    "ease",
    "first-contact",
    "repeat-contacts",
    "one-touch",
    "reopened",
)
DIMENSIONS = ("channel", "language", "type")


@dataclass(frozen=True)
class Area:
    """One measure as a whole, or in one slice: the person's figure, and the team's."""

    measure: Measure
    part: Slice | None
    own: Figure
    team: Figure

    @property
    def is_told(self) -> bool:
        """Whether it rests on enough cases, and the team's share lies beyond the interval."""
        if self.own.is_few or self.own.low is None or self.own.high is None:
            return False
        return self.team.value is not None and not self.own.low <= self.team.value <= self.own.high

    @property
    def is_strong(self) -> bool:
        """Whether it lies on the side on which one wants to be."""
        is_higher = (self.own.value or 0) > (self.team.value or 0)
        return is_higher is (self.measure.aim is Aim.AT_LEAST)


@dataclass(frozen=True)
class Areas:
    """What stands out, and among how many areas with enough cases it was looked for."""

    strong: tuple[Area, ...]
    weak: tuple[Area, ...]
    looked_at: int


def areas_of(own: Selection, team: Selection) -> Areas:
    """What stands out in the person's figures of these days; `own` is narrowed to the person.

    The slices of a person within a channel are not kept, so the facts are counted: pages of more
    than some months tell the measures as a whole only.
    """
    found = [one for measure in map(measure_named, MEASURES) for one in _areas(measure, own, team)]
    enough = [one for one in found if not one.own.is_few]
    told = [one for one in enough if one.is_told]
    strong = tuple(one for one in told if one.is_strong)
    return Areas(strong, tuple(one for one in told if not one.is_strong), len(enough))


def _areas(measure: Measure, own: Selection, team: Selection) -> Iterator[Area]:
    whole = Area(measure, None, _figure(measure, own), _figure(measure, team))
    yield whole
    if own.is_drawn_by_month or not isinstance(measure, Divides) or whole.own.is_few:
        return
    _all, parts = sliced(measure, own.scope)
    for dimension in DIMENSIONS:
        beside = _parts(measure, team, dimension)
        for part, summary in parts.items():
            figure = measure.figure([summary], own.clock)
            if part.dimension == dimension and figure.n < whole.own.n:
                those = beside.get(part.value, [])
                yield Area(measure, part, figure, measure.figure(those, team.clock))


def _figure(measure: Measure, selection: Selection) -> Figure:
    found = summaries_of(
        [measure], selection.teams, selection.first, selection.last, part=selection.part
    )
    return measure.figure(flat(found[measure.basis]), selection.clock)


def _parts(measure: Measure, team: Selection, dimension: str) -> Mapping[str, list[Summary]]:
    found: Parts = parts_of([measure], team.teams, team.first, team.last, dimension)[measure.basis]
    return found
