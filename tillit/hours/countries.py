"""Which country a time zone lies in."""

from __future__ import annotations

from functools import cache
from importlib import resources


def country_of_zone(zone: str) -> str:
    """The country of a zone, such as `NO` for Europe/Oslo; "" when it is in none."""
    return _countries().get(zone, "")


@cache
def _countries() -> dict[str, str]:
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    lines = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {zone: country for country, _place, zone, *_more in lines}


def zones(also: str) -> list[str]:
    """The zones that a country has, with one more that may be none of them."""
    return sorted({*_countries(), "UTC", also})
