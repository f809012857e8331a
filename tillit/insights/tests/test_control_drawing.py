"""What a control chart draws and says of weeks that tell nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tillit.insights.control import LEAST, Control, Week
from tillit.insights.control_drawing import chart_of, reading_of
from tillit.measures.registry import measure_named
from tillit.measures.signals import Verdict
from tillit.standards.measures import compliance

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 2)


def of_weeks(*kept: tuple[int, int]) -> Control:
    """A chart of promises kept, week by week; weeks of few have no limits."""
    weeks = tuple(
        Week(
            first=FIRST + timedelta(weeks=place),
            figure=compliance(part, n - part),
            low=0.5 if n >= LEAST else None,
            high=1.0 if n >= LEAST else None,
            rule="",
        )
        for place, (part, n) in enumerate(kept)
    )
    verdict = Verdict.NORMAL if weeks[-1].low is not None else Verdict.UNKNOWN
    return Control(measure_named("promises-kept"), weeks, 0.9, verdict, True, ())


def test_a_week_of_few_stands_apart_from_the_line() -> None:
    chart = chart_of(of_weeks((9, 10), (0, LEAST - 1), (9, 10), (8, 9)))
    drawn = re.search(r'<g class="line series">(.*?)</g>', chart.svg, re.DOTALL)
    assert drawn
    assert drawn[1].count("<line") == 1
    assert drawn[1].count('<circle class="few"') == 1
    assert "0.0%, too few cases to tell</title>" in drawn[1]
    assert [one.tone for one in chart.legend] == ["series", "late", "quiet", "few"]
    assert [row[-1] for row in chart.rows] == ["", "too few cases to tell", "", ""]


def test_last_week_says_whether_it_has_few_cases_or_none() -> None:
    assert reading_of(of_weeks((9, 10), (1, 1))).startswith("Last week has too few cases to tell.")
    assert reading_of(of_weeks((9, 10), (0, 0))).startswith("Last week has no figure.")
    assert "within normal variation" in reading_of(of_weeks((0, 1), (9, 10)))


def test_where_no_week_is_small_nothing_is_said_of_it() -> None:
    chart = chart_of(of_weeks((9, 10), (0, 0), (9, 10)))
    assert [one.tone for one in chart.legend] == ["series", "late", "quiet"]
    assert "few" not in chart.svg
