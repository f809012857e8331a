"""Statistics for figures that people act on: every rate and mean with its interval.

Undefined is None, never 0 or 100 %.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tillit.measures.normal import two_sided_p, two_sided_z
from tillit.measures.student import two_sided_t

Interval = tuple[float, float]
Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of n with its Wilson interval; without n there is neither."""

    part: int
    n: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """How a share changed: the difference with its interval, the pooled z and its p."""

    difference: float
    low: float
    high: float
    z: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its t interval; a single value has neither spread nor interval."""

    n: int
    mean: float
    deviation: float | None
    low: float | None
    high: float | None


def wilson(successes: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Wilson score interval of a share; None without observations."""
    if not 0 <= successes <= n:
        raise ValueError("A share needs between 0 and n successes.")
    if n == 0:
        return None
    z = two_sided_z(confidence)
    share, shrink = successes / n, 1 + z * z / n
    centre = (share + z * z / (2 * n)) / shrink
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / shrink
    # The bounds at the two ends are exact; rounding must not leave 1e-17 there.
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return low, high


def rate(part: int, n: int, confidence: float = 0.95) -> Rate:
    """A part of n as a share with its Wilson interval; not defined of nothing."""
    bounds = wilson(part, n, confidence)
    if bounds is None:
        return Rate(part, n, None, None, None)
    return Rate(part, n, part / n, *bounds)


def ratio(numerator: float, n: float) -> float | None:
    """A quotient that may exceed 1; not defined by nothing."""
    return numerator / n if n else None


def newcombe(before: Share, after: Share, confidence: float = 0.95) -> Change | None:
    """Change between two (successes, n) with Newcombe's interval; None when one has no n."""
    bounds_before, bounds_after = wilson(*before, confidence), wilson(*after, confidence)
    if bounds_before is None or bounds_after is None:
        return None
    share_before, share_after = before[0] / before[1], after[0] / after[1]
    difference = share_after - share_before
    below = math.hypot(share_after - bounds_after[0], bounds_before[1] - share_before)
    above = math.hypot(bounds_after[1] - share_after, share_before - bounds_before[0])
    z = _pooled_z(before, after)
    p = None if z is None else two_sided_p(z)
    return Change(difference, difference - below, difference + above, z, p)


def percentile(values: Sequence[float], q: float) -> float | None:
    """Percentile by linear interpolation (type 7, as PostgreSQL's percentile_cont)."""
    return percentile_of_sorted(sorted(values), q)


def percentile_of_sorted(values: Sequence[float], q: float) -> float | None:
    """Percentile of values already in ascending order; None without values."""
    if not 0 <= q <= 1:
        raise ValueError("A percentile needs a share between 0 and 1.")
    if not values:
        return None
    rank = q * (len(values) - 1)
    below = math.floor(rank)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (rank - below)


def mean_interval(values: Sequence[float], confidence: float = 0.95) -> Mean | None:
    """Mean of values with its t interval; None without values."""
    if not values:
        return None
    mean = math.fsum(values) / len(values)
    squares = math.fsum((value - mean) ** 2 for value in values)
    return _mean(len(values), mean, squares, confidence)


def mean_interval_of_sums(
    n: int, total: float, total_of_squares: float, confidence: float = 0.95
) -> Mean | None:
    """Mean with its t interval from n, the sum and the sum of squares, as a database gives them."""
    if n < 0:
        raise ValueError("A number of values cannot be negative.")
    if n == 0:
        return None
    squares = max(0.0, (n * total_of_squares - total * total) / n)
    return _mean(n, total / n, squares, confidence)


def local_day(instant: datetime, zone: str) -> date:
    """Report day of an instant: its local date in the report's time zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(ZoneInfo(zone)).date()


def _mean(n: int, mean: float, squares: float, confidence: float) -> Mean:
    """Mean with what its squared deviations say about its spread."""
    if n == 1:
        return Mean(n, mean, None, None, None)
    deviation = math.sqrt(squares / (n - 1))
    half = two_sided_t(confidence, n - 1) * deviation / math.sqrt(n)
    return Mean(n, mean, deviation, mean - half, mean + half)


def _pooled_z(before: Share, after: Share) -> float | None:
    """Pooled two-proportion z; None when both shares are 0 or both 1."""
    (first, first_n), (second, second_n) = before, after
    pooled = (first + second) / (first_n + second_n)
    variance = pooled * (1 - pooled) * (1 / first_n + 1 / second_n)
    if variance == 0:
        return None
    return (second / second_n - first / first_n) / math.sqrt(variance)
