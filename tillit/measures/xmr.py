"""The XmR chart of single figures: what a week usually brings, and when something changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from tillit.measures.signals import (
    EQUAL,
    MINIMUM_POINTS,
    Signals,
    Verdict,
    deviation,
    signals,
    verdict,
)

REACH = 2.66
"""Mean moving ranges from the centre to a limit: 3/1.128, as Wheeler rounds it."""

RANGE_REACH = 3.268
"""Mean moving ranges up to the limit of ranges."""

Points = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is usual, in the unit of the points: X̄ ± 2.66·mR̄, and ranges up to 3.268·mR̄.

    Limits may lie where no figure can be (below no time, above 100 %); draw them no farther.
    """

    centre: float
    mean_range: float
    low: float
    high: float
    highest_range: float

    @property
    def has_no_dispersion(self) -> bool:
        """Whether every point of the baseline was the same, so that any other is a signal."""
        return self.mean_range == 0


@dataclass(frozen=True, slots=True)
class Xmr:
    """A chart: limits of its baseline, each point's moving range, and where rules fire.

    Without limits (fewer than 6 points in the baseline) there are no signals either.
    """

    limits: Limits | None
    ranges: tuple[float | None, ...]
    signals: Signals | None
    large_ranges: tuple[int, ...]
    verdict: Verdict


def xmr(points: Points, baseline: int) -> Xmr:
    """The chart of these points, oldest first; the limits are those of the first `baseline` ones.

    They stay as they are when points come: a baseline is frozen (12 to 20 points are best), and
    moved only when a shift has been explained. A period without a figure is None; it has no moving
    range, nor has the one after it.

    Raises:
        ValueError: a baseline that is longer than the row, or negative.
    """
    if not 0 <= baseline <= len(points):
        raise ValueError("A baseline is made of the first points, no more than there are.")
    ranges = _moving_ranges(points)
    limits = limits_of(points[:baseline])
    if limits is None:
        return Xmr(None, ranges, None, (), Verdict.UNKNOWN)
    reach = limits.high - limits.centre
    deviations = [
        None if point is None else deviation(point, limits.centre, reach) for point in points
    ]
    large = tuple(index for index, size in enumerate(ranges) if _is_large(size, limits))
    return Xmr(limits, ranges, signals(deviations), large, verdict(deviations))


def limits_of(baseline: Points) -> Limits | None:
    """The limits of a baseline; None when it has fewer than 6 points, or none beside each other."""
    values = [point for point in baseline if point is not None]
    ranges = [size for size in _moving_ranges(baseline) if size is not None]
    if len(values) < MINIMUM_POINTS or not ranges:
        return None
    mean_range = fmean(ranges)
    # A mean of equal numbers need not be that number for a computer.
    centre = fmean(values) if mean_range else values[0]
    return Limits(
        centre=centre,
        mean_range=mean_range,
        low=centre - REACH * mean_range,
        high=centre + REACH * mean_range,
        highest_range=RANGE_REACH * mean_range,
    )


def _moving_ranges(points: Points) -> tuple[float | None, ...]:
    """How far each point is from the one before; None where one of them is missing."""
    if not points:
        return ()
    steps = (
        None if before is None or after is None else abs(after - before)
        for before, after in pairwise(points)
    )
    return (None, *steps)


def _is_large(size: float | None, limits: Limits) -> bool:
    return size is not None and size > limits.highest_range * (1 + EQUAL)
