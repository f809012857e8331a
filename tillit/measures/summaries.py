"""Summaries of days put together to one of a longer time, which gives the same figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from tillit.measures.registry import Summary
from tillit.measures.times import Times


def together(summaries: Iterable[Summary]) -> Summary:
    """Numbers are added up, lists place by place, histograms and whatever has names by name."""
    by_name: defaultdict[str, list[Any]] = defaultdict(list)
    for one in summaries:
        for name, value in one.items():
            by_name[name].append(value)
    return {name: _added(values) for name, values in by_name.items()}


def _added(values: Sequence[Any]) -> Any:
    first = values[0]
    if isinstance(first, dict):
        return Times.together(values).written() if "lanes" in first else together(values)
    if isinstance(first, list):
        return [_added(some) for some in zip(*values, strict=True)]
    return sum(values)
