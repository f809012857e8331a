"""The normal distribution, as tests and intervals ask for it."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist


@lru_cache(maxsize=64)
def two_sided_z(confidence: float) -> float:
    """Normal quantile that leaves the rest of the confidence evenly in both tails.

    Raises:
        ValueError: the confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError("A confidence lies between 0 and 1.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def two_sided_p(z: float) -> float:
    """How probable a standard normal value as far from 0 as z is, or farther, on either side."""
    return math.erfc(abs(z) / math.sqrt(2))
