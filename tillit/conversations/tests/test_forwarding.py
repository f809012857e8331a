"""Passing a message on to somebody else: no answer, and what comes back is not the customer's."""

from datetime import timedelta

import pytest
from django.db import transaction

from tillit import clock
from tillit.conversations import actions, reply_tokens
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.events import MessageReceived, OtherWrote
from tillit.conversations.models import Conversation, Message, MessageKind, Status
from tillit.conversations.parties import Party
from tillit.conversations.recipients import WrongRecipient
from tillit.conversations.spine import Received, forward, post, receive
from tillit.conversations.times import answer_times
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten", "acknowledged")]

MAKER = Party("Mona Maker", "mona@maker.example")
LATER = MONDAY_TEN + timedelta(minutes=30)


def passes_on(desk: Desk, conversation: Conversation, *, to: Party = MAKER) -> Message:
    """Ada forwards what Grace wrote."""
    return forward(
        original=conversation.messages.filter(kind="incoming").earliest("id"),
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        to=to,
        text="Can you help?",
        quoted="Grace wrote something.",
    )


def maker_answers(
    conversation: Conversation,
    *,
    sender: str = MAKER.address,
    token_of: str = MAKER.address,
    robot: Robot = Robot.NONE,
) -> Received:
    """The maker answers what was forwarded."""
    envelope = Envelope(
        sender_address=sender,
        sender_name=MAKER.name,
        text="It is a known fault.",
        external_id=f"<{sender}.answer>",
        tokens=(reply_tokens.make(conversation.pk, token_of),),
        robot=robot,
    )
    return receive(envelope, inbox=conversation.inbox, at=LATER)


def test_it_leaves_and_changes_nothing(conversation: Conversation, desk: Desk) -> None:
    before = Conversation.objects.get()
    message = passes_on(desk, conversation)
    [delivery] = run_reactions()
    assert (delivery.recipient, delivery.message) == (MAKER.address, message)
    assert (message.kind, message.subject) == (MessageKind.FORWARD, f"Fwd: {before.subject}")
    after = Conversation.objects.get()
    for field in ("status", "assignee_id", "preview", "last_message_at", "address", "unread"):
        assert getattr(after, field) == getattr(before, field), field
    assert after.version > before.version


def test_it_is_no_answer(conversation: Conversation, desk: Desk) -> None:
    passes_on(desk, conversation)
    run_reactions()
    after = Conversation.objects.get()
    assert after.first_answered_at is None
    assert conversation.promises.get().state == "running"
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    assert Conversation.objects.get().without_reply


def test_a_note_is_never_forwarded(conversation: Conversation, desk: Desk) -> None:
    by = Actor.agent(desk.ada)
    note = post(conversation=conversation, by=by, text="between us", note=True)
    with pytest.raises(ValueError, match="never leaves"), transaction.atomic():
        forward(original=note, by=by, to=MAKER, text="", quoted="between us")
    assert not Message.objects.filter(kind=MessageKind.FORWARD).exists()


@pytest.mark.parametrize("address", [GRACE.email, "support@desk.example", "nobody", ""])
def test_not_everybody_can_be_forwarded_to(
    conversation: Conversation, desk: Desk, address: str
) -> None:
    with pytest.raises(WrongRecipient), transaction.atomic():
        passes_on(desk, conversation, to=Party("", address))


def test_what_comes_back_is_somebody_elses(conversation: Conversation, desk: Desk) -> None:
    answers(desk.ada, conversation, at=MONDAY_TEN + timedelta(minutes=5))
    passes_on(desk, conversation)
    run_reactions()
    received = maker_answers(conversation)
    assert received.conversation.pk == conversation.pk
    assert received.message.kind == MessageKind.OTHER
    assert str(received.message.contact) == MAKER.name
    after = Conversation.objects.get()
    assert (after.contact.name, after.address) == (GRACE.name, GRACE.email)
    assert (after.status, after.unread) == (Status.OPEN, True)
    told = Event.objects.filter(at=LATER).values_list("kind", flat=True)
    assert OtherWrote.kind() in told
    assert MessageReceived.kind() not in told


