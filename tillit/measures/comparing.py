"""Comparing teams fairly: the same mix of cases, limits by their size, and not too many alarms."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from tillit.measures.normal import two_sided_z
from tillit.measures.statistics import Interval, Share, ratio

WARNING, ALARM = 0.95, 0.998
"""The confidence of the inner and the outer limits of a funnel."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A share as it is, and as it would be with the standard mix of cases.

    Where a part of the mix has no cases at all (`empty`) there is no adjusted share.
    """

    crude: float | None
    adjusted: float | None
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a team lies in a funnel around the share of all; the limits are those of its size.

    `z` is None when the share of all is 0 or 1; then any other share is outside.
    """

    n: int
    share: float
    z: float | None
    inner: Interval
    outer: Interval

    @property
    def is_outside_inner(self) -> bool:
        """Whether chance alone brings a team here in fewer than 1 of 20 cases."""
        return not self.inner[0] <= self.share <= self.inner[1]

    @property
    def is_outside_outer(self) -> bool:
        """Whether chance alone brings a team here in fewer than 1 of 500 cases."""
        return not self.outer[0] <= self.share <= self.outer[1]


def standardised(mix: Mapping[str, float], strata: Mapping[str, Share]) -> Adjusted:
    """The share with a standard mix, Σ(weight of the part · share in it), directly standardised.

    `strata` are (successes, n) of each kind of case; `mix` need not add up to 1.

    Raises:
        ValueError: a mix of nothing or with negative parts, a share that cannot be, or cases of a
            kind that the mix does not know.
    """
    if any(weight < 0 for weight in mix.values()) or not any(mix.values()):
        raise ValueError("A mix is made of parts, and none of them is negative.")
    if any(not 0 <= successes <= n for successes, n in strata.values()):
        raise ValueError("A share needs between 0 and n successes.")
    if any(n and part not in mix for part, (_successes, n) in strata.items()):
        raise ValueError("The mix has to name every kind of case.")
    successes = sum(good for good, _n in strata.values())
    crude = ratio(successes, sum(n for _good, n in strata.values()))
    shares = {part: ratio(*strata.get(part, (0, 0))) for part, weight in mix.items() if weight}
    empty = tuple(part for part, share in shares.items() if share is None)
    if empty:
        return Adjusted(crude, None, empty)
    total = fsum(mix.values())
    adjusted = fsum(mix[part] / total * (share or 0.0) for part, share in shares.items())
    return Adjusted(crude, adjusted, ())


def is_reversed(one: Adjusted, other: Adjusted) -> bool:
    """Whether who is ahead changes with the mix (Simpson's paradox), so the crude misleads."""
    if one.crude is None or other.crude is None or one.adjusted is None or other.adjusted is None:
        return False
    return (one.crude - other.crude) * (one.adjusted - other.adjusted) < 0


def funnel(overall: float, share: Share) -> Place | None:
    """Where (successes, n) lies around the share of all; None without cases.

    Limits p₀ ± 1.96·√(p₀(1 − p₀)/n) and p₀ ± 3.09·√(…), never beyond 0 and 1 (Spiegelhalter 2005).

    Raises:
        ValueError: shares that cannot be.
    """
    successes, n = share
    if not 0 <= overall <= 1 or not 0 <= successes <= n:
        raise ValueError("A share lies between 0 and 1.")
    if n == 0:
        return None
    error = math.sqrt(overall * (1 - overall) / n)
    z = (successes / n - overall) / error if error else None
    inner, outer = _around(overall, error, WARNING), _around(overall, error, ALARM)
    return Place(n, successes / n, z, inner, outer)


def z_given_mix(strata: Mapping[str, Share], overall: Mapping[str, Share]) -> float | None:
    """How far a share is from what its own kinds of cases would come to with everybody, as a z.

    Expected are Σ nₛ·pₛ successes, with the variance Σ nₛ·pₛ·(1 − pₛ), where pₛ is the share of all
    in kind s (indirect standardisation, Breslow & Day 1987). None where nothing can vary.

    Raises:
        ValueError: a kind that all together do not have.
    """
    if any(n and not overall.get(part, (0, 0))[1] for part, (_successes, n) in strata.items()):
        raise ValueError("All together need cases of every kind.")
    shares = {part: ratio(*overall[part]) or 0.0 for part, (_good, n) in strata.items() if n}
    expected = fsum(strata[part][1] * share for part, share in shares.items())
    variance = fsum(strata[part][1] * share * (1 - share) for part, share in shares.items())
    successes = sum(good for good, _n in strata.values())
    return (successes - expected) / math.sqrt(variance) if variance else None


def shrunk(share: Share, overall: float, strength: float) -> float | None:
    """The share drawn towards that of all, the more the fewer cases: (k + m·p₀)/(n + m).

    `strength` m is how many cases the knowledge about all is worth. None without either.

    Raises:
        ValueError: shares that cannot be, or a negative strength.
    """
    successes, n = share
    if not 0 <= overall <= 1 or not 0 <= successes <= n or strength < 0:
        raise ValueError("A share lies between 0 and 1, and no strength is negative.")
    return ratio(successes + strength * overall, n + strength)


def discoveries(p_values: Sequence[float | None], rate: float = 0.05) -> list[bool]:
    """Which of many comparisons are signals when at most this part of those may be false.

    Source: Benjamini and Hochberg 1995. A comparison that is not defined (None) is none.

    Raises:
        ValueError: a p or a rate that is not between 0 and 1.
    """
    known = sorted(p for p in p_values if p is not None)
    if not 0 <= rate <= 1 or any(not 0 <= p <= 1 for p in known):
        raise ValueError("A probability lies between 0 and 1.")
    passing = (p for place, p in enumerate(known, start=1) if p <= place * rate / len(known))
    threshold = max(passing, default=-1.0)
    return [p is not None and p <= threshold for p in p_values]


def _around(centre: float, error: float, confidence: float) -> Interval:
    half = two_sided_z(confidence) * error
    return max(0.0, centre - half), min(1.0, centre + half)
