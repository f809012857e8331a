"""Teams beside each other, fairly: with the same mix of cases, and by how many cases each has.

Nobody is ranked. Where a team lies beyond what chance brings is told only when it still does so
among all comparisons of the page, at most one in twenty of which may be false.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from tillit.insights.breaking_down import rows_of
from tillit.insights.periods import Selection
from tillit.insights.reading import TEAM, Parts, parts_by_team
from tillit.measures.comparing import (
    Adjusted,
    Place,
    discoveries,
    funnel,
    is_reversed,
    shrunk,
    standardised,
    z_given_mix,
)
from tillit.measures.normal import two_sided_p
from tillit.measures.registry import FEW, Figure, Measure
from tillit.measures.statistics import Share

SHARES = ("promises-kept", "satisfaction", "first-contact", "repeat-contacts")
"""What teams are compared by."""
MIXES = ("type", "channel", "language")
"""Along what their cases may differ."""
STRENGTH = FEW
"""So many cases of one team tell as much of it as what is known of all."""


@dataclass(frozen=True)
class Compared:
    """One team: its share, where it lies among all, and what it would be with the mix of all.

    `stands_out`: chance alone hardly explains it, also not among so many comparisons.
    """

    team: int
    name: str
    figure: Figure
    place: Place
    adjusted: Adjusted | None
    known: int = 0
    """Of how many cases it is known of which kind they are."""
    z: float | None = None
    """How far it is from all: with its own mix of cases where that is known, else as it is."""
    stands_out: bool = False

    @property
    def is_few(self) -> bool:
        """Whether so few cases say nothing of a team."""
        return self.figure.n < FEW


@dataclass(frozen=True)
class Comparison:
    """One measure: the share of all teams together, each team, and which pairs mislead."""

    measure: Measure
    overall: Share
    teams: tuple[Compared, ...]

    @property
    def share(self) -> float:
        """Of all teams together."""
        return self.overall[0] / self.overall[1]

    def estimate(self, team: Compared) -> float | None:
        """What is to be expected of a team: its share drawn towards that of all, few cases more."""
        return shrunk((team.figure.numerator or 0, team.figure.n), self.share, STRENGTH)

    @property
    def reversed_pairs(self) -> list[tuple[Compared, Compared]]:
        """Pairs of which the first is higher as it is, and the second with the same mix."""
        known = [one for one in self.teams if one.adjusted and not one.is_few]
        return [
            (one, other) if _crude(one) > _crude(other) else (other, one)
            for one, other in combinations(known, 2)
            if one.adjusted and other.adjusted and is_reversed(one.adjusted, other.adjusted)
        ]


def compared(measures: Sequence[Measure], selection: Selection, mix: str) -> list[Comparison]:
    """Every measure of which at least two teams have cases; teams by name."""
    rows = rows_of(measures, selection, TEAM)
    strata = _strata(measures, selection, mix)
    found = []
    for measure in measures:
        figures = {(row.value, str(row.name)): row.figures[measure.key] for row in rows}
        known = {team: one for team, one in figures.items() if one.n and one.numerator is not None}
        if len(known) > 1:
            found.append(_comparison(measure, known, strata.get(measure.key, {})))
    return _told_apart(found)


def _crude(one: Compared) -> float:
    return (one.adjusted.crude if one.adjusted else None) or 0.0


def _comparison(
    measure: Measure,
    figures: Mapping[tuple[str, str], Figure],
    strata: Mapping[int, Mapping[str, Share]],
) -> Comparison:
    shares = [(one.numerator or 0, one.n) for one in figures.values()]
    overall = (sum(good for good, _n in shares), sum(n for _good, n in shares))
    mix, kinds_of_all = _mix(strata), _together(strata)
    teams = [
        Compared(
            team=int(team),
            name=name,
            figure=figure,
            place=place,
            adjusted=standardised(mix, kinds) if (kinds := strata.get(int(team), {})) else None,
            known=sum(n for _good, n in kinds.values()),
            z=z_given_mix(kinds, kinds_of_all) if kinds else place.z,
        )
        for (team, name), figure in figures.items()
        if (place := funnel(overall[0] / overall[1], (figure.numerator or 0, figure.n)))
    ]
    return Comparison(measure, overall, tuple(teams))


def _together(strata: Mapping[int, Mapping[str, Share]]) -> dict[str, Share]:
    """Successes and cases of all teams, by kind of case."""
    found: dict[str, Share] = {}
    for kinds in strata.values():
        for kind, (good, n) in kinds.items():
            before = found.get(kind, (0, 0))
            found[kind] = (before[0] + good, before[1] + n)
    return found


def _told_apart(found: Sequence[Comparison]) -> list[Comparison]:
    """Which teams stand out among all comparisons; those of few cases are not compared."""
    told = iter(discoveries([_p(team) for one in found for team in one.teams]))
    return [
        replace(one, teams=tuple(replace(team, stands_out=next(told)) for team in one.teams))
        for one in found
    ]


def _p(one: Compared) -> float | None:
    return None if one.is_few or one.z is None else two_sided_p(one.z)


def _strata(
    measures: Iterable[Measure], selection: Selection, mix: str
) -> dict[str, dict[int, dict[str, Share]]]:
    """Successes and cases by measure, team and kind of case; nothing of what is narrowed."""
    if selection.part:
        return {}
    asked = list(measures)
    found = parts_by_team(asked, selection.teams, selection.first, selection.last, mix)
    return {
        one.key: {
            team: _shares(one, parts, selection)
            for team, parts in found[one.basis].items()
            if parts
        }
        for one in asked
    }


def _shares(measure: Measure, parts: Parts, selection: Selection) -> dict[str, Share]:
    figures = {value: measure.figure(some, selection.clock) for value, some in parts.items()}
    return {value: (one.numerator or 0, one.n) for value, one in figures.items() if one.n}


def _mix(strata: Mapping[int, Mapping[str, Share]]) -> dict[str, float]:
    """How many cases of each kind all teams have together."""
    weights: dict[str, float] = {}
    for shares in strata.values():
        for value, (_good, n) in shares.items():
            weights[value] = weights.get(value, 0.0) + n
    return weights
