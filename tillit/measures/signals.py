"""Whether a row of figures says that something changed, or varies as it always does.

A **deviation** is how far a point is from the centre, in units of the way from there to the limit:
-1 and 1 are the limits, 0 the centre, None a period that has no figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

MINIMUM_POINTS = 6
"""From fewer points nobody can tell what is usual, so there are no limits."""

LONG_RUN = 8
NEAR = 0.5
NEARBY, OF_THE_LAST = 3, 4
EQUAL = 1e-9


class Verdict(Enum):
    """What the newest point says."""

    SIGNAL = "signal"
    NORMAL = "within normal variation"
    UNKNOWN = "not enough points"


@dataclass(frozen=True, slots=True)
class Signals:
    """Where the rules fire, by the index of the point at which they do.

    `outside`: the point is beyond a limit (rule 1). `runs`: it is at least the eighth in a row on
    one side of the centre (rule 2). `near`: it is nearer to a limit than to the centre, as at least
    three of the last four points are on that side (rule 3). Source: Wheeler.
    """

    outside: tuple[int, ...]
    runs: tuple[int, ...]
    near: tuple[int, ...]

    def fires_at(self, index: int) -> bool:
        """Whether any rule does at this point."""
        return any(index in rule for rule in (self.outside, self.runs, self.near))


def signals(deviations: Sequence[float | None]) -> Signals:
    """Where the three rules fire; a period without a figure is no point and breaks no run."""
    points = [(index, value) for index, value in enumerate(deviations) if value is not None]
    return Signals(
        outside=tuple(index for index, value in points if abs(value) > 1 + EQUAL),
        runs=tuple(_long_runs(points)),
        near=tuple(_often_near(points)),
    )


def verdict(deviations: Sequence[float | None] | None) -> Verdict:
    """Whether the newest point is a signal; unknown without limits or without a newest figure."""
    if not deviations or deviations[-1] is None:
        return Verdict.UNKNOWN
    fires = signals(deviations).fires_at(len(deviations) - 1)
    return Verdict.SIGNAL if fires else Verdict.NORMAL


def deviation(value: float, centre: float, reach: float) -> float:
    """How far a value is from the centre, in units of the way to a limit.

    Without any dispersion (`reach` 0) whatever is not the centre is infinitely far away.
    """
    distance = value - centre
    if abs(distance) <= EQUAL * max(abs(value), abs(centre)):
        return 0.0
    return distance / reach if reach > 0 else math.copysign(math.inf, distance)


def _long_runs(points: Sequence[tuple[int, float]]) -> Iterator[int]:
    """Where a run on one side is long enough; a point on the centre ends it."""
    length, side = 0, 0
    for index, value in points:
        here = _side(value)
        length = length + 1 if here == side and here else abs(here)
        side = here
        if length >= LONG_RUN:
            yield index


def _often_near(points: Sequence[tuple[int, float]]) -> Iterator[int]:
    """Where a point is near a limit, as enough of those just before it are."""
    for place, (index, value) in enumerate(points):
        lately = points[max(0, place - OF_THE_LAST + 1) : place + 1]
        side = _side(value)
        nearby = sum(1 for _index, other in lately if other * side > NEAR + EQUAL)
        if value * side > NEAR + EQUAL and nearby >= NEARBY:
            yield index


def _side(value: float) -> int:
    return (value > 0) - (value < 0)
