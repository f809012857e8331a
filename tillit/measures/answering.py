"""Who answered a survey, who did not, and what that does to its result."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import fsum
from typing import Generic, TypeVar

from tillit.measures.statistics import Rate, rate, ratio

Invited = TypeVar("Invited", bound=Hashable)
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Answering:
    """How many were reached, how many of those answered, and how many who began finished."""

    delivered: int
    response: Rate
    completion: Rate | None


@dataclass(frozen=True, slots=True)
class Answer(Generic[Invited, Said]):
    """What was said to one invitation at one instant."""

    invitation: Invited
    at: datetime
    said: Said


@dataclass(frozen=True, slots=True)
class Bias:
    """How far the mean of those who answered is from that of all who were asked."""

    bias: float
    whole_mean: float


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


def answering(
    *, invited: int, bounced: int, completed: int, partial: int = 0, started: int | None = None
) -> Answering:
    """Response rate (usable ÷ delivered) and completion rate (completed ÷ started).

    Delivered is what was invited and did not bounce; who opted out was reached. `partial` are those
    who answered the main question but not all; they are usable.

    Raises:
        ValueError: counts that are negative or more than there can be.
    """
    if min(invited, bounced, completed, partial) < 0:
        raise ValueError("A number of people cannot be negative.")
    if bounced > invited:
        raise ValueError("No more invitations can bounce than were sent.")
    delivered, usable = invited - bounced, completed + partial
    if usable > delivered:
        raise ValueError("There cannot be more answers than invitations that arrived.")
    if started is not None and started < usable:
        raise ValueError("Who answered must have started.")
    completion = None if started is None else rate(completed, started)
    return Answering(delivered, rate(usable, delivered), completion)


def counting(
    answers: Iterable[Answer[Invited, Said]], closed_at: datetime | None = None
) -> list[Answer[Invited, Said]]:
    """The answers that count: for each invitation the last before the survey closed.

    Of two at the same instant, the one that comes later in order.
    """
    last: dict[Invited, Answer[Invited, Said]] = {}
    for answer in answers:
        before = last.get(answer.invitation)
        in_time = closed_at is None or answer.at < closed_at
        if in_time and (before is None or answer.at >= before.at):
            last[answer.invitation] = answer
    return list(last.values())


def nonresponse_bias(response_rate: float, mean_of_answers: float, mean_of_silent: float) -> Bias:
    """What the silent would change: (1 − response rate)·(mean of answers − mean of the silent).

    Their mean is never known; assume one and say so. Source: Groves (2006).

    Raises:
        ValueError: the response rate is not between 0 and 1.
    """
    if not 0 <= response_rate <= 1:
        raise ValueError("A response rate lies between 0 and 1.")
    bias = (1 - response_rate) * (mean_of_answers - mean_of_silent)
    return Bias(bias, mean_of_answers - bias)


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

    Each answer weighs (share of the population)/(share of the answers); effective n is
    (Σw)²/Σw² (Kish 1965). A part without answers is to be put together with another.

    Raises:
        ValueError: negative counts, answers of a part that is not in the population, or a value
            where nobody answered (or the other way round).
    """
    _check(population, {part: stratum.n for part, stratum in strata.items()})
    if any((stratum.value is None) != (stratum.n == 0) for stratum in strata.values()):
        raise ValueError("A part has a value exactly when somebody of it answered.")
    answered = {part: one for part, one in strata.items() if one.n}
    n = sum(one.n for one in answered.values())
    raw = ratio(fsum(one.n * (one.value or 0.0) for one in answered.values()), n)
    empty = tuple(part for part, size in population.items() if size and part not in answered)
    if empty or not n:
        return Weighted(n, raw, None, None, empty)
    everybody = sum(population.values())
    weights = {part: population[part] / everybody * n / one.n for part, one in answered.items()}
    value = fsum(weights[part] * one.n * (one.value or 0.0) for part, one in answered.items()) / n
    squares = fsum(weights[part] ** 2 * one.n for part, one in answered.items())
    return Weighted(n, raw, value, n * n / squares, ())


def _check(whole: Mapping[str, int], parts: Mapping[str, int]) -> None:
    if any(n < 0 for counts in (whole, parts) for n in counts.values()):
        raise ValueError("A number of people cannot be negative.")
    if any(n and not whole.get(part) for part, n in parts.items()):
        raise ValueError("Nobody can answer who does not belong to those asked.")
