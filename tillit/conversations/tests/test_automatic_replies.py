"""A robot answers: it is shown, and nothing follows from it."""

from datetime import timedelta

import pytest

from tillit.conversations import actions
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.events import AutomaticReplyReceived
from tillit.conversations.models import (
    Conversation,
    Inbox,
    Message,
    MessageKind,
    Parcel,
    ParcelState,
)
from tillit.conversations.parcels import keep
from tillit.conversations.spine import receive
from tillit.conversations.spine.threading import REOPEN_WINDOW
from tillit.journal.models import Event, Reaction
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

MAIL = """\
From: Grace Whitfield <away@customer.example>
To: support@desk.example
Subject: Out of office
Auto-Submitted: auto-replied
Message-ID: <robot@customer.example>
In-Reply-To: {answers}

I am away until Monday.
"""


def answered(desk: Desk) -> tuple[Conversation, Message]:
    """A conversation of Grace, and Ada's reply in it."""
    conversation = writes(GRACE, desk.inbox)
    reply = answers(desk.ada, conversation, at=MONDAY_TEN)
    conversation.refresh_from_db()
    return conversation, reply


def robot_answers(reply: Message, desk: Desk, *, days: int = 0) -> Conversation:
    """An automatic reply, from an address that nobody reads."""
    envelope = Envelope(
        sender_address="away@customer.example",
        text="I am away until Monday.",
        references=(reply.external_id,),
        robot=Robot.AUTO_REPLY,
    )
    at = MONDAY_TEN + timedelta(days=days)
    return receive(envelope, inbox=desk.inbox, at=at).conversation


def test_it_is_shown_and_changes_nothing_else(desk: Desk) -> None:
    conversation, reply = answered(desk)
    with assert_emits(AutomaticReplyReceived):
        robot_answers(reply, desk)
    after = Conversation.objects.get()
    message = after.messages.get(automatic=True, kind=MessageKind.INCOMING)
    assert message.text == "I am away until Monday."
    for field in ("status", "unread", "assignee_id", "last_message_at", "preview", "address"):
        assert getattr(after, field) == getattr(conversation, field), field
    assert after.version > conversation.version


def test_nothing_is_promised_or_sent_for_it(desk: Desk) -> None:
    conversation, reply = answered(desk)
    promised = conversation.promises.count()
    robot_answers(reply, desk)
    assert not Reaction.objects.exists()
    assert conversation.promises.count() == promised
    assert not conversation.promises.unsettled().exists()


@pytest.mark.parametrize("days", [1, REOPEN_WINDOW.days + 1])
def test_it_never_reopens_and_never_begins_a_conversation(desk: Desk, days: int) -> None:
    conversation, reply = answered(desk)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    assert robot_answers(reply, desk, days=days) == conversation
    assert not Conversation.objects.get().is_open
    assert Event.objects.filter(kind=AutomaticReplyReceived.kind()).count() == 1


def test_the_next_reply_still_goes_to_where_the_customer_wrote_from(desk: Desk) -> None:
    conversation, reply = answered(desk)
    robot_answers(reply, desk)
    assert answers(desk.ada, conversation, at=MONDAY_TEN).address == GRACE.email


def test_as_a_mail_it_joins_its_conversation(desk: Desk) -> None:
    conversation, reply = answered(desk)
    keep(inbox=desk.inbox, key="robot", raw=MAIL.format(answers=reply.external_id).encode())
    run_reactions()
    parcel = Parcel.objects.get()
    assert parcel.state == ParcelState.AUTO_REPLY
    assert parcel.message is not None
    assert parcel.message.conversation == conversation


def test_as_a_mail_that_answers_nothing_it_is_only_kept(desk: Desk) -> None:
    keep(inbox=desk.inbox, key="robot", raw=MAIL.format(answers="<other@place>").encode())
    run_reactions()
    assert Parcel.objects.get().state == ParcelState.AUTO_REPLY
    assert not Conversation.objects.exists()


def test_as_a_mail_to_another_inbox_it_is_only_kept(desk: Desk, night: Inbox) -> None:
    _conversation, reply = answered(desk)
    keep(inbox=night, key="robot", raw=MAIL.format(answers=reply.external_id).encode())
    run_reactions()
    assert Parcel.objects.get().state == ParcelState.AUTO_REPLY
    assert Conversation.objects.count() == 1
