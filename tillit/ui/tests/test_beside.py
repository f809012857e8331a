"""The names of places: on the side that has room, and none over another."""

from __future__ import annotations

import re
from itertools import pairwise

from tillit.ui.beside import GAP, Spot, names_beside
from tillit.ui.plot import NAME_GAP, TOP


def written(*spots: Spot) -> dict[str, tuple[str, float, float]]:
    """By name: whether it begins, ends or has its middle there, and where."""
    svg = names_beside(spots)
    found = re.findall(r'text-anchor="(\w+)" x="([\d.]+)%" y="([\d.]+)">(.*?)<', svg)
    return {name: (anchor, float(x), float(y)) for anchor, x, y, name in found}


def test_a_name_stands_on_the_side_that_has_room() -> None:
    found = written(Spot("Left", "spot", 20, 100), Spot("Right", "spot", 90, 100))
    assert found == {"Left": ("start", 20 + GAP, 104), "Right": ("end", 90 - GAP, 104)}


def test_names_that_would_run_into_each_other_give_way() -> None:
    found = written(Spot("Workshop", "spot", 40, 100), Spot("Online shop", "spot", 66, 98))
    assert found["Workshop"] == ("start", 40 + GAP, 104)
    assert found["Online shop"] == ("middle", 66, 102 - NAME_GAP)


def test_places_that_are_the_same_have_names_apart() -> None:
    found = written(*(Spot(name, "spot", 30, 100) for name in ("One", "Two", "Three")))
    heights = sorted(y for _anchor, _x, y in found.values())
    assert [high - low for low, high in pairwise(heights)] == [NAME_GAP, NAME_GAP]


def test_a_name_covers_no_other_place() -> None:
    found = written(Spot("A wide name", "spot", 30, 100), Spot("Dot", "spot", 40, 101))
    assert found["A wide name"] == ("middle", 30, 104 - NAME_GAP)


def test_a_name_stays_on_the_page() -> None:
    found = written(Spot("One", "spot", 30, TOP), Spot("Two", "spot", 30, TOP))
    assert found["Two"][2] > found["One"][2]


def test_long_names_near_the_edge_stand_apart_on_the_page() -> None:
    names = ("You knew what you were talking about", "My matter was solved quickly", "Friendly")
    places = (Spot(name, "spot", 67 + place, 130 + place) for place, name in enumerate(names))
    found = written(*places)
    heights = sorted(y for _anchor, _x, y in found.values())
    assert all(high - low >= NAME_GAP - 2 for low, high in pairwise(heights))
    assert found[names[0]][0] == "end"
    wide = "You kept what you had promised"
    top = written(Spot(wide, "spot", 12, 40), Spot("You answered soon", "spot", 34, 40))
    assert top[wide] == ("start", 0, 44 + NAME_GAP)
