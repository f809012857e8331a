"""Whether those who answered are like those who were asked, and the result as if they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from tillit.measures.statistics import ratio


@dataclass(frozen=True, slots=True)
class Stratum:
    """How many of a part answered, and their mean or share; None when nobody did."""

    n: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Weighted:
    """A result as it came in, and as if each part had answered as it was asked.

    `effective_n` is Kish's: with so many equally weighted answers one would know as much. Where a
    part of the population did not answer at all (`empty`) there is no weighted result.
    """

    n: int
    raw: float | None
    weighted: float | None
    effective_n: float | None
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """The share of a part among those asked and among those who answered."""

    asked: float | None
    answered: float | None

    @property
    def difference(self) -> float | None:
        """How much more of those who answered belong to it."""
        if self.asked is None or self.answered is None:
            return None
        return self.answered - self.asked


def gaps(asked: Mapping[str, int], answered: Mapping[str, int]) -> dict[str, Gap]:
    """For each part of those asked, how it is represented among those who answered.

    Raises:
        ValueError: negative counts, or answers of a part that was not asked.
    """
    _check(asked, answered)
    everybody, answers = sum(asked.values()), sum(answered.values())
    return {
        part: Gap(ratio(n, everybody), ratio(answered.get(part, 0), answers))
        for part, n in asked.items()
    }


def poststratified(population: Mapping[str, int], strata: Mapping[str, Stratum]) -> Weighted:
    """The result weighted to the population: Σ(share of the part · its value).

    Each answer weighs w = (share of the population)/(share of the answers); the effective n is
    (Σw)²/Σw² = N²/Σ(Nₛ²/nₛ) (Kish 1965). A part without answers is to be put together with another.

    Raises:
        ValueError: negative counts, answers of a part that is not in the population, or a value
            where nobody answered (or the other way round).
    """
    answers = {part: one.n for part, one in strata.items() if one.n}
    values = {part: one.value for part, one in strata.items() if one.value is not None}
    if values.keys() != answers.keys():
        raise ValueError("A part has a value exactly when somebody of it answered.")
    _check(population, {part: one.n for part, one in strata.items()})
    n, raw = sum(answers.values()), _mean(values, answers)
    empty = tuple(part for part, size in population.items() if size and part not in answers)
    if empty or not answers:
        return Weighted(n, raw, None, None, empty)
    squares = fsum(population[part] ** 2 / answered for part, answered in answers.items())
    effective_n = sum(population.values()) ** 2 / squares
    return Weighted(n, raw, _mean(values, population), effective_n, ())


def _mean(values: Mapping[str, float], sizes: Mapping[str, int]) -> float | None:
    """The mean over all parts that have a value, each as important as it is large."""
    total = fsum(sizes[part] * value for part, value in values.items())
    return ratio(total, sum(sizes[part] for part in values))


def _check(whole: Mapping[str, int], parts: Mapping[str, int]) -> None:
    if any(n < 0 for counts in (whole, parts) for n in counts.values()):
        raise ValueError("A number of people cannot be negative.")
    if any(n and not whole.get(part) for part, n in parts.items()):
        raise ValueError("Nobody can answer who does not belong to those asked.")
