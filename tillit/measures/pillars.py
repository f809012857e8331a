"""Six pillars of an experience, each 0 to 10, and their index of 0 to 100.

The idea is that of KPMG Nunwood; items, weights and scale are ours.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from statistics import fmean
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)

MOST = 10.0
INDEX_MOST = 100.0


class Pillar(StrEnum):
    """What makes an experience a good one."""

    PERSONALISATION = "personalisation"
    INTEGRITY = "integrity"
    EXPECTATIONS = "expectations"
    RESOLUTION = "resolution"
    TIME_AND_EFFORT = "time_and_effort"
    EMPATHY = "empathy"


@dataclass(frozen=True, slots=True)
class PillarIndex(Generic[Name]):
    """What the pillars come to, and where to begin.

    `index` is 0 to 100 over the scored pillars, which make up `coverage` (0 to 1) of the weight;
    `total` is the plain sum (of 60) and only there when all are scored. The `weakest` are lowest,
    the `largest_losses` cost the index most; several, when they are equal.
    """

    index: float | None
    coverage: float
    total: float | None
    weakest: tuple[Name, ...]
    largest_losses: tuple[Name, ...]


def rescaled(value: float, low: float, high: float) -> float:
    """An answer on a scale of low to high, as 0 to 10.

    Raises:
        ValueError: the scale has no length, or the answer is not on it.
    """
    if not low < high:
        raise ValueError("A scale goes from a lower to a higher end.")
    if not low <= value <= high:
        raise ValueError(f"This scale goes from {low} to {high}.")
    return MOST * (value - low) / (high - low)


def pillar_score(items: Iterable[float | None]) -> float | None:
    """The mean of its items (each 0 to 10, see `rescaled`); None when nothing was answered."""
    answered = [item for item in items if item is not None]
    return fmean(answered) if answered else None


def pillar_index(
    scores: Mapping[Name, float | None], weights: Mapping[Name, float] | None = None
) -> PillarIndex[Name]:
    """The index 10·Σ(weight·score)/Σ(weight) over the scored pillars; weighted alike by default.

    Raises:
        ValueError: a score outside of 0 to 10, or weights that are negative, all zero, or those of
            other pillars.
    """
    weights = dict.fromkeys(scores, 1.0) if weights is None else weights
    _check(scores, weights)
    scored = {name: value for name, value in scores.items() if value is not None}
    weight = fsum(weights[name] for name in scored)
    reached = fsum(weights[name] * value for name, value in scored.items())
    lost = {name: weights[name] * (MOST - value) for name, value in scored.items()}
    return PillarIndex(
        index=INDEX_MOST / MOST * reached / weight if weight else None,
        coverage=weight / fsum(weights.values()),
        total=fsum(scored.values()) if len(scored) == len(scores) else None,
        weakest=_where(scored, min(scored.values(), default=None)),
        largest_losses=_where(lost, max(lost.values(), default=0.0) or None),
    )


def _check(scores: Mapping[Name, float | None], weights: Mapping[Name, float]) -> None:
    if any(value is not None and not 0 <= value <= MOST for value in scores.values()):
        raise ValueError("A pillar is scored from 0 to 10.")
    if weights.keys() != scores.keys():
        raise ValueError("Every pillar needs a weight, and every weight its pillar.")
    if any(weight < 0 for weight in weights.values()) or not any(weights.values()):
        raise ValueError("Weights are not negative, and not all of them zero.")


def _where(values: Mapping[Name, float], wanted: float | None) -> tuple[Name, ...]:
    return tuple(name for name, value in values.items() if value == wanted)
