"""The names of places on a drawing: each beside, above or below its own, none over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tillit.ui import plot

MIDDLE: Final = 50.0
WHOLE: Final = 100.0
GAP: Final = 1.5
"""Percent between a place and its name."""
LETTER: Final = 2.2
"""Percent that a letter takes on a narrow page; how wide it is drawn nobody knows here."""
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
class _Room:
    """What something takes of the page; a name is written from, around or up to `x`."""

    x: float
    y: float
    width: float
    height: float = plot.NAME_GAP
    anchor: str = "middle"

    @property
    def left(self) -> float:
        part = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return self.x - part * self.width

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def is_on_the_page(self) -> bool:
        return self.left >= 0 and self.right <= WHOLE and plot.TOP <= self.y <= plot.FLOOR

    def covers(self, other: _Room) -> bool:
        is_beside = self.right <= other.left or other.right <= self.left
        return not is_beside and abs(self.y - other.y) < (self.height + other.height) / 2


def names_beside(spots: Iterable[Spot]) -> SafeString:
    """A name for every place, on the side that has room, or where no other is in its way."""
    left_to_right = sorted(spots, key=lambda one: (one.x, one.y))
    return plot.join(
        format_html(
            '<text class="name {}" text-anchor="{}" x="{}%" y="{}">{}</text>',
            one.tone,
            room.anchor,
            round(room.x, 2),
            round(room.y + TO_THE_LINE, 1),
            one.name,
        )
        for one, room in _placed(left_to_right)
    )


def _placed(spots: Sequence[Spot]) -> Iterator[tuple[Spot, _Room]]:
    taken = [_Room(one.x, one.y, 2 * GAP, DOT) for one in spots]
    for spot in spots:
        rooms = list(_rooms(spot))
        free = (one for one in rooms if one.is_on_the_page and not any(map(one.covers, taken)))
        room = next(free, rooms[0])
        taken.append(room)
        yield spot, room


def _rooms(spot: Spot) -> Iterator[_Room]:
    """Where its name could stand, the best first."""
    width = LETTER * len(spot.name)
    beside = [
        _Room(spot.x + GAP, spot.y, width, anchor="start"),
        _Room(spot.x - GAP, spot.y, width, anchor="end"),
    ]
    best, other = beside if spot.x <= MIDDLE else reversed(beside)
    yield best
    for lines in (-1, 1):
        yield _Room(spot.x, spot.y + lines * plot.NAME_GAP, width)
    yield other
    for lines in (-2, 2, -3, 3):
        yield _Room(spot.x, spot.y + lines * plot.NAME_GAP, width)
    # Long names near an edge: as far towards it as there is a page, and away from its corners.
    edge, anchor = (WHOLE, "end") if spot.x > MIDDLE else (0.0, "start")
    inwards = -1 if 2 * spot.y > plot.TOP + plot.FLOOR else 1
    for lines in (1, -1, 2, -2, 3, -3):
        yield _Room(edge, spot.y + inwards * lines * plot.NAME_GAP, width, anchor=anchor)
