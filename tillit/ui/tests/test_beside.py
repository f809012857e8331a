"""The names of places: beside them, on the side that has room, and none over another."""

from __future__ import annotations

import re
from itertools import pairwise

from tillit.ui.beside import GAP, Spot, names_beside
from tillit.ui.plot import NAME_GAP


def written(*spots: Spot) -> dict[str, tuple[str, float, float]]:
    """By name: where it begins or ends, and its place."""
    found = re.findall(
        r'text-anchor="(\w+)" x="([\d.]+)%" y="([\d.]+)">(.*?)<', names_beside(spots)
    )
    return {name: (anchor, float(x), float(y)) for anchor, x, y, name in found}


def test_a_name_stands_on_the_side_that_has_room() -> None:
    found = written(Spot("Left", "spot", 20, 100), Spot("Right", "spot", 90, 100))
    assert found == {"Left": ("start", 20 + GAP, 104), "Right": ("end", 90 - GAP, 104)}


def test_names_that_would_run_into_each_other_stand_under_each_other() -> None:
    found = written(Spot("Workshop", "spot", 40, 100), Spot("Online shop", "spot", 60, 98))
    heights = [y for _anchor, _x, y in found.values()]
    assert abs(heights[0] - heights[1]) >= NAME_GAP


def test_places_that_are_the_same_have_names_apart() -> None:
    found = written(*(Spot(name, "spot", 30, 100) for name in ("One", "Two", "Three")))
    heights = sorted(y for _anchor, _x, y in found.values())
    assert [high - low for low, high in pairwise(heights)] == [16, 16]


def test_a_name_covers_no_other_place() -> None:
    found = written(Spot("Wide name", "spot", 30, 100), Spot("Dot", "spot", 40, 101))
    assert found["Wide name"][2] != 104
