"""The p-chart of shares: limits for each period by how many cases it had."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from tillit.measures.signals import (
    MINIMUM_POINTS,
    Signals,
    Verdict,
    deviation,
    signals,
    verdict,
)
from tillit.measures.statistics import Share, ratio

SIGMAS = 3
MEAN_RANGE_OF_NORMAL = 1.128
"""How far two standard normal values are apart on average (d₂ of pairs)."""


@dataclass(frozen=True, slots=True)
class Period:
    """The share of one period with its limits; None where there are none yet."""

    n: int
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class PChart:
    """A chart of shares around their common centre; a period without cases is a gap (None).

    `sigma_z` tells how much more (or less) they vary than chance would have it (Laney 2002): near 1
    is chance alone; far above 1 the plain limits are too tight, so draw the wider ones.
    """

    centre: float | None
    sigma_z: float | None
    periods: tuple[Period | None, ...]
    signals: Signals | None
    verdict: Verdict

    @property
    def has_no_dispersion(self) -> bool:
        """Whether the baseline is all or nothing, so that any other share is a signal."""
        return self.centre in (0, 1)


def p_chart(shares: Sequence[Share], baseline: int | None = None, *, laney: bool = False) -> PChart:
    """The chart of (successes, n) of each period, oldest first.

    The centre p̄ is that of the first `baseline` periods (all, by default); limits are
    p̄ ± 3√(p̄(1 − p̄)/n), times σz with `laney`. There are none with fewer than 6 periods.

    Raises:
        ValueError: a share that cannot be, or a baseline longer than the row.
    """
    usual = _usual(shares, len(shares) if baseline is None else baseline)
    centre = ratio(sum(successes for successes, _n in usual), sum(n for _successes, n in usual))
    sigma_z = None if centre is None else _sigma_z(usual, centre)
    if centre is None or len(usual) < MINIMUM_POINTS:
        bare = tuple(Period(n, successes / n, None, None) if n else None for successes, n in shares)
        return PChart(centre, sigma_z, bare, None, Verdict.UNKNOWN)
    sigmas = SIGMAS * (sigma_z if laney and sigma_z is not None else 1.0)
    reaches = [sigmas * _error(centre, n) if n else None for _successes, n in shares]
    both = list(zip(shares, reaches, strict=True))
    periods = tuple(
        None if reach is None else _period(share, centre, reach) for share, reach in both
    )
    deviations = [
        None if reach is None else deviation(successes / n, centre, reach)
        for (successes, n), reach in both
    ]
    return PChart(centre, sigma_z, periods, signals(deviations), verdict(deviations))


def _usual(shares: Sequence[Share], baseline: int) -> list[Share]:
    """The periods of the baseline that had cases."""
    if not 0 <= baseline <= len(shares):
        raise ValueError("A baseline is made of the first periods, no more than there are.")
    if any(not 0 <= successes <= n for successes, n in shares):
        raise ValueError("A share needs between 0 and n successes.")
    return [share for share in shares[:baseline] if share[1]]


def _period(share: Share, centre: float, reach: float) -> Period:
    successes, n = share
    return Period(n, successes / n, max(0.0, centre - reach), min(1.0, centre + reach))


def _error(centre: float, n: int) -> float:
    """The standard error of a share of n when the true one is the centre."""
    return math.sqrt(centre * (1 - centre) / n)


def _sigma_z(usual: Sequence[Share], centre: float) -> float | None:
    """The mean moving range of the standardised shares by 1.128; None when nothing can vary."""
    if len(usual) < 2 or not 0 < centre < 1:
        return None
    standard = [(successes / n - centre) / _error(centre, n) for successes, n in usual]
    return fmean(abs(after - before) for before, after in pairwise(standard)) / MEAN_RANGE_OF_NORMAL