def test_it_does_not_start_a_clock(conversation: Conversation, desk: Desk) -> None:
    answers(desk.ada, conversation, at=MONDAY_TEN + timedelta(minutes=5))
    passes_on(desk, conversation)
    maker_answers(conversation)
    assert not conversation.promises.unsettled().exists()
    hours = conversation.inbox.calendar.version_at(MONDAY_TEN).hours
    assert answer_times(conversation, hours, as_of=LATER) == [timedelta(minutes=5)]


def test_a_clock_that_runs_goes_on(conversation: Conversation, desk: Desk) -> None:
    passes_on(desk, conversation)
    due_at = conversation.promises.get().due_at
    maker_answers(conversation)
    promise = conversation.promises.get()
    assert (promise.state, promise.due_at) == ("running", due_at)


def test_an_answer_after_it_was_resolved_opens_it_and_waits_for_nobody(
    conversation: Conversation, desk: Desk
) -> None:
    passes_on(desk, conversation)
    by = Actor.agent(desk.ada)
    actions.resolve(conversation=conversation, by=by, no_reply_needed=True)
    maker_answers(conversation)
    assert Conversation.objects.get().status == Status.OPEN
    assert conversation.promises.get().state == "cancelled"


def test_late_answers_come_back_into_it_too(conversation: Conversation, desk: Desk) -> None:
    passes_on(desk, conversation)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=MONDAY_TEN)
    with clock.moved_to(MONDAY_TEN + timedelta(days=40)):
        assert not maker_answers(conversation).new


def test_an_answer_from_another_address_of_theirs(conversation: Conversation, desk: Desk) -> None:
    passes_on(desk, conversation)
    received = maker_answers(conversation, sender="mona@home.example")
    assert received.message.kind == MessageKind.OTHER
    again = maker_answers(conversation, sender="mona@home.example", token_of=GRACE.email)
    assert again.message.kind == MessageKind.OTHER
    assert Conversation.objects.get().address == GRACE.email


def test_an_absence_of_theirs_is_only_shown(conversation: Conversation, desk: Desk) -> None:
    passes_on(desk, conversation)
    before = Conversation.objects.get().status
    received = maker_answers(conversation, robot=Robot.AUTO_REPLY)
    assert (received.message.kind, received.message.automatic) == ("other", True)
    assert Conversation.objects.get().status == before


def test_whom_the_customer_named_speaks_for_the_customer(
    conversation: Conversation, desk: Desk
) -> None:
    answers(desk.ada, conversation, at=MONDAY_TEN + timedelta(minutes=5))
    partner = "partner@customer.example"
    named = Envelope(
        sender_address=GRACE.email,
        text="My partner reads along.",
        tokens=(reply_tokens.make(conversation.pk, GRACE.email),),
        cc=(Party("", partner),),
    )
    receive(named, inbox=conversation.inbox, at=MONDAY_TEN + timedelta(minutes=6))
    answers(desk.ada, conversation, at=MONDAY_TEN + timedelta(minutes=7))
    received = maker_answers(conversation, sender=partner, token_of=GRACE.email)
    assert received.message.kind == MessageKind.INCOMING
    assert Conversation.objects.get().address == GRACE.email
    assert conversation.promises.unsettled().count() == 1


def test_whom_we_had_named_first_does_not(conversation: Conversation, desk: Desk) -> None:
    by = Actor.agent(desk.ada)
    post(conversation=conversation, by=by, agent=desk.ada, text="Mona knows.", cc=[MAKER])
    to_all = Envelope(
        sender_address=GRACE.email,
        text="Thanks, Mona!",
        tokens=(reply_tokens.make(conversation.pk, GRACE.email),),
        cc=(MAKER,),
    )
    receive(to_all, inbox=conversation.inbox, at=MONDAY_TEN + timedelta(minutes=6))
    assert maker_answers(conversation).message.kind == MessageKind.OTHER


def test_the_customers_other_address_is_the_customer(
    conversation: Conversation, desk: Desk
) -> None:
    home = "grace@home.example"
    received = maker_answers(conversation, sender=home, token_of=GRACE.email)
    assert received.message.kind == MessageKind.INCOMING
    assert Conversation.objects.get().address == home
