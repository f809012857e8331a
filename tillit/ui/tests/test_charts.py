import re

import pytest

from tillit.ui.charts import Bar, Legend, Series, lines, stacked_bars
from tillit.ui.plot import FLOOR, TOP, Scale

KEPT, LATE = Legend("Kept", "series"), Legend("Late", "late")


def bars(*heights):
    return [Bar(f"week {n}", low, high, f"tip {n}") for n, (low, high) in enumerate(heights)]


def drawn(*heights):
    return stacked_bars(bars(*heights), label="Promises by week", below=KEPT, above=LATE)


def line(*values):
    tips = tuple(str(value) for value in values)
    return lines(
        [f"week {n}" for n in range(len(values))],
        [Series("Median", "series", values, tips)],
        label="First answers",
    )


@pytest.mark.parametrize(
    ("highest", "step", "steps"),
    [(0, 1, 1), (3, 1, 3), (4, 1, 4), (9, 2.5, 4), (100, 25, 4), (315, 100, 4), (0.8, 0.2, 4)],
)
def test_ticks_are_round_and_reach_the_highest_value(highest, step, steps):
    scale = Scale.up_to(highest)
    assert (scale.step, scale.steps) == (pytest.approx(step), steps)
    assert scale.ticks()[-1] >= highest


def test_counts_have_whole_ticks():
    assert Scale.up_to(2, whole=True).ticks() == [0, 1, 2]


def test_the_scale_fills_the_height():
    scale = Scale.up_to(100)
    assert (scale.y(0), scale.y(100)) == (FLOOR, TOP)


def test_a_drawing_says_what_it_shows_and_holds_no_style_or_script():
    svg = drawn((12, 3), (9, 0))
    assert 'role="img" aria-label="Promises by week"' in svg
    assert "style=" not in svg
    assert "<script" not in svg


def test_a_week_without_promises_is_a_gap():
    assert drawn((12, 3), (None, None), (9, 0)).count("<rect") == 3


def test_the_parts_stand_on_each_other():
    heights = re.findall(r'y="([\d.]+)" height="([\d.]+)"', drawn((30, 10)))
    (low_y, low_height), (high_y, high_height) = [(float(y), float(h)) for y, h in heights]
    assert low_y + low_height == pytest.approx(FLOOR)
    assert high_y + high_height == pytest.approx(low_y)
    assert low_height == pytest.approx(3 * high_height, abs=0.2)


def test_both_parts_are_named_beside_the_last_bar():
    svg = drawn((12, 3))
    assert ">Kept</text>" in svg
    assert ">Late</text>" in svg


def test_names_do_not_cover_each_other():
    heights = [float(y) for y in re.findall(r'class="name[^>]* y="([\d.]+)"', drawn((1000, 1)))]
    assert abs(heights[0] - heights[1]) >= 16


def test_nothing_at_all_can_be_drawn():
    assert "<rect" not in drawn()
    assert "<circle" not in line()
    assert "<circle" not in line(None, None)


def test_a_missing_value_breaks_the_line():
    svg = line(1.0, 2.0, None, 3.0)
    assert svg.count("<circle") == 3
    assert len(re.findall(r'<line x1="[\d.]+%" y1', svg)) == 1


def test_words_are_escaped():
    svg = stacked_bars(bars((1, 1)), label='"<b>', below=Legend("<i>", "series"), above=LATE)
    assert "<b>" not in svg
    assert "<i>" not in svg


def test_at_most_six_places_are_labelled():
    assert drawn(*[(1, 1)] * 60).count('class="place"') == 6
