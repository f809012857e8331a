"""A chart that tells signal from noise: points, what is usual, and where something changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tillit.ui import plot

RADIUS, SIGNAL_RADIUS = 3, 5
ROOM_FOR_CENTRE = 9.0
"""Percent of the width, right of the last point."""
MARK_TOP = plot.TOP - 4


@dataclass(frozen=True)
class Point:
    """One figure on the chart; None for a gap. The limits are those of its own size.

    `signal` is "better", "worse", or empty where nothing has changed. `is_few`: it rests on so few
    cases that it tells nothing, so it is drawn faintly and no line leads there.
    """

    label: str
    value: float | None
    low: float | None
    high: float | None
    signal: str
    tip: str
    is_few: bool = False


@dataclass(frozen=True)
class Mark:
    """Something that happened at a place, drawn as a line from top to floor."""

    place: int
    label: str
    tip: str


@dataclass(frozen=True)
class Level:
    """Where somebody wants to be; a line of its own kind, over the whole width."""

    value: float
    label: str


def control_chart(
    points: Sequence[Point],
    *,
    label: str,
    centre: float | None,
    centre_label: str,
    marks: Sequence[Mark] = (),
    level: Level | None = None,
    tick_text: plot.TickText,
    bounds: tuple[float | None, float | None] = (0, None),
) -> SafeString:
    """Points joined by a line, their limits as steps, the centre, and marks of what happened.

    `level` is where somebody wants to be; it has nothing to do with the limits.
    `bounds`: values beyond which no figure can be; limits are drawn no farther.
    """
    inside = [_within(one, bounds) for one in points]
    scale = _scale(inside, centre, level)
    slots = plot.Slots(len(points), right=plot.RIGHT - ROOM_FOR_CENTRE)
    levels = [("centre", "quiet", Level(centre, centre_label))] if centre is not None else []
    levels += [("goal", "target", level)] if level else []
    return plot.frame(
        label,
        plot.grid(scale, slots, tick_text),
        plot.axis([one.label for one in points], slots),
        plot.join(_mark(one, slots) for one in marks),
        plot.join(_limits(inside, scale, slots)),
        plot.join(_level(kind, one, scale, slots) for kind, _tone, one in levels),
        plot.names(
            [(one.label, tone, scale.y(one.value) + 4) for _kind, tone, one in levels],
            x=slots.right + 1,
            anchor="start",
        ),
        _line(inside, scale, slots),
    )


def _within(one: Point, bounds: tuple[float | None, float | None]) -> Point:
    lowest, highest = bounds
    low = one.low if one.low is None or lowest is None else max(one.low, lowest)
    high = one.high if one.high is None or highest is None else min(one.high, highest)
    return replace(one, low=low, high=high)


def _scale(points: Sequence[Point], centre: float | None, level: Level | None) -> plot.Scale:
    values = [value for one in points for value in (one.value, one.low, one.high)]
    wanted = level.value if level else None
    known = [value for value in (*values, centre, wanted) if value is not None]
    return plot.Scale.between(min(known), max(known)) if known else plot.Scale.up_to(0)


def _limits(points: Sequence[Point], scale: plot.Scale, slots: plot.Slots) -> Iterable[SafeString]:
    """Steps: each place has limits of its own; a place without a figure has none."""
    half = slots.width / 2
    for place, one in enumerate(points):
        x = slots.middle(place)
        for limit in (one.low, one.high):
            if limit is not None:
                yield format_html(
                    '<line class="limit" x1="{}%" x2="{}%" y1="{}" y2="{}"/>',
                    round(x - half, 2),
                    round(x + half, 2),
                    scale.y(limit),
                    scale.y(limit),
                )


def _level(kind: str, level: Level, scale: plot.Scale, slots: plot.Slots) -> SafeString:
    height = scale.y(level.value)
    return format_html(
        '<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>',
        kind,
        plot.LEFT,
        slots.right,
        height,
        height,
    )


def _mark(mark: Mark, slots: plot.Slots) -> SafeString:
    x = round(slots.middle(mark.place) - slots.width / 2, 2)
    return format_html(
        '<g class="mark"><title>{}</title><line x1="{}%" x2="{}%" y1="{}" y2="{}"/>'
        '<text class="name quiet" x="{}%" y="{}" dx="4">{}</text></g>',
        mark.tip,
        x,
        x,
        MARK_TOP,
        plot.FLOOR,
        x,
        MARK_TOP - 3,
        mark.label,
    )


def _line(points: Sequence[Point], scale: plot.Scale, slots: plot.Slots) -> SafeString:
    placed = [
        None if one.value is None else (slots.middle(place), scale.y(one.value), one)
        for place, one in enumerate(points)
    ]
    told = [None if here is None or here[2].is_few else here[:2] for here in placed]
    strokes = format_html_join(
        "",
        '<line x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
        ((*a, *b) for a, b in pairwise(told) if a and b),
    )
    dots = format_html_join(
        "",
        '<circle class="{}" cx="{}%" cy="{}" r="{}"><title>{}</title></circle>',
        (
            (_kind(one), x, y, SIGNAL_RADIUS if one.signal else RADIUS, one.tip)
            for x, y, one in (here for here in placed if here)
        ),
    )
    return format_html('<g class="line series">{}{}</g>', strokes, dots)


def _kind(one: Point) -> str:
    if one.is_few:
        return "few"
    return f"signal {one.signal}" if one.signal else ""
