"""Sending to a real server on this machine, which says what the test wants to hear."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tillit import clock
from tillit.channels.email import outgoing
from tillit.channels.email.models import Mailbox
from tillit.channels.email.outgoing import SendingServer
from tillit.channels.email.tests.servers import LOOPBACK, Sink, unused_port
from tillit.conversations.models import Delivery, DeliveryState
from tillit.conversations.spine import post
from tillit.journal.models import Lane, Reaction
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Customer, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten", "_no_session_left")]


@pytest.fixture
def _no_session_left() -> Iterator[None]:
    yield
    outgoing._forget()


def says(desk: Desk, text: str = "Sorry!", *, customer: Customer = GRACE) -> Delivery:
    """Ada answers a customer; nothing else is on its way."""
    conversation = writes(customer, desk.inbox)
    conversation.messages.filter(automatic=True).delete()
    Reaction.objects.filter(lane=Lane.SLOW).delete()
    by = Actor.agent(desk.ada)
    return post(conversation=conversation, by=by, agent=desk.ada, text=text).deliveries.get()


def send(desk: Desk, port: int, delivery: Delivery, *, after: timedelta = timedelta()) -> Delivery:
    """Let the worker send what is ready, so much later."""
    Mailbox.objects.update(outgoing_url=f"smtp://{LOOPBACK}:{port}")
    with clock.moved_to(MONDAY_TEN + after):
        work_off(Lane.SLOW, batch=50)
    delivery.refresh_from_db()
    return delivery


def test_accepted_is_sent(desk: Desk) -> None:
    sink, delivery = Sink(), says(desk)
    with sink.listening() as port:
        send(desk, port, delivery)
    assert (delivery.state, delivery.sent_at, delivery.error) == (
        DeliveryState.SENT,
        MONDAY_TEN,
        "",
    )
    [(sender, recipients, mail)] = sink.mails
    assert (sender, recipients) == ("support@desk.example", ["grace@customer.example"])
    assert mail["Message-ID"] == delivery.message.external_id


def test_4xx_is_tried_again_with_the_cause_in_sight_and_the_same_message_id(desk: Desk) -> None:
    sink, delivery = Sink("451 try later", "450 not yet"), says(desk)
    with sink.listening() as port:
        send(desk, port, delivery)
        assert (delivery.state, delivery.error) == (DeliveryState.QUEUED, "451 try later")
        send(desk, port, delivery, after=timedelta(seconds=4))
        assert len(sink.answers) == 1
        send(desk, port, delivery, after=timedelta(seconds=6))
        assert delivery.error == "450 not yet"
        send(desk, port, delivery, after=timedelta(minutes=1))
    assert (delivery.state, delivery.error) == (DeliveryState.SENT, "")
    assert [mail["Message-ID"] for _, _, mail in sink.mails] == [delivery.message.external_id]


@pytest.mark.parametrize(
    "sink", [Sink("554 spam"), Sink(recipients="550 unknown")], ids=["mail", "recipient"]
)
def test_5xx_ends_it(desk: Desk, sink: Sink) -> None:
    delivery = says(desk)
    with sink.listening() as port:
        send(desk, port, delivery)
    assert delivery.state == DeliveryState.FAILED
    assert delivery.error in ("554 spam", "550 unknown")
    assert not Reaction.objects.filter(lane=Lane.SLOW).exists()


def test_a_recipient_refused_for_now_is_tried_again(desk: Desk) -> None:
    sink, delivery = Sink(recipients="451 greylisted"), says(desk)
    with sink.listening() as port:
        send(desk, port, delivery)
        assert (delivery.state, delivery.error) == (DeliveryState.QUEUED, "451 greylisted")
        sink.recipients = "250 OK"
        send(desk, port, delivery, after=timedelta(seconds=6))
    assert delivery.state == DeliveryState.SENT


def test_a_server_that_is_away_is_a_passing_problem(desk: Desk) -> None:
    delivery = send(desk, unused_port(), says(desk))
    assert delivery.state == DeliveryState.QUEUED
    assert "refused" in delivery.error
    with Sink().listening() as port:
        send(desk, port, delivery, after=timedelta(seconds=6))
    assert delivery.state == DeliveryState.SENT


def test_no_server_at_all_is_a_passing_problem(desk: Desk) -> None:
    delivery = says(desk)
    Mailbox.objects.update(outgoing_url="")
    work_off(Lane.SLOW, batch=50)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.QUEUED
    assert "TILLIT_SMTP_URL" in delivery.error


@pytest.mark.parametrize("address", ["a b@customer.example", "ødd@customer.example", "odd"])
def test_an_address_that_no_mail_can_bear_ends_it(desk: Desk, address: str) -> None:
    odd = Customer("Odd", address, "en", "Hello, how are you today?")
    sink, delivery = Sink(), says(desk, customer=odd)
    with sink.listening() as port:
        send(desk, port, delivery)
    assert delivery.state == DeliveryState.FAILED
    assert "could not be written" in delivery.error


def test_one_session_carries_several_mails(desk: Desk) -> None:
    first, sink = says(desk), Sink("250 OK", "451 later", "250 OK")
    with sink.listening() as port:
        send(desk, port, first)
        conversation = first.message.conversation
        by = Actor.agent(desk.ada)
        post(conversation=conversation, by=by, agent=desk.ada, text="And more.")
        send(desk, port, first)
        assert sink.sessions == 1
        send(desk, port, first, after=timedelta(seconds=6))
    assert len(sink.mails) == 2


def test_a_session_that_has_died_is_begun_again(desk: Desk) -> None:
    first, sink = says(desk), Sink()
    with sink.listening() as port:
        send(desk, port, first)
    second = post(
        conversation=first.message.conversation,
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        text="And more.",
    ).deliveries.get()
    with sink.listening() as port:
        send(desk, port, second)
    assert second.state == DeliveryState.SENT
    assert sink.sessions == 2


def test_a_mail_already_sent_is_not_sent_again(desk: Desk) -> None:
    delivery, sink = says(desk), Sink()
    reaction = Reaction.objects.get(lane=Lane.SLOW)
    with sink.listening() as port:
        send(desk, port, delivery)
        reaction.save(force_insert=True)
        send(desk, port, delivery, after=timedelta(minutes=10))
    assert len(sink.mails) == 1


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SendingServer("mail.example", 25, "", "", "smtp")),
        ("smtps://u:p%40@mail.example", SendingServer("mail.example", 465, "u", "p@", "smtps")),
        (
            "smtp+tls://a%40b:c@mail.example:2525",
            SendingServer("mail.example", 2525, "a@b", "c", "smtp+tls"),
        ),
    ],
)
def test_address_of_a_sending_server(url: str, server: SendingServer) -> None:
    assert SendingServer.from_url(url) == server


@pytest.mark.parametrize("url", ["", "mail.example:25", "https://mail.example", "smtp://"])
def test_what_is_no_address_of_a_sending_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must look like"):
        SendingServer.from_url(url)
