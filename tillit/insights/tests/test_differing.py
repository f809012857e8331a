"""Whether a figure is further from the days before than chance alone would bring it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from tillit import clock
from tillit.conversations.models import FlowKind
from tillit.feedback.answering import rated, save_response
from tillit.feedback.measures import Recommends, recommended
from tillit.feedback.tests.inviting import asked, tire_nobody
from tillit.insights.differing import difference_of, words_of
from tillit.insights.figures import Measured
from tillit.insights.periods import NOTHING
from tillit.insights.tests.test_measure_page import page
from tillit.measures.recommendation import BEST
from tillit.measures.registry import ClockKind, Unit, measure_named
from tillit.standards.measures import compliance
from tillit.testing.cast import Customer, Desk
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db


def kept(part: int, n: int) -> Measured:
    figure = compliance(part, n - part)
    return Measured(measure_named("promises-kept"), {}, [], figure)


def wave(promoters: int, passives: int, detractors: int) -> Measured:
    counts = {0: detractors, 7: passives, 9: promoters}
    given = {"nps": [counts.get(score, 0) for score in range(BEST + 1)]}
    day = oslo("2026-06-01 10:00").date()
    return Measured(measure_named("recommendation"), {day: [given]}, [], recommended(counts))


def says(before: Measured, now: Measured, language: str = "en") -> str:
    found = difference_of(before, now)
    assert found
    with translation.override(language):
        return words_of(found, now.measure.unit)


def test_a_large_difference_of_many_is_hardly_chance() -> None:
    words = says(kept(420, 500), kept(455, 500))
    assert words == "+7.0 percentage points (+2.9 to +11.1): hardly chance"


def test_a_large_difference_of_few_may_be_chance() -> None:
    words = says(kept(18, 20), kept(15, 20))
    assert words.startswith("−15.0 percentage points (−3")
    assert words.endswith("): this may be chance")


@pytest.mark.parametrize("language", ["nb", "nl", "hu"])
def test_numbers_are_written_as_the_language_writes_them(language: str) -> None:
    assert "+7,0" in says(kept(420, 500), kept(455, 500), language)


def test_points_of_recommendation_are_no_percentages() -> None:
    few = says(wave(55, 25, 20), wave(72, 30, 18))
    assert few.startswith("+10 points (−")
    assert few.endswith("): this may be chance")
    many = says(wave(200, 120, 180), wave(280, 130, 90))
    assert many.startswith("+34 points (+")
    assert many.endswith("): hardly chance")


def test_what_says_nothing_is_left_out() -> None:
    assert difference_of(kept(0, 0), kept(3, 4)) is None
    assert difference_of(kept(3, 4), kept(0, 0)) is None
    assert difference_of(wave(0, 0, 0), wave(1, 0, 0)) is None
    durations = Measured(measure_named("first-response"), {}, [], compliance(1, 0))
    assert durations.measure.unit is Unit.SECONDS
    assert difference_of(durations, durations) is None


def test_a_ratio_of_two_numbers_is_no_part_of_a_whole() -> None:
    clearance = measure_named("clearance")
    flow = dict.fromkeys(FlowKind.values, 0) | {FlowKind.CREATED: 2, FlowKind.SOLVED: 3}
    more = Measured(clearance, {}, [], clearance.figure([flow], ClockKind.BUSINESS))
    assert more.figure.value == 1.5
    assert difference_of(more, more) is None


def test_nothing_changed_and_nobody_differs() -> None:
    found = Recommends().difference(*[[{"nps": [0] * 10 + [3]}]] * 2)
    assert found
    assert (found.value, found.may_be_chance) == (0, True)


def test_the_page_of_a_measure_says_so(client: Client, desk: Desk) -> None:
    tire_nobody()
    for number, (at, score) in enumerate(
        [("2026-10-20 10:00", 1), ("2026-10-21 10:00", 2), ("2026-11-20 10:00", 5)]
    ):
        who = Customer(f"C{number}", f"c{number}@customer.example", "en", "Hello")
        with clock.moved_to(oslo(at)):
            save_response(invitation=asked(who, desk), given=rated(score))
    month = "?period=own&from=2026-11-01&to=2026-11-30"
    with clock.moved_to(oslo("2026-12-01 10:00")):
        html = page(client, desk.ada, "satisfaction", month)
        alone = page(client, desk.ada, "satisfaction", f"{month}&compare={NOTHING}")
    assert "<dt>Difference</dt><dd>+100.0 percentage points (" in html
    assert "<dt>Difference</dt>" not in alone
