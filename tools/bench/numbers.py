"""Medians and percentiles of what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Sample:
    """One request: how long it took, what it cost the server, how much came back."""

    wall: float
    cpu: float
    size: int


@dataclass(frozen=True)
class Spread:
    """Milliseconds: the median, and what 95 of 100 stay below."""

    median: float
    p95: float


@dataclass(frozen=True)
class Cost:
    """What a kind of request cost, over so many of them."""

    requests: int
    wall: Spread
    cpu: Spread
    bytes: int


def spread_of(seconds: Iterable[float]) -> Spread:
    """The spread of durations in seconds."""
    ordered = sorted(seconds)
    return Spread(1000 * median(ordered), 1000 * _p95(ordered))


def _p95(ordered: Sequence[float]) -> float:
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def cost_of(samples: Sequence[Sample]) -> Cost:
    """What these requests cost."""
    return Cost(
        requests=len(samples),
        wall=spread_of(sample.wall for sample in samples),
        cpu=spread_of(sample.cpu for sample in samples),
        bytes=round(median(sample.size for sample in samples)),
    )


def ratio(costs: Sequence[Cost]) -> float:
    """How many times dearer for the server the last is than the first."""
    return costs[-1].cpu.median / costs[0].cpu.median
