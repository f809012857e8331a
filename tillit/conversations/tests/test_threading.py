"""Which conversation a message belongs to."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.envelope import Envelope
from tillit.conversations.events import (
    ConversationReopened,
    ConversationStarted,
    MessageReceived,
)
from tillit.conversations.models import Conversation, Inbox, MessageKind, Status
from tillit.conversations.spine import receive
from tillit.conversations.spine.threading import REOPEN_WINDOW
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LATER = MONDAY_TEN + timedelta(hours=1)


def resolved(desk: Desk) -> Conversation:
    """A conversation of Grace that Ada answered and resolved."""
    conversation = writes(GRACE, desk.inbox, message_id="<first@customer.example>")
    answers(desk.ada, conversation, at=MONDAY_TEN)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    return conversation


def test_the_subject_decides_nothing(desk: Desk) -> None:
    one = writes(GRACE, desk.inbox, subject="Re: A question")
    two = writes(GRACE, desk.inbox, subject="Re: A question", at=LATER)
    assert one != two


def test_an_answer_with_a_changed_subject_goes_on_and_leaves_the_title(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, subject="The lid", message_id="<a@x>")
    again = writes(GRACE, desk.inbox, subject="Also the cord", answers="<a@x>", at=LATER)
    assert again == conversation
    again.refresh_from_db()
    assert again.subject == "The lid"
    assert again.messages.filter(subject="Also the cord").exists()


def test_any_of_the_references_will_do(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    envelope = Envelope(
        sender_address=GRACE.email, text="More", references=("<lost@x>", "<a@x>", "<b@y>")
    )
    assert receive(envelope, inbox=desk.inbox).conversation == conversation


def test_a_reference_that_nobody_knows_begins_a_conversation(desk: Desk) -> None:
    writes(GRACE, desk.inbox, message_id="<a@x>")
    writes(GRACE, desk.inbox, answers="<unknown@x>", at=LATER)
    assert Conversation.objects.count() == 2


def test_an_empty_message_id_ties_nothing_together(desk: Desk) -> None:
    for minute in (1, 2):
        at = MONDAY_TEN + timedelta(minutes=minute)
        envelope = Envelope(sender_address=GRACE.email, text="No name", references=("",))
        receive(envelope, inbox=desk.inbox, at=at)
    assert Conversation.objects.count() == 2


def test_a_message_of_another_inbox_is_not_continued_here(desk: Desk, night: Inbox) -> None:
    theirs = writes(GRACE, night, message_id="<a@x>")
    ours = writes(GRACE, desk.inbox, answers="<a@x>", at=LATER)
    assert ours != theirs
    assert (theirs.team, ours.team) == (night.team, desk.team)


def test_writing_again_makes_it_unread_and_open(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    answers(desk.ada, conversation, at=MONDAY_TEN)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.unread) == (Status.WAITING, False)
    with assert_emits(MessageReceived):
        writes(GRACE, desk.inbox, answers="<a@x>", text="And then?", at=LATER)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.unread) == (Status.OPEN, True)
    assert (conversation.preview, conversation.last_message_at) == ("And then?", LATER)


def test_a_colleague_of_the_customer_may_go_on_and_is_answered(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    writes(NORA, desk.inbox, answers="<a@x>", at=LATER)
    conversation.refresh_from_db()
    assert (conversation.contact.name, conversation.address) == (GRACE.name, NORA.email)
    names = conversation.messages.filter(kind=MessageKind.INCOMING).order_by("at")
    assert list(names.values_list("contact__name", flat=True)) == [GRACE.name, NORA.name]


def test_an_answer_within_fourteen_days_reopens(desk: Desk) -> None:
    conversation = resolved(desk)
    last = MONDAY_TEN + REOPEN_WINDOW - timedelta(seconds=1)
    with assert_emits(ConversationReopened, MessageReceived):
        again = writes(GRACE, desk.inbox, answers="<first@customer.example>", at=last)
    assert again == conversation
    again.refresh_from_db()
    assert (again.status, again.resolved_at, again.without_reply) == (Status.OPEN, None, False)


def test_an_answer_after_fourteen_days_begins_a_linked_conversation(desk: Desk) -> None:
    conversation = resolved(desk)
    late = MONDAY_TEN + REOPEN_WINDOW
    with clock.moved_to(late), assert_emits(ConversationStarted, MessageReceived):
        new = writes(GRACE, desk.inbox, answers="<first@customer.example>", at=late)
    assert new.follows == conversation
    conversation.refresh_from_db()
    assert conversation.status == Status.RESOLVED


def test_what_is_still_open_goes_on_however_late(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    late = MONDAY_TEN + 10 * REOPEN_WINDOW
    assert writes(GRACE, desk.inbox, answers="<a@x>", at=late) == conversation


def test_the_linked_conversation_is_gone_on_with_afterwards(desk: Desk) -> None:
    resolved(desk)
    late = MONDAY_TEN + REOPEN_WINDOW + timedelta(days=1)
    new = writes(
        GRACE,
        desk.inbox,
        answers="<first@customer.example>",
        message_id="<second@customer.example>",
        at=late,
    )
    envelope = Envelope(
        sender_address=GRACE.email,
        text="More",
        references=("<second@customer.example>", "<first@customer.example>"),
    )
    assert receive(envelope, inbox=desk.inbox, at=late).conversation == new


def test_a_name_too_long_to_be_stored_is_still_found(desk: Desk) -> None:
    name = f"<{'x' * 400}@customer.example>"
    conversation = writes(GRACE, desk.inbox, message_id=name)
    assert writes(GRACE, desk.inbox, answers=name, at=LATER) == conversation
