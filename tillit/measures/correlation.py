"""How two columns of numbers go together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from statistics import fmean


def average_ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1 on; equal values share the average of their ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    before = 0
    for _value, those in groupby(order, key=values.__getitem__):
        tied = list(those)
        for index in tied:
            ranks[index] = before + (len(tied) + 1) / 2
        before += len(tied)
    return ranks


def pearson(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The linear correlation, -1 to 1; None when a column is constant or there are no two rows.

    Raises:
        ValueError: the columns are not of one length.
    """
    if len(first) != len(second):
        raise ValueError("Columns that are compared have one length.")
    if len(first) < 2 or is_constant(first) or is_constant(second):
        return None
    one, other = _centred(first), _centred(second)
    together = math.fsum(a * b for a, b in zip(one, other, strict=True))
    size = math.hypot(*one) * math.hypot(*other)
    return max(-1.0, min(1.0, together / size)) if size else None


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's rank correlation with average ranks; None when a column is constant."""
    return pearson(average_ranks(first), average_ranks(second))


def is_constant(values: Sequence[float]) -> bool:
    """Whether all of them are equal, so that nothing can go together with them."""
    return all(value == values[0] for value in values)


def _centred(values: Sequence[float]) -> list[float]:
    mean = fmean(values)
    return [value - mean for value in values]
