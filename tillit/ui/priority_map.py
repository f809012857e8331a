"""A map of two scales that cross, with a name for each corner, drawn on the server.

Classes only, no script, no inline style; every place has its name beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tillit.ui import plot
from tillit.ui.beside import Spot, names_beside

INNER_LEFT: Final = 12.0
INNER_RIGHT: Final = 88.0
INNER_TOP: Final = plot.TOP + 34
INNER_FLOOR: Final = plot.FLOOR - 30


@dataclass(frozen=True)
class Place:
    """One thing on the map; `tip` is what it says when pointed at."""

    name: str
    across: float
    up: float
    tip: str


@dataclass(frozen=True)
class Corners:
    """What lies where."""

    low_high: str
    high_high: str
    low_low: str
    high_low: str


@dataclass(frozen=True)
class Crossing:
    """Where the two scales cross."""

    across: float
    up: float


@dataclass(frozen=True)
class _Stretch:
    """From values to places on the page."""

    low: float
    high: float
    begin: float
    end: float

    def at(self, value: float) -> float:
        part = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return round(self.begin + (self.end - self.begin) * part, 2)


def priority_map(
    places: Sequence[Place],
    crossing: Crossing,
    corners: Corners,
    *,
    label: str,
    across: str,
    up: str,
) -> SafeString:
    """Places between four corners; `across` and `up` name the scales."""
    right = _stretch([one.across for one in places], crossing.across, INNER_LEFT, INNER_RIGHT)
    high = _stretch([one.up for one in places], crossing.up, INNER_FLOOR, INNER_TOP)
    spots = [(one, right.at(one.across), high.at(one.up)) for one in places]
    return plot.frame(
        label,
        _axes(right.at(crossing.across), high.at(crossing.up)),
        _corners(corners),
        plot.join(_spot(*spot) for spot in spots),
        names_beside(Spot(one.name, "spot", x, y) for one, x, y in spots),
        _scales(across, up),
    )


def _stretch(values: Sequence[float], crossing: float, begin: float, end: float) -> _Stretch:
    """As far to one side of the crossing as to the other."""
    half = max(abs(value - crossing) for value in values)
    return _Stretch(crossing - half, crossing + half, begin, end)


def _axes(x: float, y: float) -> SafeString:
    return format_html(
        '<line class="floor" x1="{x}%" x2="{x}%" y1="{top}" y2="{floor}"/>'
        '<line class="floor" x1="0%" x2="100%" y1="{y}" y2="{y}"/>',
        x=x,
        y=y,
        top=plot.TOP,
        floor=plot.FLOOR,
    )


def _corners(corners: Corners) -> SafeString:
    low, high = plot.FLOOR - 6, plot.TOP + 12
    return format_html_join(
        "",
        '<text class="corner" text-anchor="{}" x="{}%" y="{}">{}</text>',
        (
            ("start", 0, high, corners.low_high),
            ("end", 100, high, corners.high_high),
            ("start", 0, low, corners.low_low),
            ("end", 100, low, corners.high_low),
        ),
    )


def _scales(across: str, up: str) -> SafeString:
    return format_html(
        '<text class="corner" text-anchor="end" x="100%" y="{}">{} →</text>'
        '<text class="corner" text-anchor="start" x="0%" y="{}">↑ {}</text>',
        plot.FLOOR + 20,
        across,
        plot.FLOOR + 20,
        up,
    )


def _spot(place: Place, x: float, y: float) -> SafeString:
    return format_html(
        '<g class="spot"><title>{}</title><circle cx="{}%" cy="{}" r="5"/></g>', place.tip, x, y
    )
