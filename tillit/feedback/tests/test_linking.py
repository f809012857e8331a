"""Surveys by link or QR code: public, without a person behind them, one answer for each opening."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tillit.feedback.delivered import version_in_force
from tillit.feedback.events import AnonymousResponseSaved
from tillit.feedback.keeping import keep_survey, renew_link
from tillit.feedback.models import Invitation, Occasion, Response, Survey
from tillit.feedback.questionnaire import Kind, Question, Questionnaire
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.testing.cast import MONDAY_TEN, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

WORDS = {"en": "How was your visit?", "hu": "Milyen volt nálunk?"}
FELT = Question("felt", Kind.CSAT, WORDS, required=True)


@pytest.fixture
def counter(desk: Desk) -> Survey:
    survey = Survey(name="At the counter", occasion=Occasion.LINK, team=desk.team)
    keep_survey(survey=survey, questionnaire=Questionnaire((FELT,)), by=Actor.agent(desk.liv))
    return survey


def address(survey: Survey) -> str:
    return f"/feedback/open/{survey.link}/"


def seal_in(html: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', html)
    assert found
    return found[1]


def opened(client: Client, survey: Survey) -> dict[str, str]:
    """The form as the page brings it."""
    return {"seal": seal_in(client.get(address(survey)).content.decode()), "language": "en"}


def test_an_answer_has_nobody_behind_it(client: Client, counter: Survey, desk: Desk) -> None:
    answer = client.post(address(counter), opened(client, counter) | {"felt": "4"}, follow=True)
    assert "Thank you" in answer.content.decode()
    invitation = Response.objects.get().invitation
    assert (invitation.contact, invitation.conversation) == (None, None)
    assert invitation.team == desk.team
    [told] = Event.objects.filter(kind=AnonymousResponseSaved.kind())
    assert told.data["team"] == desk.team.pk


def test_following_the_link_saves_nothing(client: Client, counter: Survey) -> None:
    for method in (client.get, client.head):
        assert method(f"{address(counter)}?felt=5").status_code == 200
    assert not Invitation.objects.exists()


def test_one_opening_counts_once_and_another_one_again(client: Client, counter: Survey) -> None:
    form = opened(client, counter)
    for score in ("4", "4", "2"):
        client.post(address(counter), form | {"felt": score})
    assert Response.objects.get().score == 2
    client.post(address(counter), opened(client, counter) | {"felt": "5"})
    assert Response.objects.count() == 2


@pytest.mark.parametrize("sealed", ["", "1-x", "1-x:forged", "é\x00"])
def test_what_no_page_of_ours_sent_is_not_saved(
    client: Client, counter: Survey, sealed: str
) -> None:
    answer = client.post(address(counter), {"felt": "5", "seal": sealed})
    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_a_seal_of_another_survey_does_not_count_here(
    client: Client, counter: Survey, desk: Desk
) -> None:
    other = Survey(name="Elsewhere", occasion=Occasion.LINK, team=desk.team)
    keep_survey(survey=other, questionnaire=Questionnaire((FELT,)), by=Actor.agent(desk.liv))
    form = opened(client, other)
    assert client.post(address(counter), form | {"felt": "5"}).status_code == 422


def test_it_speaks_the_language_of_the_browser_until_another_is_chosen(
    client: Client, counter: Survey
) -> None:
    html = client.get(address(counter), headers={"Accept-Language": "hu"}).content.decode()
    assert "Milyen volt nálunk?" in html
    chosen = client.get(f"{address(counter)}?language=en", headers={"Accept-Language": "hu"})
    assert "How was your visit?" in chosen.content.decode()


def test_an_anonymous_one_counts_once_too(client: Client, counter: Survey) -> None:
    counter.anonymous = True
    counter.save()
    form = opened(client, counter)
    for _again in range(2):
        client.post(address(counter), form | {"felt": "3"})
    assert Response.objects.count() == 1


def test_very_many_answers_from_one_address_have_to_wait(client: Client, counter: Survey) -> None:
    answers = [
        client.post(address(counter), opened(client, counter) | {"felt": "1"}).status_code
        for _each in range(61)
    ]
    assert answers == [302] * 60 + [429]
    assert Response.objects.count() == 60


def test_an_old_link_says_kindly_that_it_is_over(
    client: Client, counter: Survey, desk: Desk
) -> None:
    old = address(counter)
    renew_link(survey=counter, by=Actor.agent(desk.liv))
    answer = client.get(old)
    assert answer.status_code == 404
    assert "no longer open" in answer.content.decode()
    assert client.get(address(counter)).status_code == 200


def test_only_what_is_asked_by_a_link_is_open(client: Client, counter: Survey) -> None:
    counter.occasion = Occasion.CONTACT
    counter.save()
    assert client.get(address(counter)).status_code == 404


def test_the_page_for_the_counter_shows_code_and_link(
    client: Client, counter: Survey, desk: Desk
) -> None:
    client.force_login(desk.liv)
    html = client.get(f"/settings/surveys/{counter.pk}/poster/").content.decode()
    assert address(counter) in html
    assert "Milyen volt nálunk?" in html
    assert re.search(r'<path d="M0 0h1v1h-1z', html)
    client.force_login(desk.eve)
    assert client.get(f"/settings/surveys/{counter.pk}/poster/").status_code == 404


def test_a_lead_sets_one_up_and_says_whose_answers_they_are(client: Client, desk: Desk) -> None:
    client.force_login(desk.liv)
    form = {
        "name": "Counter",
        "occasion": "link",
        "share": "100",
        "quarantine_days": "0",
        "closes_after_days": "1",
        "q0-kind": "csat",
        "q0-words-en": "How was it?",
    }
    answer = client.post("/settings/surveys/new/", form)
    assert "Say whose answers these are." in answer.content.decode()
    client.post("/settings/surveys/new/", form | {"team": str(desk.team.pk)})
    survey = Survey.objects.get(name="Counter")
    page = client.get(f"/settings/surveys/{survey.pk}/").content.decode()
    assert survey.link in page
    client.post(f"/settings/surveys/{survey.pk}/link/")
    assert Survey.objects.get(pk=survey.pk).link != survey.link
    assert version_in_force(survey)


def test_too_late_is_said_and_what_was_answered_stays(client: Client, counter: Survey) -> None:
    form = opened(client, counter) | {"felt": "4"}
    client.post(address(counter), form)
    Invitation.objects.update(closes_at=MONDAY_TEN - timedelta(days=1))
    again = client.post(address(counter), form | {"felt": "1"})
    assert again.status_code == 410
    assert "This survey is closed" in again.content.decode()
    assert Response.objects.get().score == 4
