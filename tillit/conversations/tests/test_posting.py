"""Replies: queued for the last address used, counted as our turn done."""

import uuid
from datetime import timedelta

import pytest

from tillit.conversations import actions
from tillit.conversations.events import MessageQueued, MessageSent
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryState,
    Message,
    MessageKind,
    Status,
)
from tillit.conversations.spine import KeptFile, post
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Customer, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers, clicks_send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

AT_HOME = Customer("Grace Whitfield", "grace@home.example", "en", "I am at home now, write here.")


def test_a_reply_waits_to_be_sent_and_leaves(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with assert_emits(MessageQueued, MessageSent):
        reply = clicks_send(desk.ada, conversation, at=MONDAY_TEN, text="Hello Grace!")
        assert Delivery.objects.get(message=reply).state == DeliveryState.QUEUED
        run_reactions()
    delivery = Delivery.objects.get(message=reply)
    assert (delivery.state, delivery.recipient) == (DeliveryState.SENT, GRACE.email)
    assert delivery.sent_at == MONDAY_TEN


def test_a_reply_makes_it_the_customers_turn(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    clicks_send(desk.ada, conversation, at=MONDAY_TEN + timedelta(hours=1), text="Hello Grace!")
    conversation.refresh_from_db()
    assert (conversation.status, conversation.unread) == (Status.WAITING, False)
    assert (conversation.assignee, conversation.preview) == (desk.ada, "Hello Grace!")
    assert conversation.last_message_at == MONDAY_TEN + timedelta(hours=1)


def test_a_reply_does_not_take_the_conversation_from_a_colleague(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    actions.assign(conversation=conversation, to=desk.bo, by=Actor.agent(desk.bo))
    clicks_send(desk.ada, conversation, at=MONDAY_TEN)
    conversation.refresh_from_db()
    assert conversation.assignee == desk.bo


def test_a_reply_to_what_is_resolved_leaves_it_resolved(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    clicks_send(desk.bo, conversation, at=MONDAY_TEN)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.assignee) == (Status.RESOLVED, None)


def test_the_reply_goes_to_the_address_used_last(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    assert answers(desk.ada, conversation, at=MONDAY_TEN).address == GRACE.email
    later = MONDAY_TEN + timedelta(hours=1)
    writes(AT_HOME, desk.inbox, answers="<a@x>", at=later)
    reply = answers(desk.ada, conversation, at=later)
    assert reply.address == AT_HOME.email
    assert Delivery.objects.get(message=reply).recipient == AT_HOME.email


def test_each_reply_has_a_name_that_nobody_can_guess(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    names = {clicks_send(desk.ada, conversation, at=MONDAY_TEN).external_id for _ in range(3)}
    assert len(names) == 3
    assert all(name.endswith("@desk.example>") and len(name) > 40 for name in names)


def test_the_same_form_twice_sends_one_mail(desk: Desk) -> None:
    conversation, key = writes(GRACE, desk.inbox), uuid.uuid4()
    made = [
        post(
            conversation=conversation,
            by=Actor.agent(desk.ada),
            agent=desk.ada,
            text="Once.",
            submission=key,
        )
        for _ in range(3)
    ]
    assert len({message.pk for message in made}) == 1
    assert [delivery.message.text for delivery in run_reactions()].count("Once.") == 1


def test_what_an_agent_writes_is_shown_as_words(desk: Desk) -> None:
    reply = clicks_send(desk.ada, writes(GRACE, desk.inbox), at=MONDAY_TEN, text="<i>a\n\nb</i>\0")
    assert reply.html == "<p>&lt;i&gt;a</p><p>b&lt;/i&gt;</p>"
    assert reply.text == "<i>a\n\nb</i>"


def test_a_reply_carries_its_files(desk: Desk) -> None:
    reply = post(
        conversation=writes(GRACE, desk.inbox),
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        text="See the manual.",
        kept=[KeptFile("manual.pdf", "application/pdf", 9, "0" * 64)],
    )
    assert [file.name for file in reply.attachments.all()] == ["manual.pdf"]


def test_the_first_answer_is_measured_once(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=MONDAY_TEN + timedelta(minutes=30))
    answers(desk.bo, conversation, at=MONDAY_TEN + timedelta(minutes=90))
    conversation.refresh_from_db()
    assert conversation.first_answered_by == desk.ada
    assert conversation.first_response_business == 30 * 60


def test_automatic_mail_is_not_an_answer(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    assert [delivery.message.purpose for delivery in run_reactions()] == ["acknowledgement"]
    conversation = Conversation.objects.get()
    assert conversation.first_answered_at is None
    assert conversation.status == Status.NEW
    assert Message.objects.human_replies().count() == 0
    assert conversation.messages.get(kind=MessageKind.OUTGOING).agent is None
