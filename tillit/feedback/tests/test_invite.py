"""Who is asked how we did, and who is not."""

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine import post
from tillit.feedback.events import CustomerAsked
from tillit.feedback.models import Asking, Invitation, Outcome
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, NORA, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

ANSWERED, DONE = oslo("2026-06-01 11:00"), oslo("2026-06-01 12:00")


def answered(desk: Desk) -> Conversation:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=ANSWERED)
    return conversation


def resolves(agent: Agent, conversation: Conversation, *, no_reply_needed: bool = False) -> None:
    """An agent resolves it, and the worker does what follows."""
    with clock.moved_to(DONE):
        by = Actor.agent(agent)
        actions.resolve(conversation=conversation, by=by, no_reply_needed=no_reply_needed)
        run_reactions()


def test_resolving_what_was_answered_invites_an_opinion(desk: Desk) -> None:
    conversation = answered(desk)
    with assert_emits(CustomerAsked):
        resolves(desk.bo, conversation)
    invitation = Invitation.objects.get()
    assert invitation.conversation == conversation
    assert invitation.contact == conversation.contact
    assert (invitation.agent, invitation.sent_at) == (desk.bo, DONE)


def test_a_conversation_is_asked_about_once(desk: Desk) -> None:
    conversation = answered(desk)
    resolves(desk.ada, conversation)
    actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    resolves(desk.ada, conversation)
    assert Invitation.objects.count() == 1
    assert Message.objects.filter(purpose="survey").count() == 1


def test_nobody_is_asked_when_nobody_answered(desk: Desk) -> None:
    resolves(desk.ada, writes(GRACE, desk.inbox))
    assert not Invitation.objects.exists()


def test_a_note_is_no_answer(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    by = Actor.agent(desk.ada)
    post(conversation=conversation, by=by, agent=desk.ada, text="Spam?", note=True)
    resolves(desk.ada, conversation)
    assert not Invitation.objects.exists()


def test_how_it_is_resolved_switches_no_question_off(desk: Desk) -> None:
    conversation = answered(desk)
    resolves(desk.ada, conversation, no_reply_needed=True)
    assert Invitation.objects.get().conversation == conversation


def test_a_thank_you_afterwards_asks_nothing_again_and_that_is_kept(desk: Desk) -> None:
    conversation = answered(desk)
    resolves(desk.ada, conversation)
    actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    resolves(desk.ada, conversation, no_reply_needed=True)
    assert list(Asking.objects.order_by("id").values_list("outcome", flat=True)) == [
        Outcome.ASKED,
        Outcome.ALREADY,
    ]


def test_nobody_is_asked_when_it_was_reopened_before_the_mail_was_made(desk: Desk) -> None:
    conversation = answered(desk)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    assert not Invitation.objects.exists()


def test_the_question_is_no_answer_and_reopens_nothing(desk: Desk) -> None:
    conversation = answered(desk)
    resolves(desk.ada, conversation)
    conversation.refresh_from_db()
    assert not conversation.is_open
    assert conversation.first_answered_at == ANSWERED
    assert Message.objects.get(purpose="survey").automatic


def test_every_conversation_has_a_token_that_nobody_can_guess(desk: Desk) -> None:
    for customer in (GRACE, NORA):
        conversation = writes(customer, desk.inbox)
        answers(desk.ada, conversation, at=ANSWERED)
        resolves(desk.ada, conversation)
    tokens = set(Invitation.objects.values_list("token", flat=True))
    assert len(tokens) == 2
    # 32 letters of 64 are 192 bits.
    assert all(len(token) >= 32 for token in tokens)
