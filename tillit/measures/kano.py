"""What customers need and how (Kano): two questions for each feature, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tillit.measures.statistics import ratio


class Feeling(StrEnum):
    """How somebody would feel if a feature were there, or were not."""

    LIKE = "like"
    EXPECT = "expect"
    NEUTRAL = "neutral"
    TOLERATE = "tolerate"
    DISLIKE = "dislike"


class Need(StrEnum):
    """What a feature is to a customer; those that go before, when as many say so, come first."""

    MUST_BE = "M"
    ONE_DIMENSIONAL = "O"
    ATTRACTIVE = "A"
    INDIFFERENT = "I"
    REVERSE = "R"
    QUESTIONABLE = "Q"


@dataclass(frozen=True, slots=True)
class Kano:
    """What a feature is to most, how much it delights (0 to 1) and its lack annoys (-1 to 0)."""

    n: int
    need: Need | None
    better: float | None
    worse: float | None


def need(present: Feeling, absent: Feeling) -> Need:
    """What a feature is to somebody who would feel so if it were there, and so if it were not.

    Source: Kano's evaluation table, in Berger et al. (1993).
    """
    if present == absent and present in (Feeling.LIKE, Feeling.DISLIKE):
        return Need.QUESTIONABLE
    if present == Feeling.DISLIKE or absent == Feeling.LIKE:
        return Need.REVERSE
    if present == Feeling.LIKE:
        return Need.ONE_DIMENSIONAL if absent == Feeling.DISLIKE else Need.ATTRACTIVE
    return Need.MUST_BE if absent == Feeling.DISLIKE else Need.INDIFFERENT


def kano(counts: Mapping[Need, int]) -> Kano:
    """Coefficients and category of a feature, from how many need it in which way.

    better = (A + O)/(A + O + M + I), worse = −(O + M)/(A + O + M + I), Berger et al. (1993). Who
    wants the opposite or contradicts themselves counts in neither. When as many say one thing as
    another, what is needed more urgently wins (M before O before A before I).

    Raises:
        ValueError: a negative count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("A number of answers cannot be negative.")
    delighted = _said(counts, Need.ATTRACTIVE, Need.ONE_DIMENSIONAL)
    annoyed = _said(counts, Need.ONE_DIMENSIONAL, Need.MUST_BE)
    meant = delighted + _said(counts, Need.MUST_BE, Need.INDIFFERENT)
    n = sum(counts.values())
    most = max(Need, key=lambda each: counts.get(each, 0)) if n else None
    worse = ratio(annoyed, meant)
    return Kano(n, most, ratio(delighted, meant), None if worse is None else -worse)


def _said(counts: Mapping[Need, int], *needs: Need) -> int:
    """How many said one of these."""
    return sum(counts.get(need, 0) for need in needs)
