"""A curve that goes down in steps, with its interval and how many there are below each tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tillit.ui import plot

HEIGHT = plot.HEIGHT + 20
AT_RISK_Y = plot.FLOOR + 40


@dataclass(frozen=True)
class Level:
    """From a time on, this share is left; the bounds are None where they are not defined."""

    time: float
    left: float
    low: float | None
    high: float | None
    tip: str


@dataclass(frozen=True)
class Tick:
    """A time on the axis in words, and how many are still looked at then."""

    time: float
    label: str
    at_risk: str


def step_chart(
    levels: Sequence[Level],
    ticks: Sequence[Tick],
    *,
    label: str,
    end: float,
    tick_text: plot.TickText,
) -> SafeString:
    """The curve from everybody at 0 to `end`."""
    scale = plot.Scale(step=0.25, steps=4)
    every = [Level(0, 1, 1, 1, ""), *levels]
    stretches = list(_stretches(every, end))
    return plot.frame(
        label,
        plot.grid(scale, plot.Slots(1), tick_text),
        _band(stretches, scale, end),
        _curve(stretches, scale, end),
        _axis(ticks, end),
        height=HEIGHT,
    )


def _x(time: float, end: float) -> float:
    return round(plot.LEFT + (plot.RIGHT - plot.LEFT) * time / end, 2)


def _stretches(levels: Sequence[Level], end: float) -> Iterator[tuple[Level, float]]:
    """Each level with the time until which it holds."""
    for one, following in pairwise(levels):
        yield one, following.time
    yield levels[-1], end


def _band(stretches: Sequence[tuple[Level, float]], scale: plot.Scale, end: float) -> SafeString:
    return format_html_join(
        "",
        '<rect class="band" x="{}%" y="{}" width="{}%" height="{}"/>',
        (
            (
                _x(one.time, end),
                scale.y(one.high),
                round(_x(until, end) - _x(one.time, end), 2),
                round(scale.y(one.low) - scale.y(one.high), 1),
            )
            for one, until in stretches
            if one.low is not None and one.high is not None and until > one.time
        ),
    )


def _curve(stretches: Sequence[tuple[Level, float]], scale: plot.Scale, end: float) -> SafeString:
    level = format_html_join(
        "",
        '<line x1="{}%" y1="{}" x2="{}%" y2="{}"><title>{}</title></line>',
        (
            (_x(one.time, end), scale.y(one.left), _x(until, end), scale.y(one.left), one.tip)
            for one, until in stretches
        ),
    )
    falls = format_html_join(
        "",
        '<line x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
        (
            (_x(until, end), scale.y(one.left), _x(until, end), scale.y(following.left))
            for (one, until), (following, _until) in pairwise(stretches)
        ),
    )
    return format_html('<g class="line series">{}{}</g>', level, falls)


def _axis(ticks: Sequence[Tick], end: float) -> SafeString:
    return format_html_join(
        "",
        '<text class="place" x="{}%" y="{}">{}</text>',
        (
            (_x(one.time, end), height, words)
            for one in ticks
            for height, words in ((plot.FLOOR + 20, one.label), (AT_RISK_Y, one.at_risk))
        ),
    )
