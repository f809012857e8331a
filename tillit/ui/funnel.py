"""A funnel drawn on the server: shares by how many cases they rest on, between limits of chance.

Classes only, no script, no inline style; every place has its name beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tillit.ui import plot
from tillit.ui.beside import Spot, names_beside

ROOM_FOR_CENTRE: Final = 9.0
"""Percent of the width, right of the scale."""
RIGHT: Final = plot.RIGHT - ROOM_FOR_CENTRE
STEPS: Final = 40
"""Pieces of which a limit is made; the fewer the cases, the shorter they are."""
RADIUS: Final = 5


@dataclass(frozen=True)
class Dot:
    """One share; `tone` is "spot", or "faint" where it rests on few cases."""

    name: str
    n: int
    share: float
    tone: str
    tip: str


@dataclass(frozen=True)
class Limit:
    """Between which shares chance alone brings what has so many cases; `tone`: inner or outer."""

    label: str
    tone: str
    around: Callable[[int], tuple[float, float]]


@dataclass(frozen=True)
class _Ground:
    """From cases and shares to places on the page."""

    across: plot.Scale
    up: plot.Scale

    def x(self, n: float) -> float:
        part = n / (self.across.step * self.across.steps)
        return round(plot.LEFT + (RIGHT - plot.LEFT) * part, 2)

    def has(self, share: float) -> bool:
        top = self.up.base + self.up.step * self.up.steps
        return self.up.base <= share <= top


def funnel_plot(
    dots: Sequence[Dot],
    *,
    label: str,
    centre: float,
    centre_label: str,
    limits: Sequence[Limit],
    tick_text: plot.TickText,
    count_text: Callable[[int], str],
) -> SafeString:
    """Dots by their cases, the share of all as a level line, and limits that narrow."""
    ground = _ground(dots, centre, limits)
    slots = plot.Slots(1, right=RIGHT)
    return plot.frame(
        label,
        plot.grid(ground.up, slots, tick_text),
        _counts(ground, count_text),
        _centre(ground.up.y(centre), centre_label),
        plot.join(_curves(limit, ground, _fewest(dots)) for limit in limits),
        _limit_names(limits, ground),
        plot.join(_dot(one, ground) for one in dots),
        names_beside(
            Spot(one.name, one.tone, ground.x(one.n), ground.up.y(one.share)) for one in dots
        ),
    )


def _fewest(dots: Sequence[Dot]) -> int:
    return max(1, min(one.n for one in dots))


def _ground(dots: Sequence[Dot], centre: float, limits: Sequence[Limit]) -> _Ground:
    """As high as the limits of the smallest are wide, and as wide as the largest has cases."""
    widest = [edge for limit in limits for edge in limit.around(_fewest(dots))]
    values = [one.share for one in dots] + widest + [centre]
    up = plot.Scale.between(min(values), max(values))
    return _Ground(plot.Scale.up_to(max(one.n for one in dots), whole=True), up)


def _counts(ground: _Ground, count_text: Callable[[int], str]) -> SafeString:
    return plot.join(
        format_html(
            '<text class="place" x="{}%" y="{}">{}</text>',
            ground.x(n),
            plot.FLOOR + 20,
            count_text(round(n)),
        )
        for n in ground.across.ticks()
    )


def _centre(height: float, label: str) -> SafeString:
    return format_html(
        '<line class="centre" x1="{}%" x2="{}%" y1="{}" y2="{}"/>'
        '<text class="name quiet" x="{}%" y="{}">{}</text>',
        plot.LEFT,
        RIGHT,
        height,
        height,
        RIGHT + 1,
        height + 4,
        label,
    )


def _curves(limit: Limit, ground: _Ground, fewest: int) -> SafeString:
    """Both edges; where they are wider than the page there is nothing to draw."""
    last = ground.across.step * ground.across.steps
    begin = max(1.0, fewest / 2)
    cases = [begin * (last / begin) ** (step / STEPS) for step in range(STEPS + 1)]
    edges = [limit.around(max(1, round(n))) for n in cases]
    return plot.join(
        _piece(limit.tone, ground, here, there)
        for side in (0, 1)
        for here, there in pairwise(
            (n, edge[side]) for n, edge in zip(cases, edges, strict=True) if ground.has(edge[side])
        )
    )


def _piece(
    tone: str, ground: _Ground, here: tuple[float, float], there: tuple[float, float]
) -> SafeString:
    return format_html(
        '<line class="limit {}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
        tone,
        ground.x(here[0]),
        ground.up.y(here[1]),
        ground.x(there[0]),
        ground.up.y(there[1]),
    )


def _limit_names(limits: Iterable[Limit], ground: _Ground) -> SafeString:
    """On the right, above the upper edge of each."""
    last = round(ground.across.step * ground.across.steps)
    ends = [(limit.label, "quiet", ground.up.y(limit.around(last)[1]) - 4) for limit in limits]
    return plot.names(ends, x=RIGHT, anchor="end")


def _dot(dot: Dot, ground: _Ground) -> SafeString:
    return format_html(
        '<g class="{}"><title>{}</title><circle cx="{}%" cy="{}" r="{}"/></g>',
        dot.tone,
        dot.tip,
        ground.x(dot.n),
        ground.up.y(dot.share),
        RADIUS,
    )
