"""Whether customers would recommend us (Net Promoter Score): 100·(promoters − detractors)/n.

A score from -100 to 100, without a percent sign. Promoters answer 9 or 10, detractors 0 to 6.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tillit.measures.normal import two_sided_p, two_sided_z

PROMOTERS_FROM = 9
DETRACTORS_TO = 6
BEST = 10
MOST = 100.0
ADDED = 3.0
"""How many answers the adjusted Wald interval adds: a quarter of them at each end."""


@dataclass(frozen=True, slots=True)
class Votes:
    """How many would recommend us, would not, or stand between."""

    promoters: int
    passives: int
    detractors: int

    def __post_init__(self) -> None:
        """Refuse what cannot be counted."""
        if min(self.promoters, self.passives, self.detractors) < 0:
            raise ValueError("A number of answers cannot be negative.")

    @property
    def n(self) -> int:
        """All answers."""
        return self.promoters + self.passives + self.detractors


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with its standard error and its interval, which ends at -100 and 100."""

    value: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference(Estimate):
    """How far two scores are apart; z and p are None when neither of them varies."""

    z: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An estimate twice: as it is, and adjusted, whose interval holds with few answers too.

    Show the plain one with the bounds `low` and `high`: the adjusted ones, never so narrow that
    they would leave out what is shown (which happens with a single answer).
    """

    plain: Estimate
    adjusted: Estimate

    @property
    def value(self) -> float:
        """The estimate as it is shown."""
        return self.plain.value

    @property
    def low(self) -> float:
        """The lower bound as it is shown."""
        return min(self.adjusted.low, self.value)

    @property
    def high(self) -> float:
        """The upper bound as it is shown."""
        return max(self.adjusted.high, self.value)


@dataclass(frozen=True, slots=True)
class Recommendation(Adjusted):
    """The score of so many answers."""

    n: int


@dataclass(frozen=True, slots=True)
class RecommendationChange(Adjusted):
    """How the score changed, tested plainly and adjusted; judge by the adjusted."""

    plain: Difference
    adjusted: Difference


def votes(counts: Mapping[int, int]) -> Votes:
    """Promoters, passives and detractors among the answers 0 to 10.

    Raises:
        ValueError: a count is negative, or of an answer that is not 0 to 10.
    """
    if any(not 0 <= answer <= BEST for answer in counts):
        raise ValueError("Recommendation is asked for from 0 to 10.")
    if any(count < 0 for count in counts.values()):
        raise ValueError("A number of answers cannot be negative.")
    promoters = sum(n for answer, n in counts.items() if answer >= PROMOTERS_FROM)
    detractors = sum(n for answer, n in counts.items() if answer <= DETRACTORS_TO)
    return Votes(promoters, sum(counts.values()) - promoters - detractors, detractors)


def recommendation(given: Votes, confidence: float = 0.95) -> Recommendation | None:
    """The score with its intervals; None without answers.

    The plain standard error is that of a trinomial, 100·√((p + d − (p − d)²)/n). The adjusted Wald
    interval does the same with 3 answers more, 3/4 of one at each end (Rocks 2016; MeasuringU).
    """
    if given.n == 0:
        return None
    z = two_sided_z(confidence)
    return Recommendation(_estimate(given, 0.0, z), _estimate(given, ADDED, z), given.n)


def change(before: Votes, after: Votes, confidence: float = 0.95) -> RecommendationChange | None:
    """How the score changed between two waves of different people; None when one has no answers.

    z is the difference by √(SE₁² + SE₂²), p two-sided, the interval so many of those to each side.
    """
    first, second = recommendation(before), recommendation(after)
    if first is None or second is None:
        return None
    z = two_sided_z(confidence)
    return RecommendationChange(
        _difference(first.plain, second.plain, z),
        _difference(first.adjusted, second.adjusted, z),
    )


def _estimate(given: Votes, added: float, z: float) -> Estimate:
    n = given.n + added
    promoters = (given.promoters + added / 4) / n
    detractors = (given.detractors + added / 4) / n
    net = promoters - detractors
    error = MOST * math.sqrt(max(0.0, promoters + detractors - net * net) / n)
    low, high = MOST * net - z * error, MOST * net + z * error
    return Estimate(MOST * net, error, max(-MOST, low), min(MOST, high))


def _difference(first: Estimate, second: Estimate, z: float) -> Difference:
    value = second.value - first.value
    error = math.hypot(first.error, second.error)
    low, high = value - z * error, value + z * error
    if error == 0:
        return Difference(value, error, low, high, None, None)
    return Difference(value, error, low, high, value / error, two_sided_p(value / error))
