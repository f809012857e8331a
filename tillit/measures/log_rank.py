"""Whether groups differ in how long it takes until something happens (Mantel's log-rank test)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tillit.measures.chi_squared import upper_tail
from tillit.measures.eigen import Matrix, eigen, product


@dataclass(frozen=True, slots=True)
class Group:
    """One group: each time is when it happened, or how long it has not."""

    times: Sequence[float]
    happened: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Counted:
    """The same from times that were counted: to how many it happened when, and had not by when."""

    happened: Mapping[float, int]
    waiting: Mapping[float, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many there are."""
        return sum(self.happened.values()) + sum(self.waiting.values())

    def at_risk(self, time: float) -> int:
        """To how many it had not happened before this time."""
        both = (self.happened, self.waiting)
        return sum(n for counts in both for at, n in counts.items() if at >= time)


@dataclass(frozen=True, slots=True)
class LogRank:
    """How much the groups differ, and how probable that would be if they did not."""

    chi_squared: float
    degrees: int
    p: float


def log_rank(groups: Sequence[Group]) -> LogRank | None:
    """The test for two or more groups; None when nothing happened while they could be compared.

    χ² = (O − E)ᵀV⁻(O − E) with the hypergeometric variance; as many degrees of freedom as V has
    rank. Source: Mantel 1966.

    Raises:
        ValueError: fewer than two groups, an empty one, or times without outcomes.
    """
    if any(len(group.times) != len(group.happened) for group in groups):
        raise ValueError("Each time needs its outcome.")
    return log_rank_of([_counted(group) for group in groups])


def log_rank_of(groups: Sequence[Counted]) -> LogRank | None:
    """The same from times that were counted.

    Raises:
        ValueError: fewer than two groups, or an empty one.
    """
    if len(groups) < 2 or not all(group.n for group in groups):
        raise ValueError("At least two groups are compared, and none of them is empty.")
    size = len(groups)
    surplus = [0.0] * size
    variance: Matrix = [[0.0] * size for _group in groups]
    for time in sorted({time for group in groups for time, n in group.happened.items() if n}):
        at_risk = [group.at_risk(time) for group in groups]
        _add(surplus, variance, at_risk, [group.happened.get(time, 0) for group in groups])
    found = eigen(variance)
    if not any(found.values):
        return None
    inverse = found.applied(lambda value: 1 / value)
    parts = zip(surplus, product(inverse, surplus), strict=True)
    chi_squared = max(0.0, math.fsum(one * other for one, other in parts))
    return LogRank(chi_squared, found.rank, upper_tail(chi_squared, found.rank))


def _add(
    surplus: list[float], variance: Matrix, at_risk: Sequence[int], events: Sequence[int]
) -> None:
    """Add what one time tells: events beyond the expected, and how much they could vary."""
    everybody, happened = sum(at_risk), sum(events)
    for i, those in enumerate(at_risk):
        surplus[i] += events[i] - happened * those / everybody
    if everybody < 2:
        return
    factor = happened * (everybody - happened) / (everybody**2 * (everybody - 1))
    for i, those in enumerate(at_risk):
        for k, others in enumerate(at_risk):
            variance[i][k] += factor * those * ((everybody if i == k else 0) - others)


def _counted(group: Group) -> Counted:
    return Counted(Counter(_times(group, True)), Counter(_times(group, False)))


def _times(group: Group, so: bool) -> Iterator[float]:
    """When it happened, or until when it had not."""
    both = zip(group.times, group.happened, strict=True)
    return (time for time, happened in both if bool(happened) is so)
