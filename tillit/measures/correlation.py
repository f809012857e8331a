"""How two columns of numbers go together.

Rows that occur several times may be given once, with `counts` of how often each of them occurs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

Counts = Sequence[int] | None
"""How often each row occurs; None for once each."""


def average_ranks(values: Sequence[float], counts: Counts = None) -> list[float]:
    """The rank of each value from 1 on; equal values share the average of their ranks."""
    often = counts or [1] * len(values)
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    before = 0
    for _value, those in groupby(order, key=values.__getitem__):
        tied = list(those)
        size = sum(often[index] for index in tied)
        for index in tied:
            ranks[index] = before + (size + 1) / 2
        before += size
    return ranks


def pearson(first: Sequence[float], second: Sequence[float], counts: Counts = None) -> float | None:
    """The linear correlation, -1 to 1; None when a column is constant or there are no two rows.

    Raises:
        ValueError: the columns are not of one length.
    """
    if len(first) != len(second):
        raise ValueError("Columns that are compared have one length.")
    if len(first) < 2 or is_constant(first) or is_constant(second):
        return None
    often = counts or [1] * len(first)
    one, other = _centred(first, often), _centred(second, often)
    size = math.sqrt(_product(one, one, often)) * math.sqrt(_product(other, other, often))
    return max(-1.0, min(1.0, _product(one, other, often) / size)) if size else None


def spearman(
    first: Sequence[float], second: Sequence[float], counts: Counts = None
) -> float | None:
    """Spearman's rank correlation with average ranks; None when a column is constant."""
    return pearson(average_ranks(first, counts), average_ranks(second, counts), counts)


def is_constant(values: Sequence[float]) -> bool:
    """Whether all of them are equal, so that nothing can go together with them."""
    return all(value == values[0] for value in values)


def mean(values: Sequence[float], counts: Counts = None) -> float:
    """Their mean; there is one value at least."""
    often = counts or [1] * len(values)
    return math.fsum(n * value for value, n in zip(values, often, strict=True)) / sum(often)


def _centred(values: Sequence[float], counts: Sequence[int]) -> list[float]:
    middle = mean(values, counts)
    return [value - middle for value in values]


def _product(first: Sequence[float], second: Sequence[float], counts: Sequence[int]) -> float:
    return math.fsum(n * a * b for a, b, n in zip(first, second, counts, strict=True))
