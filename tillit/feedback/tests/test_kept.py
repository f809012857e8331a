"""Questions about one standard, and what customers say of it on its own page."""

import pytest
from django.test import Client

from tillit.feedback.answering import Given, Said, save_response
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.keeping import keep_survey
from tillit.feedback.kept import kept_well
from tillit.feedback.models import Survey
from tillit.feedback.questionnaire import Kind, Question, Questionnaire
from tillit.feedback.tests.inviting import asked
from tillit.people.actor import Actor
from tillit.standards.models import ServiceStandard
from tillit.testing.cast import Customer, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def standard(desk: Desk) -> ServiceStandard:
    """The usual survey asks about it, too."""
    found = ServiceStandard.objects.earliest("id")
    words = {"en": "How well did we keep this promise?"}
    questions = (Question("kept", Kind.CSAT, words, standard=found.pk),)
    survey = delivered(CONTACT)
    keep_survey(survey=survey, questionnaire=Questionnaire(questions), by=Actor.agent(desk.liv))
    return found


def answered(desk: Desk, scores: list[int]) -> None:
    for place, score in enumerate(scores):
        customer = Customer(f"C{place}", f"c{place}@customer.example", "en", "Hello")
        given = Given((Said("kept", score=score),))
        save_response(invitation=asked(customer, desk), given=given)


def page(client: Client, desk: Desk, standard: ServiceStandard) -> str:
    client.force_login(desk.liv)
    return client.get(f"/settings/standards/{standard.pk}/").content.decode()


def test_what_they_say_stands_on_its_page(
    client: Client, desk: Desk, standard: ServiceStandard
) -> None:
    assert "–</b>" in page(client, desk, standard)
    answered(desk, [5, 4, 4, 1])
    html = page(client, desk, standard)
    assert "75 %" in html
    assert "4 answers" in html
    assert "few answers" in html


def test_it_has_its_interval(desk: Desk, standard: ServiceStandard) -> None:
    answered(desk, [5, 4, 4, 1])
    found = kept_well(standard.pk, desk.liv)
    assert found
    assert (found.figure.value, found.figure.n) == (0.75, 4)
    assert found.figure.low == pytest.approx(0.301, abs=0.001)
    assert found.figure.high == pytest.approx(0.954, abs=0.001)


def test_others_do_not_see_what_was_said_to_this_team(
    desk: Desk, standard: ServiceStandard
) -> None:
    answered(desk, [5])
    found = kept_well(standard.pk, desk.eve)
    assert found
    assert found.figure.n == 0


def test_few_anonymous_answers_are_not_shown(
    client: Client, desk: Desk, standard: ServiceStandard
) -> None:
    Survey.objects.filter(purpose=CONTACT).update(anonymous=True)
    answered(desk, [5, 4, 4, 1])
    html = page(client, desk, standard)
    assert "75 %" not in html
    assert "are not shown" in html


def test_a_standard_that_nobody_asks_about_has_no_such_section(client: Client, desk: Desk) -> None:
    found = ServiceStandard.objects.earliest("id")
    assert kept_well(found.pk, desk.liv) is None
    html = page(client, desk, found)
    assert "say good or very good" not in html
    assert "are not shown" not in html


def test_the_editor_offers_the_standards_in_force(client: Client, desk: Desk) -> None:
    client.force_login(desk.liv)
    found = ServiceStandard.objects.earliest("id")
    form = {"name": "x", "occasion": "contact", "change": "add-kept"}
    html = client.post("/settings/surveys/new/", form).content.decode()
    assert 'value="How well did we keep this promise?"' in html
    assert f'<option value="{found.pk}">' in html
