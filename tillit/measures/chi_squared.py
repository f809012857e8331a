"""The upper tail of the chi-squared distribution, which the standard library lacks."""

from __future__ import annotations

import math


def upper_tail(value: float, degrees: int) -> float:
    """P(X >= value) for whole degrees of freedom, Abramowitz and Stegun 26.4.4 and 26.4.5.

    Raises:
        ValueError: a negative value, or no degree of freedom.
    """
    if value < 0:
        raise ValueError("Chi-squared is never negative.")
    if degrees < 1:
        raise ValueError("Chi-squared needs at least one degree of freedom.")
    half, odd = value / 2, degrees % 2
    tail = math.erfc(math.sqrt(half)) if odd else 0.0
    if half == 0:
        return 1.0
    powers = (step + odd / 2 for step in range((degrees - odd) // 2))
    # In logarithms, since a power of a large value does not fit into a number.
    terms = (math.exp(power * math.log(half) - half - math.lgamma(power + 1)) for power in powers)
    return min(1.0, tail + math.fsum(terms))
