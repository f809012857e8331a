"""Whether those who had an experience leave more often than those who had not.

The experience comes first, the outcome in a later window. Association, not cause: compare within
one tenure and segment.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tillit.measures.normal import two_sided_z
from tillit.measures.statistics import ratio

CORRECTION = 0.5
"""What Haldane and Anscombe add to each cell when one of them is empty."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many of a group left, and how many stayed."""

    left: int
    stayed: int

    @property
    def n(self) -> int:
        """The group."""
        return self.left + self.stayed


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Exposure:
    """The risk of leaving (0 to 1) with and without the experience, and how they compare.

    `attributable` is the share of all who left that would have stayed if everybody left as seldom
    as those without the experience (negative when those leave more often). `is_corrected`: one cell
    was empty, so the ratios are those with a half more in each; say so. The risks and the share
    are those that were counted. What cannot be compared is None.
    """

    risk: float | None
    risk_without: float | None
    risk_ratio: Ratio | None
    odds_ratio: Ratio | None
    attributable: float | None
    is_corrected: bool


def exposure(exposed: Outcomes, others: Outcomes, confidence: float = 0.95) -> Exposure:
    """Risk ratio and odds ratio with log Wald intervals (Katz; Woolf), and the attributable share.

    There are no ratios when a group is empty, or when nobody or everybody left.

    Raises:
        ValueError: a negative count.
    """
    cells = (exposed.left, exposed.stayed, others.left, others.stayed)
    if min(cells) < 0:
        raise ValueError("A number of customers cannot be negative.")
    left, stayed = exposed.left + others.left, exposed.stayed + others.stayed
    with_it, without = ratio(exposed.left, exposed.n), ratio(others.left, others.n)
    overall = ratio(left, left + stayed)
    if with_it is None or without is None or not overall or not stayed:
        return Exposure(with_it, without, None, None, None, False)
    is_corrected = 0 in cells
    a, b, c, d = (cell + (CORRECTION if is_corrected else 0) for cell in cells)
    z = two_sided_z(confidence)
    risks = _ratio(a / (a + b) / (c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d), z)
    odds = _ratio(a * d / (b * c), 1 / a + 1 / b + 1 / c + 1 / d, z)
    return Exposure(with_it, without, risks, odds, (overall - without) / overall, is_corrected)


def _ratio(value: float, variance: float, z: float) -> Ratio:
    """A ratio with its interval, from the variance of its logarithm."""
    factor = math.exp(z * math.sqrt(variance))
    return Ratio(value, value / factor, value * factor)
