"""After a complaint the customer is asked how it was handled, instead of the usual question."""

import pytest

from tillit.automation.models import Rule
from tillit.conversations import actions
from tillit.conversations.models import Conversation, Message
from tillit.conversations.models.case import CaseType
from tillit.feedback.delivered import COMPLAINT, CONTACT
from tillit.feedback.models import Invitation, Refusal
from tillit.feedback.tests.inviting import tire_nobody
from tillit.people.actor import Actor
from tillit.testing.cast import MONDAY_TEN, ZSOFIA, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def resolved(desk: Desk, case_type: str) -> Conversation:
    conversation = writes(ZSOFIA, desk.inbox)
    Conversation.objects.filter(pk=conversation.pk).update(case_type=case_type)
    answers(desk.ada, conversation, at=MONDAY_TEN)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    return conversation


def purposes(conversation: Conversation) -> list[str]:
    asked = Invitation.objects.filter(conversation=conversation)
    return [one.survey.purpose for one in asked]


def test_a_complaint_has_its_own_question_and_only_that(desk: Desk) -> None:
    conversation = resolved(desk, CaseType.COMPLAINT)
    assert purposes(conversation) == [COMPLAINT]
    mail = Message.objects.get(conversation=conversation, purpose="survey")
    assert "panasz" in mail.text


def test_anything_else_is_asked_as_ever(desk: Desk) -> None:
    assert purposes(resolved(desk, CaseType.QUESTION)) == [CONTACT]


def test_it_is_asked_though_another_question_came_a_moment_ago(desk: Desk) -> None:
    resolved(desk, CaseType.QUESTION)
    assert purposes(resolved(desk, CaseType.COMPLAINT)) == [COMPLAINT]


def test_a_refusal_holds_here_too(desk: Desk) -> None:
    conversation = writes(ZSOFIA, desk.inbox)
    Refusal.objects.create(contact=conversation.contact, at=MONDAY_TEN)
    assert purposes(resolved(desk, CaseType.COMPLAINT)) == []


def test_a_lead_switches_it_off_for_all_and_then_the_usual_question_is_asked(desk: Desk) -> None:
    tire_nobody()
    resolved(desk, CaseType.QUESTION)
    Rule.objects.filter(purpose="complaint_survey").update(active=False)
    assert purposes(resolved(desk, CaseType.COMPLAINT)) == [CONTACT]
