"""The funnel: dots by their cases, and limits that narrow and never leave the page."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

from tillit.ui.funnel import Dot, Limit, funnel_plot
from tillit.ui.plot import FLOOR, TOP


def around(n: int) -> tuple[float, float]:
    return max(0.0, 0.8 - 2 / n**0.5), min(1.0, 0.8 + 2 / n**0.5)


def drawn(*dots: Dot) -> SafeString:
    return funnel_plot(
        dots,
        label="Teams compared",
        centre=0.8,
        centre_label="80%",
        limits=[Limit("95%", "inner", around)],
        tick_text=lambda value: f"{value:.0%}",
        count_text=str,
    )


def dot(name: str, n: int, share: float, tone: str = "spot") -> Dot:
    return Dot(name, n, share, tone, f"{name}: {n}")


def test_more_cases_lie_farther_right_and_higher_shares_higher() -> None:
    svg = drawn(dot("Desk", 400, 0.7), dot("Store", 900, 0.9))
    places = re.findall(r'<circle cx="([\d.]+)%" cy="([\d.]+)"', svg)
    (desk_x, desk_y), (store_x, store_y) = [(float(x), float(y)) for x, y in places]
    assert desk_x < store_x
    assert desk_y > store_y
    assert "<title>Desk: 400</title>" in svg
    assert "style=" not in svg


def test_limits_narrow_and_stay_on_the_page() -> None:
    svg = drawn(dot("Desk", 40, 0.7), dot("Store", 900, 0.9, "faint"))
    lines = re.findall(r'class="limit inner" x1="([\d.]+)%" y1="([\d.]+)".*?y2="([\d.]+)"', svg)
    heights = [float(y) for _x, *both in lines for y in both]
    assert min(heights) >= TOP
    assert max(heights) <= FLOOR
    lower = [float(y) for _x, y, _end in lines[: len(lines) // 2]]
    assert lower == sorted(lower, reverse=True)


def test_one_case_is_enough_to_draw() -> None:
    assert "<circle" in drawn(dot("Desk", 1, 1.0))
