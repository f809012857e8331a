"""Copies of an answer: each recipient gets a mail of his own, and only the customer's counts."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tillit import clock
from tillit.conversations.deliveries import undeliverable
from tillit.conversations.events import MessageQueued, MessageSent
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryRole,
    DeliveryState,
    Message,
)
from tillit.conversations.parties import Party
from tillit.conversations.recipients import WrongRecipient
from tillit.conversations.spine import post
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk
from tillit.testing.journal import run_reactions
from tillit.testing.steps import leaves

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten", "acknowledged")]

FRANK = Party("Frank", "frank@partner.example")
BOSS = Party("", "boss@partner.example")


def says(
    desk: Desk, conversation: Conversation, *, cc: Sequence[Party] = (), bcc: Sequence[Party] = ()
) -> Message:
    """Ada answers, with copies."""
    by = Actor.agent(desk.ada)
    return post(conversation=conversation, by=by, agent=desk.ada, text="Done.", cc=cc, bcc=bcc)


def test_everybody_gets_a_delivery_of_his_own(conversation: Conversation, desk: Desk) -> None:
    message = says(desk, conversation, cc=[FRANK], bcc=[BOSS])
    deliveries = message.deliveries.order_by("id").values_list("role", "recipient")
    assert list(deliveries) == [
        (DeliveryRole.TO, GRACE.email),
        (DeliveryRole.CC, FRANK.address),
        (DeliveryRole.BCC, BOSS.address),
    ]
    assert message.addressees.cc == (FRANK,)
    assert BOSS.address not in str(message.parties)
    assert len(run_reactions()) == 3


def test_a_message_to_the_customer_alone_names_nobody(
    conversation: Conversation, desk: Desk
) -> None:
    assert says(desk, conversation).parties == {}
    assert says(desk, conversation, bcc=[BOSS]).parties == {}


def test_nobody_gets_it_twice(conversation: Conversation, desk: Desk) -> None:
    shouting = Party("", FRANK.address.upper())
    customer = Party("", GRACE.email)
    message = says(desk, conversation, cc=[FRANK, shouting, customer], bcc=[FRANK, BOSS])
    recipients = message.deliveries.order_by("id").values_list("recipient", flat=True)
    assert list(recipients) == [GRACE.email, FRANK.address, BOSS.address]


@pytest.mark.parametrize(
    "address",
    [
        "support@desk.example",
        "Support@DESK.example",
        "support+c1-abcdef@desk.example",
        "nobody",
        "a@b.example\r\nBcc: eve@stranger.example",
    ],
)
def test_who_cannot_be_written_to_is_refused(
    conversation: Conversation, desk: Desk, address: str
) -> None:
    with pytest.raises(WrongRecipient), transaction.atomic():
        says(desk, conversation, cc=[Party("", address)])
    assert not conversation.messages.filter(text="Done.").exists()


def test_more_than_fifty_are_refused(conversation: Conversation, desk: Desk) -> None:
    cc = [Party("", f"a{number}@partner.example") for number in range(30)]
    bcc = [Party("", f"b{number}@partner.example") for number in range(21)]
    with pytest.raises(WrongRecipient, match="at most 50"):
        says(desk, conversation, cc=cc, bcc=bcc)


@pytest.mark.parametrize(("cc", "bcc"), [([FRANK], []), ([], [FRANK])])
def test_a_note_has_no_copies(
    conversation: Conversation, desk: Desk, cc: list[Party], bcc: list[Party]
) -> None:
    by = Actor.agent(desk.ada)
    with pytest.raises(ValueError, match="goes to nobody"), transaction.atomic():
        post(conversation=conversation, by=by, text="hm", note=True, cc=cc, bcc=bcc)
    assert not conversation.messages.filter(text="hm").exists()


@pytest.mark.parametrize("role", DeliveryRole.values)
def test_the_database_refuses_to_send_a_note_to_anybody(
    conversation: Conversation, desk: Desk, role: str
) -> None:
    note = post(conversation=conversation, by=Actor.agent(desk.ada), text="hm", note=True)
    for kind in ("note", "outgoing", "incoming"):
        by_hand = Delivery(
            message=note, kind=kind, role=role, recipient="x@y.example", created_at=note.at
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            by_hand.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.bulk_create([by_hand])


@pytest.mark.parametrize("role", ["to", "cc", "bcc"])
def test_what_came_in_goes_to_colleagues_only(conversation: Conversation, role: str) -> None:
    heard = conversation.messages.get(kind="incoming")
    with pytest.raises(IntegrityError), transaction.atomic():
        heard.deliveries.create(role=role, recipient="x@y.example", created_at=heard.at)
    heard.deliveries.create(role="colleague", recipient="bo@desk.example", created_at=heard.at)


def test_a_message_is_to_one_and_each_recipient_has_it_once(
    conversation: Conversation, desk: Desk
) -> None:
    message = says(desk, conversation)
    for role, recipient in (("to", "x@y.example"), ("cc", GRACE.email)):
        with pytest.raises(IntegrityError), transaction.atomic():
            message.deliveries.create(role=role, recipient=recipient, created_at=message.at)


def test_only_the_mail_to_the_customer_keeps_the_promise(
    conversation: Conversation, desk: Desk
) -> None:
    message = says(desk, conversation, cc=[FRANK], bcc=[BOSS])
    promise = conversation.promises.get()
    for role in ("cc", "bcc"):
        leaves(message, at=MONDAY_TEN, role=role)
        promise.refresh_from_db()
        assert promise.state == "running"
        assert Conversation.objects.get().first_answered_at is None
    leaves(message, at=MONDAY_TEN)
    promise.refresh_from_db()
    assert promise.state == "kept"
    assert Conversation.objects.get().first_answered_at == message.at


def test_a_copy_that_comes_back_takes_no_answer_away(
    conversation: Conversation, desk: Desk
) -> None:
    message = says(desk, conversation, cc=[FRANK])
    run_reactions()
    bounced = message.deliveries.get(role="cc")
    with transaction.atomic():
        undeliverable(bounced, error="550 unknown", at=clock.now())
    assert conversation.promises.get().state == "kept"
    assert Conversation.objects.get().first_answered_at == message.at


def test_an_answer_that_comes_back_is_none_though_its_copy_arrived(
    conversation: Conversation, desk: Desk
) -> None:
    message = says(desk, conversation, cc=[FRANK])
    run_reactions()
    with transaction.atomic():
        undeliverable(message.deliveries.get(role="to"), error="550 unknown", at=clock.now())
    assert conversation.promises.get().state == "running"
    assert Conversation.objects.get().first_answered_at is None
    assert message.deliveries.get(role="cc").state == DeliveryState.SENT


def test_facts_say_which_is_a_copy(conversation: Conversation, desk: Desk) -> None:
    message = says(desk, conversation, cc=[FRANK])
    with clock.moved_to(MONDAY_TEN + timedelta(minutes=1)):
        run_reactions()
    for fact in (MessageQueued, MessageSent):
        told = Event.objects.filter(kind=fact.kind(), data__message=message.pk).order_by("id")
        assert [data["copy"] for data in told.values_list("data", flat=True)] == [False, True]
