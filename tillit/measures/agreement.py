"""How far two labellers agree beyond chance: Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from tillit.measures.statistics import Rate, rate


@dataclass(frozen=True, slots=True)
class Agreement:
    """In how many of n cases two labellers said the same, with its interval; and kappa.

    `kappa` is (observed − expected)/(1 − expected): 1 for perfect agreement, 0 for that of chance.
    It is undefined without cases, and where chance alone would always agree. When nearly all cases
    are alike it may be near 0 although nearly all were labelled alike, so read it beside the share.
    """

    observed: Rate
    kappa: float | None

    @property
    def n(self) -> int:
        """Cases that both have labelled."""
        return self.observed.n


def agreement(pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
    """The agreement of two labellers over these cases, each a pair of labels."""
    those = list(pairs)
    n, same = len(those), sum(one == other for one, other in those)
    ours, theirs = Counter(one for one, _ in those), Counter(other for _, other in those)
    # In whole numbers, so that certainty is exactly that: n² times what chance would agree on.
    by_chance = sum(count * theirs[label] for label, count in ours.items())
    kappa = (n * same - by_chance) / (n * n - by_chance) if n * n != by_chance else None
    return Agreement(rate(same, n), kappa)
