"""How many answered a survey, and what the silent would change."""

from __future__ import annotations

from dataclasses import dataclass

from tillit.measures.statistics import Rate, rate


@dataclass(frozen=True, slots=True)
class Answering:
    """How many were reached, how many of those answered, and how many who began finished."""

    delivered: int
    response: Rate
    completion: Rate | None


@dataclass(frozen=True, slots=True)
class Bias:
    """How far the mean of those who answered is from that of all who were asked."""

    bias: float
    whole_mean: float


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
