"""Rules can wait for what customers say of us."""

import pytest

from tillit.automation.tests.rules import asks, rule, tag
from tillit.feedback.actions import invite
from tillit.feedback.answering import rated, save_response
from tillit.feedback.models import Response
from tillit.feedback.questionnaire import Kind
from tillit.testing.cast import GRACE, NORA, Customer, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def rates(customer: Customer, score: int, desk: Desk) -> set[str]:
    """The tags of a conversation after its customer has said how it was."""
    conversation = writes(customer, desk.inbox)
    answers(desk.ada, conversation, at=conversation.created_at)
    invitation = invite(conversation=conversation, agent=desk.ada)
    assert invitation is not None
    save_response(invitation=invitation, given=rated(score, ""))
    run_reactions()
    return set(conversation.tags.values_list("name", flat=True))


def test_who_was_not_happy_is_called(desk: Desk) -> None:
    rule("rated", tag("call"), conditions=asks("score", "is", "1"))
    assert rates(GRACE, 1, desk) == {"call"}
    assert rates(NORA, 5, desk) == set()


def test_a_score_on_another_scale_is_no_feeling(desk: Desk) -> None:
    rule("rated", tag("glad"), conditions=asks("score", "is", "5"))
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=conversation.created_at)
    invitation = invite(conversation=conversation, agent=desk.ada)
    assert invitation
    save_response(invitation=invitation, given=rated(5))
    Response.objects.update(kind=Kind.NPS)
    run_reactions()
    assert not conversation.tags.exists()
