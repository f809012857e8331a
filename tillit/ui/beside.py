"""The names of places on a drawing: each on the side that has room, none over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tillit.ui import plot

MIDDLE: Final = 50.0
GAP: Final = 1.5
"""Percent between a place and its name."""
WIDTH: Final = 26.0
"""Percent that a name takes on a narrow page; how wide it is drawn nobody knows here."""
MOVES: Final = tuple(step * plot.NAME_GAP for step in (0, -1, 1, -2, 2, -3, 3))
DOT: Final = 8
"""How high a place itself is drawn."""
TO_THE_LINE: Final = 4
"""From the middle of a name down to the line on which it is written."""


@dataclass(frozen=True)
class Spot:
    """A place with its name: across in percent, and how high; `tone` is the class of its colour."""

    name: str
    tone: str
    x: float
    y: float


@dataclass(frozen=True)
class _Taken:
    left: float
    right: float
    y: float
    height: float

    def is_free_of(self, others: Iterable[_Taken]) -> bool:
        return not any(
            self.left < one.right
            and one.left < self.right
            and abs(self.y - one.y) < (self.height + one.height) / 2
            for one in others
        )


def names_beside(spots: Iterable[Spot]) -> SafeString:
    """A name for every place, moved up or down where another name or place is in its way."""
    left_to_right = sorted(spots, key=lambda one: (one.x, one.y))
    return plot.join(
        format_html(
            '<text class="name {}" text-anchor="{}" x="{}%" y="{}">{}</text>',
            one.tone,
            "start" if _is_left(one) else "end",
            round(one.x + GAP if _is_left(one) else one.x - GAP, 2),
            round(height + TO_THE_LINE, 1),
            one.name,
        )
        for one, height in _placed(left_to_right)
    )


def _is_left(spot: Spot) -> bool:
    return spot.x <= MIDDLE


def _placed(spots: Sequence[Spot]) -> Iterator[tuple[Spot, float]]:
    taken = [_Taken(one.x - GAP, one.x + GAP, one.y, DOT) for one in spots]
    for spot in spots:
        room = _room(spot, taken)
        taken.append(room)
        yield spot, room.y


def _room(spot: Spot, taken: Sequence[_Taken]) -> _Taken:
    """The nearest free room for its name; where there is none, right beside it."""
    left = spot.x + GAP if _is_left(spot) else spot.x - GAP - WIDTH
    beside = _Taken(left, left + WIDTH, spot.y, plot.NAME_GAP)
    moved = (replace(beside, y=spot.y + move) for move in MOVES)
    fitting = (one for one in moved if plot.TOP <= one.y <= plot.FLOOR and one.is_free_of(taken))
    return next(fitting, beside)
