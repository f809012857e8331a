"""Recognising what teams and people do well: boards with shared ranks, and awards behind gates."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from tillit.measures.registry import FEW

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Board(Generic[Who]):
    """Who has which rank, best first; and who has too few cases, or no score, for one."""

    ranks: dict[Who, int]
    not_ranked: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """Whether every gate holds, and which do not."""

    is_earned: bool
    missed: tuple[str, ...]


def board(
    scores: Mapping[Who, float | None],
    cases: Mapping[Who, int],
    *,
    fewest: int = FEW,
    opted_out: Collection[Who] = (),
) -> Board[Who]:
    """Ranks by score, highest first; equal scores share one and the next is skipped (1, 1, 3).

    Nobody is ranked with fewer cases than `fewest`. Who opted out appears nowhere.

    Raises:
        ValueError: a negative number of cases, or somebody without one.
    """
    if any(n < 0 for n in cases.values()) or not scores.keys() <= cases.keys():
        raise ValueError("Everybody on a board has a number of cases, and it is not negative.")
    taking_part = {who: score for who, score in scores.items() if who not in opted_out}
    ranked = {
        who: score
        for who, score in taking_part.items()
        if score is not None and cases[who] >= fewest
    }
    ranks = {who: 1 + sum(1 for other in ranked.values() if other > ranked[who]) for who in ranked}
    ordered = dict(sorted(ranks.items(), key=lambda each: each[1]))
    return Board(ordered, tuple(who for who in taking_part if who not in ranked))


def award(results: Mapping[str, float | None], gates: Mapping[str, float]) -> Award:
    """Whether a team has earned it: each result reaches its gate (equal is enough).

    A result that is not defined, or not there, misses its gate. What has no gate earns nothing.

    Raises:
        ValueError: no gate at all.
    """
    if not gates:
        raise ValueError("An award needs at least one gate.")
    missed = tuple(name for name, gate in gates.items() if not _holds(results.get(name), gate))
    return Award(not missed, missed)


def _holds(result: float | None, gate: float) -> bool:
    return result is not None and result >= gate
