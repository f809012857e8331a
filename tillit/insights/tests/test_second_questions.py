"""Each kind of question counts wherever a survey asks it, once, and only about us as a whole."""

from datetime import date

import pytest

from tillit.feedback.answering import Given, Said, save_response
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.keeping import keep_survey
from tillit.feedback.questionnaire import Kind, Question, Questionnaire
from tillit.feedback.tests.inviting import asked
from tillit.insights.reading import summaries
from tillit.measures.registry import ClockKind, Figure, Scope, measure_named
from tillit.people.actor import Actor
from tillit.standards.models import ServiceStandard
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def survey(desk: Desk) -> None:
    """How did we do, how well was one standard kept, and was it easy."""
    standard = ServiceStandard.objects.earliest("id").pk
    questions = (
        Question("main", Kind.CSAT, {"en": "How did we do?"}),
        Question("kept", Kind.CSAT, {"en": "How well did we keep it?"}, standard=standard),
        Question("easy", Kind.CES, {"en": "It was easy."}),
        Question("again", Kind.CES, {"en": "It was easy to find us."}),
    )
    by = Actor.agent(desk.liv)
    keep_survey(survey=delivered(CONTACT), questionnaire=Questionnaire(questions), by=by)


def figure(desk: Desk, key: str) -> Figure:
    """What the figure of this year says."""
    measure = measure_named(key)
    daily = summaries(measure, [desk.team.pk], *YEAR)
    return measure.figure((one for each in daily.values() for one in each), ClockKind.BUSINESS)


@pytest.mark.usefixtures("survey")
def test_ease_counts_after_the_faces_and_a_standard_is_not_satisfaction(desk: Desk) -> None:
    said = (Said("main", score=5), Said("kept", score=1), Said("easy", score=6))
    save_response(invitation=asked(GRACE, desk), given=Given((*said, Said("again", score=1))))
    save_response(invitation=asked(NORA, desk), given=Given((Said("kept", score=1),)))
    assert (figure(desk, "satisfaction").n, figure(desk, "satisfaction").value) == (1, 1)
    assert (figure(desk, "ease").n, figure(desk, "ease").value) == (1, 1)
    assert figure(desk, "recommendation").value is None
    whole = Scope((desk.team.pk,), MONDAY_TEN.replace(hour=0), MONDAY_TEN.replace(hour=23))
    [case] = measure_named("ease").cases(whole, 0, 10)
    assert (case.customer, case.value, str(case.outcome)) == (GRACE.name, 6, "Easy")
