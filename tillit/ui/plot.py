"""The ground that a chart stands on: a scale of round ticks, its grid, its axis and its names.

Heights are pixels and widths are percentages, so a chart grows with its card while its words
keep their size.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

HEIGHT: Final = 232
TOP: Final = 16
FLOOR: Final = 204
LEFT: Final = 8.0
RIGHT: Final = 99.0
NAME_GAP: Final = 16
MOST_AXIS_LABELS: Final = 6
ROUNDING: Final = 1e-9
"""A value that is a tick but for the computer's rounding needs no further step."""

TickText = Callable[[float], str]
Name = tuple[str, str, float]
"""The words, the class of their colour and their height on the page."""


@dataclass(frozen=True)
class Scale:
    """From values to pixels, with round ticks; `base` is the value on the floor."""

    step: float
    steps: int
    base: float = 0

    @classmethod
    def up_to(cls, highest: float, *, whole: bool = False) -> "Scale":
        """Three to five round steps that reach the highest value."""
        if highest <= 0:
            return cls(step=1, steps=1)
        step = _round_step(highest / 4)
        if whole:
            step = max(1, ceil(step))
        return cls(step=step, steps=ceil(highest / step))

    @classmethod
    def between(cls, lowest: float, highest: float) -> "Scale":
        """Three to six round steps from below the lowest value to above the highest."""
        step = _round_step((highest - lowest or abs(highest) or 1) / 4)
        base = floor(lowest / step + ROUNDING) * step
        return cls(step=step, steps=max(1, ceil((highest - base) / step - ROUNDING)), base=base)

    def y(self, value: float) -> float:
        """The height on the page at which a value stands."""
        part = (value - self.base) / (self.step * self.steps)
        return round(FLOOR - (FLOOR - TOP) * part, 1)

    def ticks(self) -> list[float]:
        """The values of the grid, from the floor up."""
        return [self.base + self.step * count for count in range(self.steps + 1)]


@dataclass(frozen=True)
class Slots:
    """The places along the axis, equally wide, between LEFT and `right`."""

    count: int
    right: float = RIGHT

    @property
    def width(self) -> float:
        """The width of one place."""
        return (self.right - LEFT) / max(self.count, 1)

    def middle(self, place: int) -> float:
        """The middle of a place."""
        return round(LEFT + self.width * (place + 0.5), 2)


def frame(label: str, *parts: SafeString, height: int = HEIGHT) -> SafeString:
    """The drawing as a whole, with the sentence that says what it shows."""
    return format_html(
        '<svg class="chart" role="img" aria-label="{}" width="100%" height="{}">{}</svg>',
        label,
        height,
        join(parts),
    )


def join(parts: Iterable[SafeString]) -> SafeString:
    """Parts of a drawing, one after the other."""
    return format_html_join("", "{}", ((part,) for part in parts))


def grid(scale: Scale, slots: Slots, tick_text: TickText) -> SafeString:
    """Level lines with their values."""
    return join(
        _level("grid" if place else "floor", value, scale.y(value), slots, tick_text)
        for place, value in enumerate(scale.ticks())
    )


def _level(tone: str, value: float, height: float, slots: Slots, tick_text: TickText) -> SafeString:
    return format_html(
        '<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>'
        '<text class="tick" x="{}%" y="{}">{}</text>',
        tone,
        LEFT,
        slots.right,
        height,
        height,
        LEFT - 1,
        height + 4,
        tick_text(value),
    )


def axis(labels: Sequence[str], slots: Slots) -> SafeString:
    """The labels below, as many as have room."""
    every = max(1, ceil(len(labels) / MOST_AXIS_LABELS))
    return format_html_join(
        "",
        '<text class="place" x="{}%" y="{}">{}</text>',
        (
            (slots.middle(place), FLOOR + 20, text)
            for place, text in enumerate(labels)
            if place % every == 0
        ),
    )


def names(entries: Iterable[Name], *, x: float, anchor: str) -> SafeString:
    """Names beside what they name, moved up until none covers another."""
    return format_html_join(
        "",
        '<text class="name {}" text-anchor="{}" x="{}%" y="{}">{}</text>',
        ((tone, anchor, x, round(height, 1), text) for text, tone, height in _apart(entries)),
    )


def _apart(entries: Iterable[Name]) -> list[Name]:
    placed: list[Name] = []
    for text, tone, height in sorted(entries, key=lambda name: -name[2]):
        lowest = placed[-1][2] - NAME_GAP if placed else FLOOR
        placed.append((text, tone, min(height, lowest)))
    return placed


def _round_step(rough: float) -> float:
    magnitude: float = 10.0 ** floor(log10(rough))
    return next(magnitude * factor for factor in (1, 2, 2.5, 5, 10) if rough <= magnitude * factor)
