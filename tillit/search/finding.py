"""Asking the index: the newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tillit.search.entries import KIND, place_of
from tillit.search.kinds import mark
from tillit.search.store import index
from tillit.search.store.asking import Asking, Clause

FIRST, LAST = 0, 2**62


@dataclass(frozen=True)
class Hits:
    """The numbers found, newest first; `next` is where the next page begins, None on the last."""

    numbers: list[int]
    next: int | None


@dataclass(frozen=True)
class Bounds:
    """Between which instants, the first included and the last not."""

    since: datetime | None = None
    until: datetime | None = None


def marked(*marks: str) -> Clause:
    """At least one of these marks."""
    return Clause(("marks",), [[each] for each in marks])


def find(
    kind: str,
    clauses: Sequence[Clause],
    *,
    against: Sequence[Clause] = (),
    bounds: Bounds = Bounds(),
    below: int | None = None,
    most: int,
) -> Hits:
    """The newest things of a kind for which every clause holds and none of those against it.

    Who may find what is a clause like the others, so nobody can tell what was left out.
    """
    asking = Asking([marked(mark(KIND, kind)), *clauses], against)
    above = place_of(bounds.since) - 1 if bounds.since else FIRST
    until = place_of(bounds.until) if bounds.until else LAST
    end = until if below is None else min(until, below)
    found = index.find(asking, above=above, below=end, most=most + 1)
    numbers = [number for _place, number in found[:most]]
    return Hits(numbers, found[most - 1][0] if len(found) > most else None)
