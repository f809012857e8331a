"""What customers answered on a scale: satisfaction (CSAT), ease (CES), and single aspects.

Counts are how often each step of the scale was chosen; a step that nobody chose may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tillit.measures.statistics import Mean, Rate, mean_interval_of_sums, rate

Counts = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole steps from worst to best; those from `good_from` on are good, up to `bad_to` bad."""

    worst: int
    best: int
    bad_to: int
    good_from: int


SATISFACTION = Scale(worst=1, best=5, bad_to=2, good_from=4)
"""CSAT: how satisfied, top two of five."""

EASE = Scale(worst=1, best=7, bad_to=3, good_from=5)
"""CES 2.0: "made it easy for me", agreed from 5 on; high is easy (in version 1 it was hard)."""


@dataclass(frozen=True, slots=True)
class Score:
    """What answers come to: the share of good ones, their mean, and good less bad (-1 to 1)."""

    n: int
    good: Rate
    mean: Mean | None
    net: float | None


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of several things that were asked about; who said "not applicable" gave no score."""

    score: Score
    not_applicable: int
    missing: int


def satisfaction(counts: Counts, confidence: float = 0.95) -> Score:
    """Customer satisfaction (CSAT): the share of 4 and 5 (Wilson) and the mean of 1 to 5 (t)."""
    return score(counts, SATISFACTION, confidence)


def ease(counts: Counts, confidence: float = 0.95) -> Score:
    """Customer effort (CES 2.0, Gartner): the share of 5 to 7 (Wilson) and the mean of 1 to 7."""
    return score(counts, EASE, confidence)


def score(counts: Counts, scale: Scale, confidence: float = 0.95) -> Score:
    """What answers on a scale come to; without answers nothing is defined.

    Raises:
        ValueError: a count is negative, or of a step that is not on the scale.
    """
    _check(counts, scale)
    n = sum(counts.values())
    good = rate(_chosen(counts, scale.good_from, scale.best), n, confidence)
    total = sum(step * count for step, count in counts.items())
    squares = sum(step * step * count for step, count in counts.items())
    mean = mean_interval_of_sums(n, total, squares, confidence)
    bad = _chosen(counts, scale.worst, scale.bad_to)
    return Score(n, good, mean, (good.part - bad) / n if n else None)


def aspect(
    counts: Counts, *, asked: int, not_applicable: int = 0, scale: Scale = SATISFACTION
) -> Aspect:
    """One aspect of a survey that so many answered; who left it out is missing.

    Raises:
        ValueError: more answers than were asked, or counts that cannot be.
    """
    if not_applicable < 0:
        raise ValueError("A number of answers cannot be negative.")
    found = score(counts, scale)
    missing = asked - found.n - not_applicable
    if missing < 0:
        raise ValueError("There cannot be more answers than were asked for.")
    return Aspect(found, not_applicable, missing)


def _check(counts: Counts, scale: Scale) -> None:
    if any(count < 0 for count in counts.values()):
        raise ValueError("A number of answers cannot be negative.")
    if any(not scale.worst <= step <= scale.best for step in counts):
        raise ValueError(f"This scale goes from {scale.worst} to {scale.best}.")


def _chosen(counts: Counts, first: int, last: int) -> int:
    """How many chose a step in [first, last]."""
    return sum(count for step, count in counts.items() if first <= step <= last)
