"""Customers by how lately, how often and for how much they bought (RFM), and who is a VIP."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

BEST = 5
GOOD = 4

Customer = TypeVar("Customer", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Buying:
    """Days since somebody last bought, how often they bought, and for how much."""

    recency_days: float
    frequency: float
    monetary: float


@dataclass(frozen=True, slots=True)
class Rfm:
    """Recency, frequency and money, each from 1 to 5; 5 is best."""

    recency: int
    frequency: int
    monetary: int

    def __str__(self) -> str:
        """As it is usually written: 555."""
        return f"{self.recency}{self.frequency}{self.monetary}"


@dataclass(frozen=True, slots=True)
class VipRule:
    """From which scores on somebody is a VIP; all three are needed."""

    recency: int = GOOD
    frequency: int = GOOD
    monetary: int = GOOD

    def holds(self, scores: Rfm) -> bool:
        """Whether these scores make a VIP."""
        return (
            scores.recency >= self.recency
            and scores.frequency >= self.frequency
            and scores.monetary >= self.monetary
        )


@dataclass(frozen=True, slots=True)
class VipMark:
    """Somebody was made a VIP by hand, for a reason, until a day (which no longer counts)."""

    reason: str
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it still does."""
        return self.until is None or today < self.until


def rfm(customers: Mapping[Customer, Buying]) -> dict[Customer, Rfm]:
    """The scores of each customer among all of these.

    A score is 1 + min(4, ⌊5·(share of customers who are strictly worse)⌋), so equal customers have
    equal scores.

    Raises:
        ValueError: a recency or frequency below zero.
    """
    if any(min(one.recency_days, one.frequency) < 0 for one in customers.values()):
        raise ValueError("Nobody bought in the future, or fewer times than never.")
    # Fewer days are better.
    recency = _fifths([-one.recency_days for one in customers.values()])
    frequency = _fifths([one.frequency for one in customers.values()])
    monetary = _fifths([one.monetary for one in customers.values()])
    scores = map(Rfm, recency, frequency, monetary)
    return dict(zip(customers, scores, strict=True))


def is_vip(
    scores: Rfm | None, today: date, *, rule: VipRule | None = None, mark: VipMark | None = None
) -> bool:
    """Whether somebody is a VIP by the rule (4 or more in all three, by default) or by hand."""
    by_hand = mark is not None and mark.holds(today)
    return by_hand or (scores is not None and (rule or VipRule()).holds(scores))


def _fifths(values: Sequence[float]) -> list[int]:
    """The score of each value; higher values are better."""
    ordered = sorted(values)
    worse = (bisect_left(ordered, value) for value in values)
    return [1 + min(BEST - 1, BEST * count // len(ordered)) for count in worse]
