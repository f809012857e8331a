"""Strong and weak areas of a person, for a talk: where the own figures lie beside the team's.

An area is told only with 30 cases or more, and where chance does not explain how far it lies from
the share of the team: at most one in twenty of what is told may be false, however much there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from tillit.insights.figures import flat
from tillit.insights.periods import Selection
from tillit.insights.reading import AS_FEW, parts_of, summaries_of
from tillit.insights.slicing import sliced
from tillit.measures.comparing import discoveries, funnel
from tillit.measures.dimensions import Divides
from tillit.measures.normal import two_sided_p
from tillit.measures.registry import (
    Aim,
    Figure,
    Measure,
    Slice,
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
MOST_CASES = 1000
"""Of so many the single facts are counted while somebody waits for the page."""


@dataclass(frozen=True)
class Area:
    """One measure as a whole, or in one slice: the person's figure, and the team's."""

    measure: Measure
    part: Slice | None
    own: Figure
    team: Figure

    @property
    def p(self) -> float | None:
        """How often chance alone brings a share of the team's so far away; None if never asked."""
        if self.own.numerator is None or self.team.value is None:
            return None
        place = funnel(self.team.value, (self.own.numerator, self.own.n))
        return None if place is None or place.z is None else two_sided_p(place.z)

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
    is_whole_only: bool


def areas_of(own: Selection, team: Selection) -> Areas:
    """What stands out in the person's figures of these days; `own` is narrowed to the person.

    The slices of a person within a channel are not kept, so the facts are counted; where those
    are too many to be counted while somebody waits, the measures are told as a whole only.
    """
    wholes = _wholes(own, team)
    is_whole_only = own.is_drawn_by_month or any(one.own.n > MOST_CASES for one in wholes)
    found = wholes if is_whole_only else [*wholes, *_narrowed(wholes, own, team)]
    enough = [one for one in found if not one.own.is_few]
    told = list(compress(enough, discoveries([one.p for one in enough])))
    strong = tuple(one for one in told if one.is_strong)
    weak = tuple(one for one in told if not one.is_strong)
    return Areas(strong, weak, len(enough), is_whole_only)


def _wholes(own: Selection, team: Selection) -> list[Area]:
    measures = [measure_named(key) for key in MEASURES]
    one, all_of_them = (_figures(measures, selection) for selection in (own, team))
    return [Area(measure, None, one[measure.key], all_of_them[measure.key]) for measure in measures]


def _figures(measures: Sequence[Measure], selection: Selection) -> dict[str, Figure]:
    days = (selection.first, selection.last)
    found = summaries_of(measures, selection.teams, *days, grains=AS_FEW, part=selection.part)
    return {one.key: one.figure(flat(found[one.basis]), selection.clock) for one in measures}


def _narrowed(wholes: Iterable[Area], own: Selection, team: Selection) -> Iterator[Area]:
    """The same measures in each channel, language and type; the facts of each basis once."""
    telling = [one for one in wholes if isinstance(one.measure, Divides) and not one.own.is_few]
    measures = [one.measure for one in telling]
    bases = {one.basis: one for one in measures}
    counted = {
        basis: sliced(one, own.scope)[1] for basis, one in bases.items() if isinstance(one, Divides)
    }
    days = (team.first, team.last)
    beside = {key: parts_of(measures, team.teams, *days, key) for key in DIMENSIONS}
    for whole in telling:
        measure = whole.measure
        for part, summary in counted[measure.basis].items():
            figure = measure.figure([summary], own.clock)
            if part.dimension in beside and figure.n < whole.own.n:
                those = beside[part.dimension][measure.basis].get(part.value, [])
                yield Area(measure, part, figure, measure.figure(those, team.clock))
