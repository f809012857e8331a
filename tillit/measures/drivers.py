"""What drives an overall score: how important each aspect is, and how well it is done.

Association, not cause. An answer of None ("not applicable", or left out) is no answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from tillit.measures.correlation import Counts, mean, spearman
from tillit.measures.importance import Weights, relative_weights

Answers = Sequence[float | None]

ENOUGH = 50
"""Below this many complete answers drivers say little and are to be shown as such."""

EQUAL = 1e-9


class Quadrant(StrEnum):
    """Where an aspect lies between importance and performance (Martilla and James 1977)."""

    CONCENTRATE_HERE = "concentrate_here"
    KEEP_UP = "keep_up_good_work"
    LOW_PRIORITY = "low_priority"
    POSSIBLE_OVERKILL = "possible_overkill"


@dataclass(frozen=True, slots=True)
class Priorities:
    """Where each aspect lies; the axes cross at the means. What has no place is left out."""

    importance: float
    performance: float
    places: dict[str, Quadrant]


@dataclass(frozen=True, slots=True)
class Driver:
    """One aspect. `n` scored both it and the whole.

    `importance` is Spearman's ρ with the overall score, `performance` the mean of its scores,
    `weight` its part of R² (0 to 1) and `weight_share` the same as a share of what is explained.
    """

    aspect: str
    n: int
    importance: float | None
    performance: float | None
    weight: float | None
    weight_share: float | None
    quadrant: Quadrant | None


@dataclass(frozen=True, slots=True)
class Drivers:
    """All aspects, in the order given.

    `complete` scored everything; only those make the weights. `r_squared` is None when there are
    no weights: too few of them for so many aspects, or nothing varies.
    """

    drivers: tuple[Driver, ...]
    complete: int
    r_squared: float | None
    priorities: Priorities | None

    @property
    def is_few(self) -> bool:
        """Whether so few answers say little."""
        return self.complete < ENOUGH


def drivers(overall: Answers, aspects: Mapping[str, Answers], counts: Counts = None) -> Drivers:
    """Importance and performance of each aspect; one row of answers for each customer.

    Customers who answered alike may share a row; `counts` are how many there are of each.

    An aspect that everybody scores alike has no importance and no weight, and takes part in
    nothing that is computed of the others; one that nobody scored keeps no answer from counting.

    Raises:
        ValueError: the columns are not of one length.
    """
    if any(len(answers) != len(overall) for answers in aspects.values()):
        raise ValueError("Every answer needs a place for each aspect, even when it is empty.")
    often = counts or [1] * len(overall)
    both = {name: _both(overall, answers, often) for name, answers in aspects.items()}
    importance = {name: spearman(*columns) for name, columns in both.items()}
    performance = {name: _mean(answers, often) for name, answers in aspects.items()}
    scored = [name for name in aspects if performance[name] is not None]
    rows = _complete(overall, [aspects[name] for name in scored], often)
    weights = _weights(rows, scored)
    priorities = quadrants(importance, performance)
    found = (
        Driver(
            aspect=name,
            n=sum(both[name][2]),
            importance=importance[name],
            performance=performance[name],
            weight=weights.raw.get(name) if weights else None,
            weight_share=weights.share(name) if weights else None,
            quadrant=priorities.places.get(name) if priorities else None,
        )
        for name in aspects
    )
    return Drivers(tuple(found), rows.total(), weights.r_squared if weights else None, priorities)


def quadrants(
    importance: Mapping[str, float | None], performance: Mapping[str, float | None]
) -> Priorities | None:
    """Each aspect in its quadrant; the mean itself counts as high. None when nothing has a place.

    Only aspects with both an importance and a performance have a place and count in the means.
    """
    both = {
        name: (important, performed)
        for name, important in importance.items()
        if important is not None and (performed := performance.get(name)) is not None
    }
    if not both:
        return None
    across = fmean(important for important, _performed in both.values())
    along = fmean(performed for _important, performed in both.values())
    places = {
        name: _quadrant(important >= across - EQUAL, performed >= along - EQUAL)
        for name, (important, performed) in both.items()
    }
    return Priorities(across, along, places)


def _quadrant(is_important: bool, is_done_well: bool) -> Quadrant:
    if is_important:
        return Quadrant.KEEP_UP if is_done_well else Quadrant.CONCENTRATE_HERE
    return Quadrant.POSSIBLE_OVERKILL if is_done_well else Quadrant.LOW_PRIORITY


def _both(
    overall: Answers, answers: Answers, counts: Sequence[int]
) -> tuple[list[float], list[float], list[int]]:
    """The scores of those who gave both, each pair once, and how many gave it."""
    pairs: Counter[tuple[float, float]] = Counter()
    for whole, part, n in zip(overall, answers, counts, strict=True):
        if whole is not None and part is not None:
            pairs[whole, part] += n
    return [whole for whole, _part in pairs], [part for _whole, part in pairs], [*pairs.values()]


def _complete(
    overall: Answers, columns: Sequence[Answers], counts: Sequence[int]
) -> Counter[tuple[float, ...]]:
    """The rows, overall score first, of those who scored everything, and how many gave each."""
    found: Counter[tuple[float, ...]] = Counter()
    for *row, n in zip(overall, *columns, counts, strict=True):
        full = tuple(score for score in row if score is not None)
        if len(full) == len(row):
            found[full] += n
    return found


def _mean(answers: Answers, counts: Sequence[int]) -> float | None:
    scored = [(score, n) for score, n in zip(answers, counts, strict=True) if score is not None]
    return mean([score for score, _n in scored], [n for _score, n in scored]) if scored else None


def _weights(rows: Counter[tuple[float, ...]], names: Sequence[str]) -> Weights | None:
    """The relative weights of these aspects, over rows with the overall score first."""
    if not rows:
        return None
    overall, *columns = zip(*rows, strict=True)
    of_each = dict(zip(names, columns, strict=True))
    return relative_weights(overall, of_each, [*rows.values()])
