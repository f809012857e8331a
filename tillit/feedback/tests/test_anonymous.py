"""Anonymous answers: nothing leads from them to the customer, neither rows nor links nor facts."""

import json

import pytest
from django.test import Client

from tillit.conversations import actions
from tillit.conversations.models import Message, Status
from tillit.feedback.answering import rated, save_response
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.forms import SurveyForm
from tillit.feedback.models import Asking, Invitation, Refusal, Response
from tillit.feedback.refusing import refusal_address
from tillit.feedback.tests.inviting import about, asked
from tillit.hours.home import home_zone
from tillit.journal.models import Event
from tillit.measures.statistics import local_day
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def anonymously(desk: Desk) -> Invitation:
    survey = delivered(CONTACT)
    survey.anonymous = True
    survey.save()
    return asked(GRACE, desk)


def test_nothing_leads_to_the_customer(desk: Desk) -> None:
    invitation = anonymously(desk)
    contact, conversation, token = (
        invitation.contact_id,
        about(invitation),
        invitation.token,
    )
    save_response(invitation=invitation, given=rated(1, "Too slow"))
    kept = Invitation.objects.get()
    assert (kept.contact, kept.conversation) == (None, None)
    mail = Message.objects.get(conversation=conversation, purpose="survey")
    assert token in mail.text
    assert kept.token not in mail.text + mail.html
    told = Event.objects.filter(kind__startswith="feedback.").order_by("id")
    for event in told:
        data = json.dumps(event.data)
        if '"response"' in data:
            assert event.subject == f"response:{Response.objects.get().pk}"
            assert event.actor != f"contact:{contact}"
        else:
            assert event.data.get("invitation") is None


def test_the_link_of_the_mail_no_longer_opens_it_but_the_new_one_does(
    client: Client, desk: Desk
) -> None:
    invitation = anonymously(desk)
    old = f"/feedback/{invitation.token}/"
    answer = client.post(old, {"main": "2"})
    assert client.get(old).status_code == 404
    page = client.get(answer.headers["Location"]).content.decode()
    assert "not even the link in the mail" in page
    new = answer.headers["Location"].partition("?")[0]
    client.post(new, {"main": "4"})
    assert Response.objects.get().score == 4


def test_that_somebody_was_asked_is_still_known(desk: Desk) -> None:
    invitation = anonymously(desk)
    contact = invitation.contact_id
    save_response(invitation=invitation, given=rated(5))
    assert Asking.objects.get().contact_id == contact


def test_further_questions_can_still_be_refused(client: Client, desk: Desk) -> None:
    invitation = anonymously(desk)
    conversation = about(invitation)
    address = refusal_address(conversation.pk, conversation.contact_id)
    save_response(invitation=invitation, given=rated(5))
    client.post("/" + address.split("/", 3)[3])
    assert Refusal.objects.get().contact_id == conversation.contact_id


def test_nobody_answers_it_by_mail_since_the_mail_would_tell(desk: Desk) -> None:
    invitation = anonymously(desk)
    conversation = about(invitation)
    mail = Message.objects.get(conversation=conversation, purpose="survey")
    assert "the number alone" not in mail.text
    writes(GRACE, desk.inbox, at=MONDAY_TEN, text="1", answers=mail.external_id)
    assert not Response.objects.exists()
    conversation.refresh_from_db()
    assert conversation.status == Status.OPEN


def test_the_instant_of_the_mail_is_forgotten_and_who_resolved_it(desk: Desk) -> None:
    invitation = anonymously(desk)
    mail = Message.objects.get(conversation=about(invitation), purpose="survey")
    save_response(invitation=invitation, given=rated(1))
    kept = Invitation.objects.get()
    assert kept.agent is None
    assert kept.sent_at != mail.at
    assert local_day(kept.sent_at, home_zone()) == local_day(mail.at, home_zone())
    assert not Asking.objects.filter(at=kept.sent_at).exists()
    assert kept.closes_at is None or kept.closes_at > mail.at


def test_after_an_anonymous_answer_the_same_contact_is_not_asked_about_again(desk: Desk) -> None:
    invitation = anonymously(desk)
    conversation = about(invitation)
    save_response(invitation=invitation, given=rated(1))
    actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    assert Invitation.objects.count() == 1


def test_who_was_promised_that_nobody_sees_it_can_rely_on_it(desk: Desk) -> None:
    survey = anonymously(desk).survey
    said = {
        "share": "100",
        "quarantine_days": "0",
        "closes_after_days": "30",
    }
    assert "anonymous" in SurveyForm(survey, desk.liv, said).errors
    assert "anonymous" not in SurveyForm(survey, desk.liv, said | {"anonymous": "on"}).errors
