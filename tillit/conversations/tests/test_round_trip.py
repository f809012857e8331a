"""One conversation from the first mail to the rating, through receive and post."""

import uuid
from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.models import Message, Status
from tillit.conversations.spine import post
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_a_reply_is_sent_and_comes_back_into_the_same_conversation(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
        reply = post(
            conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="Sorry!"
        )
        sent = run_reactions()
    assert [delivery.message.purpose for delivery in sent] == ["acknowledgement", ""]
    again = writes(
        GRACE,
        desk.inbox,
        at=MONDAY_TEN + timedelta(hours=2),
        subject="Something else entirely",
        answers=reply.external_id,
    )
    assert again == conversation
    again.refresh_from_db()
    assert again.status == Status.OPEN
    assert again.assignee == desk.ada


def test_the_same_form_twice_makes_one_message(desk: Desk) -> None:
    conversation, key = writes(GRACE, desk.inbox), uuid.uuid4()
    for _ in range(2):
        post(
            conversation=conversation,
            by=Actor.agent(desk.ada),
            agent=desk.ada,
            text="Once.",
            submission=key,
        )
    assert Message.objects.filter(text="Once.").count() == 1


def test_resolving_invites_an_opinion_once(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    post(conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="Done.")
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    assert Message.objects.filter(purpose="survey").count() == 1
