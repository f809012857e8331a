"""Charts drawn on the server as SVG: classes only, no script, no inline style.

A missing value is a gap, never a zero. Every drawing carries its reading and its table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tillit.ui import plot

Point = tuple[float, float, str]
"""Where a value stands, across in percent and down in pixels, and what it says when pointed at."""

BAR_SHARE: Final = 0.72
WIDEST_BAR: Final = 7.0
NAME_ABOVE: Final = 10
PERCENT_PER_LETTER: Final = 2.2
MOST_NAME_ROOM: Final = 26.0


@dataclass(frozen=True)
class Legend:
    """One entry of the legend: a name and a tone.

    Tones are "series", "late", "quiet", "few", "limits" and "target".
    """

    label: str
    tone: str


@dataclass(frozen=True)
class Chart:
    """A drawing with all that must stand beside it."""

    title: str
    reading: str
    svg: SafeString
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[Legend, ...] = ()


@dataclass(frozen=True)
class Bar:
    """A bar of two parts: `below` stands on the floor, `above` on top of it."""

    label: str
    below: int | None
    above: int | None
    tip: str

    @property
    def height(self) -> int:
        """Both parts together; 0 for a gap."""
        return (self.below or 0) + (self.above or 0)


@dataclass(frozen=True)
class Series:
    """A line: its name, its colour (as in the legend) and a value for each place on the axis."""

    name: str
    tone: str
    values: tuple[float | None, ...]
    tips: tuple[str, ...]


def plain_number(value: float) -> str:
    """A tick as a number without needless decimals."""
    return f"{value:g}"


def stacked_bars(
    bars: Sequence[Bar],
    *,
    label: str,
    below: Legend,
    above: Legend,
    tick_text: plot.TickText = plain_number,
) -> SafeString:
    """Bars of two parts, for example the promises kept and late in each week."""
    scale = plot.Scale.up_to(max((bar.height for bar in bars), default=0), whole=True)
    slots = plot.Slots(len(bars), right=plot.RIGHT - _room(below, above))
    return plot.frame(
        label,
        plot.grid(scale, slots, tick_text),
        plot.axis([bar.label for bar in bars], slots),
        plot.join(_bar(bar, scale, slots, place, below, above) for place, bar in enumerate(bars)),
        plot.names(_parts_of_last(bars, scale, below, above), x=slots.right + 1, anchor="start"),
    )


def plain_bars(bars: Sequence[Bar], *, label: str, tone: str) -> SafeString:
    """Bars of one part, for example how many conversations are how old."""
    scale = plot.Scale.up_to(max((bar.height for bar in bars), default=0), whole=True)
    slots, only = plot.Slots(len(bars)), Legend("", tone)
    return plot.frame(
        label,
        plot.grid(scale, slots, plain_number),
        plot.axis([bar.label for bar in bars], slots),
        plot.join(_bar(bar, scale, slots, place, only, only) for place, bar in enumerate(bars)),
    )


def lines(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    label: str,
    tick_text: plot.TickText = plain_number,
) -> SafeString:
    """Lines over time, each named above its end."""
    values = [value for one in series for value in one.values if value is not None]
    scale, slots = plot.Scale.up_to(max(values, default=0)), plot.Slots(len(labels))
    places = [(one, _places(one, scale, slots)) for one in series]
    ends = [(one.name, one.tone, _above_end(points)) for one, points in places if any(points)]
    return plot.frame(
        label,
        plot.grid(scale, slots, tick_text),
        plot.axis(labels, slots),
        plot.join(_line(one, points) for one, points in places),
        plot.names(ends, x=plot.RIGHT, anchor="end"),
    )


def _room(*legends: Legend) -> float:
    longest = max(len(legend.label) for legend in legends)
    return min(MOST_NAME_ROOM, 2 + PERCENT_PER_LETTER * longest)


def _bar(
    bar: Bar, scale: plot.Scale, slots: plot.Slots, place: int, below: Legend, above: Legend
) -> SafeString:
    foot = bar.below or 0
    width = min(round(slots.width * BAR_SHARE, 2), WIDEST_BAR)
    x = round(slots.middle(place) - width / 2, 2)
    parts = [(below.tone, 0, foot), (above.tone, foot, bar.height)]
    boxes = format_html_join(
        "",
        '<rect class="{}" x="{}%" width="{}%" y="{}" height="{}" rx="2"/>',
        (
            (tone, x, width, scale.y(high), round(scale.y(low) - scale.y(high), 1))
            for tone, low, high in parts
            if high > low
        ),
    )
    return format_html("<g><title>{}</title>{}</g>", bar.tip, boxes)


def _parts_of_last(
    bars: Sequence[Bar], scale: plot.Scale, below: Legend, above: Legend
) -> list[plot.Name]:
    last = next((bar for bar in reversed(bars) if bar.height), None)
    if last is None:
        return []
    foot = last.below or 0
    return [
        (below.label, below.tone, scale.y(foot / 2) + 4),
        (above.label, above.tone, scale.y((foot + last.height) / 2) + 4),
    ]


def _places(series: Series, scale: plot.Scale, slots: plot.Slots) -> list[Point | None]:
    return [
        None if value is None else (slots.middle(place), scale.y(value), tip)
        for place, (value, tip) in enumerate(zip(series.values, series.tips, strict=True))
    ]


def _above_end(points: Sequence[Point | None]) -> float:
    return min(point[1] for point in [point for point in points if point][-2:]) - NAME_ABOVE


def _line(series: Series, points: Sequence[Point | None]) -> SafeString:
    strokes = format_html_join(
        "",
        '<line x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
        ((*a[:2], *b[:2]) for a, b in pairwise(points) if a and b),
    )
    dots = format_html_join(
        "",
        '<circle cx="{}%" cy="{}" r="3"><title>{}</title></circle>',
        (point for point in points if point),
    )
    return format_html('<g class="line {}">{}{}</g>', series.tone, strokes, dots)
