"""The whole road over real SMTP: a mail comes in, and the acknowledgement arrives outside."""

import smtplib
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from tillit.channels.email import outgoing
from tillit.channels.email.intake import LARGEST_MAIL
from tillit.channels.email.models import Mailbox
from tillit.channels.email.tests.letters import letter
from tillit.channels.email.tests.servers import LOOPBACK, Sink, intake
from tillit.conversations.models import Conversation, DeliveryState, Parcel, ParcelState
from tillit.journal.models import Lane, Reaction
from tillit.journal.worker import work_off
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Customer, open_desk

pytestmark = pytest.mark.django_db(transaction=True)

PROMISES = {
    "en": "An answer within four working hours",
    "nb": "Svar innen fire arbeidstimer",
    "nl": "Antwoord binnen vier werkuren",
    "hu": "Válasz négy munkaórán belül",
}


@pytest.fixture
def road(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[smtplib.SMTP, Sink]]:
    """A session with the intake, and the server at the other end."""
    open_desk()
    sink = Sink()
    with (
        sink.listening() as out,
        intake(LARGEST_MAIL, monkeypatch) as port,
        smtplib.SMTP(LOOPBACK, port, local_hostname="mx.example", timeout=10) as session,
    ):
        Mailbox.objects.update(outgoing_url=f"smtp://{LOOPBACK}:{out}")
        yield session, sink
        outgoing._forget()


def write(session: smtplib.SMTP, customer: Customer, text: str = "", **headers: str) -> None:
    """A customer's mail over SMTP, read and answered by the worker."""
    headers.setdefault("Message_ID", f"<1.{customer.email}>")
    raw = letter(text or customer.words, From=f"<{customer.email}>", **headers)
    assert session.sendmail(customer.email, ["support@desk.example"], raw) == {}
    while work_off(Lane.QUICK, batch=50) + work_off(Lane.SLOW, batch=50):
        pass


@pytest.mark.parametrize("customer", [GRACE, NORA, DAAN, ZSOFIA], ids=lambda one: one.language)
def test_a_mail_is_acknowledged_in_the_customers_language(
    road: tuple[smtplib.SMTP, Sink], customer: Customer
) -> None:
    session, sink = road
    write(session, customer)
    conversation = Conversation.objects.get()
    [(_, recipients, mail)] = sink.mails
    assert recipients == [customer.email]
    assert (mail["In-Reply-To"], mail["Auto-Submitted"]) == (
        f"<1.{customer.email}>",
        "auto-replied",
    )
    assert mail["Content-Language"] == customer.language
    body = mail.get_body(("plain",))
    assert body
    words = body.get_content()
    assert str(conversation.number) in words
    assert PROMISES[customer.language] in words
    due = conversation.next_due_at
    assert due
    assert f"{due.astimezone(ZoneInfo('Europe/Oslo')):%H:%M}" in words


def test_what_is_sent_is_told_and_the_answer_goes_into_the_same_conversation(
    road: tuple[smtplib.SMTP, Sink],
) -> None:
    session, sink = road
    write(session, NORA)
    [(_, _, mail)] = sink.mails
    write(session, NORA, "Takk, en ting til.", Message_ID="<2@x>", In_Reply_To=mail["Message-ID"])
    conversation = Conversation.objects.get()
    kinds = list(conversation.messages.order_by("id").values_list("kind", flat=True))
    assert kinds == ["incoming", "outgoing", "incoming"]
    acknowledgement = conversation.messages.get(kind="outgoing")
    assert acknowledgement.deliveries.get().state == DeliveryState.SENT
    assert len(sink.mails) == 1
    states = list(Parcel.objects.order_by("id").values_list("state", flat=True))
    assert states == [ParcelState.CONVERSATION, ParcelState.REPLY]
    assert not Reaction.objects.exists()


def test_a_robot_hears_nothing(road: tuple[smtplib.SMTP, Sink]) -> None:
    session, sink = road
    write(session, GRACE, List_Id="<news.example>")
    write(session, GRACE, Message_ID="<2@x>", Auto_Submitted="auto-replied")
    assert sink.mails == []
    assert Conversation.objects.count() == 1
