"""A missing value is a gap in a chart, never a zero."""

import re
from itertools import product

import pytest

from tillit.ui.charts import Bar, Legend, Series, lines, stacked_bars
from tillit.ui.plot import FLOOR

KEPT, LATE = Legend("Kept", "series"), Legend("Late", "late")


def two_lines(one: tuple[float | None, ...], other: tuple[float | None, ...]) -> str:
    labels = [f"week {n}" for n in range(len(one))]
    tips = tuple(labels)
    series = [Series("Median", "series", one, tips), Series("P90", "quiet", other, tips)]
    return lines(labels, series, label="First answers")


def strokes(svg: str) -> int:
    """How many pieces the lines have; the grid has classes, they have none."""
    return len(re.findall(r'<line x1="[\d.]+%" y1', svg))


def test_a_gap_in_one_line_leaves_the_other_whole() -> None:
    svg = two_lines((1.0, None, 3.0), (2.0, 4.0, 6.0))
    assert (svg.count("<circle"), strokes(svg)) == (5, 2)


def test_a_value_between_two_gaps_is_a_dot() -> None:
    svg = two_lines((None, 2.0, None), (None, None, None))
    assert (svg.count("<circle"), strokes(svg)) == (1, 0)


def test_a_line_without_any_value_is_not_named() -> None:
    svg = two_lines((1.0, 2.0), (None, None))
    assert ">Median</text>" in svg
    assert ">P90</text>" not in svg


def test_zero_is_a_value_and_stands_on_the_floor() -> None:
    svg = two_lines((0.0, 5.0), (None, None))
    assert f'cy="{float(FLOOR)}"' in svg


def test_a_bar_of_nothing_keeps_its_place_and_says_so() -> None:
    bars = [Bar("w1", 3, 1, "3 kept"), Bar("w2", None, None, "no promises"), Bar("w3", 2, 0, "2")]
    svg = stacked_bars(bars, label="Promises", below=KEPT, above=LATE)
    assert "<g><title>no promises</title></g>" in svg
    middles = [float(x) for x in re.findall(r'class="place" x="([\d.]+)%"', svg)]
    assert middles[1] - middles[0] == pytest.approx(middles[2] - middles[1], abs=0.02)


@pytest.mark.parametrize("values", list(product((None, 0.0, 7.5), repeat=3)), ids=str)
def test_whatever_is_missing_the_drawing_has_no_number_that_is_none(
    values: tuple[float | None, ...],
) -> None:
    svg = two_lines(values, values[::-1])
    assert "None" not in svg
    assert "nan" not in svg
    assert svg.count("<circle") == 2 * sum(value is not None for value in values)
