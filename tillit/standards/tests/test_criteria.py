"""What a standard means by quality: written point by point, kept with each version."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tillit.measures.registry import Figure
from tillit.standards.aims import Standing
from tillit.standards.models import Criterion, ServiceStandard
from tillit.standards.tests.test_standard_settings import form
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def standard(desk: Desk) -> ServiceStandard:
    Criterion.objects.all().delete()
    return ServiceStandard.objects.get(name="Answer fast")


def save(root: Client, standard: ServiceStandard, **said: Any) -> None:
    answer = root.post(f"/settings/standards/{standard.pk}/", form(**said))
    assert answer.status_code == 302


def texts(standard: ServiceStandard, number: int) -> list[dict[str, str]]:
    criteria = Criterion.objects.filter(version__standard=standard, version__number=number)
    return [one.text for one in criteria]


def test_points_are_written_and_follow_from_version_to_version(
    root: Client, standard: ServiceStandard
) -> None:
    save(root, standard, text_0="All questions are answered.", good_0="Three and three.", bad_0="")
    assert texts(standard, 2) == [{"en": "All questions are answered."}]
    said = {"text_0": "All questions are answered.", "good_0": "Three and three.", "bad_0": ""}
    save(root, standard, **said)
    assert standard.versions.count() == 2
    save(root, standard, **said, text_1="A date is named.")
    older, newer, further = Criterion.objects.order_by("id")
    assert (newer.follows, further.follows) == (older, None)
    assert (newer.good, further.good) == ({"en": "Three and three."}, {})


def test_a_point_without_words_is_gone_and_the_others_stay_themselves(
    root: Client, standard: ServiceStandard
) -> None:
    save(root, standard, text_0="One", text_1="Two")
    save(root, standard, text_0="", text_1="Two")
    [left] = Criterion.objects.filter(version__number=3)
    assert left.text == {"en": "Two"}
    assert left.follows == Criterion.objects.get(version__number=2, position=1)


def test_words_in_other_languages_stay(root: Client, standard: ServiceStandard) -> None:
    save(root, standard, text_0="One")
    Criterion.objects.update(text={"en": "One", "hu": "Egy"})
    save(root, standard, text_0="The first")
    assert texts(standard, 3) == [{"en": "The first", "hu": "Egy"}]


def test_a_share_over_a_period_is_promised_instead_of_a_time(
    root: Client, desk: Desk, standard: ServiceStandard
) -> None:
    said = form(name="Satisfied", clock="measure:satisfaction", percent="85", reason="", vip="on")
    assert root.post("/settings/standards/new/", said).status_code == 302
    version = ServiceStandard.objects.get(name="Satisfied").versions.get()
    assert (version.clock, version.measure, version.goal) == ("", "satisfaction", 0.85)
    assert (version.target_seconds, version.vip) == (0, False)
    page = root.get("/settings/standards/").content.decode()
    assert "Satisfaction · at least 85% · All customers" in page
    shown = root.get(f"/settings/standards/{version.standard_id}/").content.decode()
    assert 'value="measure:satisfaction" selected' in shown
    assert "Over a period, at least" in shown
    wrong = form(name="Other", clock="measure:quality", percent="")
    page = root.post("/settings/standards/new/", wrong).content.decode()
    assert "Say of how many of a hundred it holds." in page


def test_a_time_over_a_period_is_promised_and_known_to_be_kept(
    root: Client, desk: Desk, standard: ServiceStandard
) -> None:
    said = form(name="Quick", clock="lasting:first-response-mean", hours="0", minutes="3")
    assert root.post("/settings/standards/new/", said | {"reason": ""}).status_code == 302
    version = ServiceStandard.objects.get(name="Quick").versions.get()
    assert (version.measure, version.goal, version.target_seconds) == (
        "first-response-mean",
        180,
        0,
    )
    answers(desk.ada, writes(GRACE, desk.inbox), at=MONDAY_TEN + timedelta(minutes=2))
    page = root.get("/settings/standards/").content.decode()
    assert "First response time, on average · at most 3 min, opening hours" in page
    assert "2 min in 1 case" in page
    shown = root.get(f"/settings/standards/{version.standard_id}/").content.decode()
    assert 'value="lasting:first-response-mean" selected' in shown
    wrong = form(name="Other", clock="lasting:next-response", hours="0", minutes="0")
    page = root.post("/settings/standards/new/", wrong).content.decode()
    assert "Promise some time: one minute at least." in page


@pytest.mark.parametrize(
    ("measure", "goal", "value", "tone"),
    [
        ("first-contact", 0.7, 0.7, "ok"),
        ("first-contact", 0.7, 0.69, "bad"),
        ("reopened", 0.1, 0.1, "ok"),
        ("reopened", 0.1, 0.11, "bad"),
        ("full-resolution", 3600, 3600, "ok"),
        ("full-resolution", 3600, 3601, "bad"),
    ],
)
def test_a_goal_is_kept_on_its_own_side(measure: str, goal: float, value: float, tone: str) -> None:
    assert Standing(Figure(value=value, n=30), goal, measure).tone == tone
    assert Standing(Figure(value=value, n=29), goal, measure).tone == ""
