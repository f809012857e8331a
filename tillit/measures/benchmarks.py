"""Figures of others, which stand beside ours only when they mean the same."""

from __future__ import annotations

from dataclasses import dataclass


class OtherScale(ValueError):
    """Two figures are on different scales, so that no difference of them means anything."""


@dataclass(frozen=True, slots=True)
class Index:
    """What a figure is a number of: an index by its name, from its lowest to its highest value."""

    name: str
    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse a scale without a name or a length."""
        if not self.name or not self.low < self.high:
            raise ValueError("A scale has a name, and goes from a lower to a higher end.")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A published figure, with where it comes from, of which year and of whom."""

    value: float
    index: Index
    source: str
    year: int
    population: str

    def __post_init__(self) -> None:
        """Refuse what nobody could look up, or what is not on its scale."""
        if not self.source or not self.population or self.year < 1:
            raise ValueError("A benchmark names its source, its year and its population.")
        if not self.index.low <= self.value <= self.index.high:
            raise ValueError("A benchmark lies on its scale.")


def ahead_of(own: float | None, index: Index, benchmark: Benchmark) -> float | None:
    """How far our figure is above the benchmark, in points of its scale; None without ours.

    Raises:
        OtherScale: ours is a number of something else, such as a share beside an index.
        ValueError: our figure does not lie on its scale.
    """
    if index != benchmark.index:
        raise OtherScale(f"{index.name} cannot stand beside {benchmark.index.name}.")
    if own is None:
        return None
    if not index.low <= own <= index.high:
        raise ValueError("A figure lies on its scale.")
    return own - benchmark.value
