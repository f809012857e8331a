"""What a standard means by quality: written point by point, kept with each version."""

from typing import Any

import pytest
from django.test import Client

from tillit.standards.models import Criterion, ServiceStandard
from tillit.standards.tests.test_standard_settings import form
from tillit.testing.cast import Desk

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
    wrong = form(name="Other", clock="measure:quality", percent="")
    page = root.post("/settings/standards/new/", wrong).content.decode()
    assert "Say of how many of a hundred it holds." in page
