"""How long until something happens, when for some it has not happened yet (Kaplan and Meier)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tillit.measures.normal import two_sided_z

HALF = 0.5 + 1e-12
"""What is 1/2 by arithmetic must be 1/2 for a computer too."""


@dataclass(frozen=True, slots=True)
class Step:
    """At a time something happened to some of those at risk, and this share is left (0 to 1).

    The bounds are None once nobody is left.
    """

    time: float
    at_risk: int
    events: int
    left: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Survival:
    """The curve of who is left, and the first time at which half or fewer are."""

    n: int
    steps: tuple[Step, ...]
    median: float | None

    def left_at(self, time: float) -> float:
        """The share that is left at this time."""
        step = self.step_at(time)
        return step.left if step else 1.0

    def step_at(self, time: float) -> Step | None:
        """The last step up to this time; None before the first."""
        return next((step for step in reversed(self.steps) if step.time <= time), None)


def survival(
    times: Sequence[float], happened: Sequence[bool], confidence: float = 0.95
) -> Survival | None:
    """The Kaplan-Meier curve with log-log bounds on Greenwood's variance; None of nobody.

    Each time is when it happened, or how long it has not. At one time what happens comes before who
    is lost sight of. Sources: Kaplan and Meier 1958; Kalbfleisch and Prentice for the bounds.

    Raises:
        ValueError: not as many times as outcomes, or a negative time.
    """
    events, waiting = _parted(times, happened)
    return survival_of(_counted(events), _counted(waiting), len(times), confidence)


def survival_of(
    happened: Iterable[tuple[float, int]],
    waiting: Iterable[tuple[float, int]],
    n: int,
    confidence: float = 0.95,
) -> Survival | None:
    """The same of all `n` from times that were counted, each with how often; both ascending."""
    z = two_sided_z(confidence)
    steps, variance = [], 0.0
    for time, at_risk, those, left in _steps(happened, waiting, n):
        if at_risk > those:
            variance += those / (at_risk * (at_risk - those))
        low, high = _bounds(left, z * math.sqrt(variance))
        steps.append(Step(time, at_risk, those, left, low, high))
    median = next((step.time for step in steps if step.left <= HALF), None)
    return Survival(n, tuple(steps), median) if n else None


def median_survival(
    happened: Iterable[tuple[float, int]], waiting: Iterable[float], n: int
) -> float | None:
    """The first time at which half or fewer are left; None while more than half still wait.

    `happened` are the times at which it happened, each with how often, `waiting` how long the
    others of all `n` wait already, both ascending. Those are asked for one by one, no further than
    is needed.
    """
    steps = _steps(happened, ((time, 1) for time in waiting), n)
    return next((time for time, _at_risk, _events, left in steps if left <= HALF), None)


def _steps(
    happened: Iterable[tuple[float, int]], waiting: Iterable[tuple[float, int]], n: int
) -> Iterator[tuple[float, int, int, float]]:
    """Each time at which it happened: how many were at risk, to how many, and who is left."""
    at_risk, left = n, 1.0
    lost = iter(waiting)
    next_lost = next(lost, None)
    for time, events in happened:
        while next_lost is not None and next_lost[0] < time:
            at_risk -= next_lost[1]
            next_lost = next(lost, None)
        left *= 1 - events / at_risk
        yield time, at_risk, events, left
        at_risk -= events


def _counted(times: Sequence[float]) -> Iterator[tuple[float, int]]:
    """Each time with how often it was met."""
    return ((time, sum(1 for _one in those)) for time, those in groupby(times))


def _parted(times: Sequence[float], happened: Sequence[bool]) -> tuple[list[float], list[float]]:
    """The times at which it happened and those at which it had not, both ascending."""
    if len(times) != len(happened):
        raise ValueError("Each time needs its outcome.")
    if any(time < 0 for time in times):
        raise ValueError("Nothing happens before it begins.")
    pairs = sorted(zip(times, happened, strict=True))
    return [time for time, so in pairs if so], [time for time, so in pairs if not so]


def _bounds(left: float, spread: float) -> tuple[float, float] | tuple[None, None]:
    """The log-log interval S^exp(±spread/ln S)."""
    if left <= 0:
        return None, None
    exponent = math.exp(spread / -math.log(left))
    return left**exponent, left ** (1 / exponent)
