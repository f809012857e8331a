"""Machines that write: recognised, filed where they belong, and never answered."""

import pytest

from tillit.channels.email.letter import Kind
from tillit.channels.email.opening import letter_of
from tillit.channels.email.reading import read
from tillit.channels.email.tests import filing
from tillit.channels.email.tests.letters import bundle, letter
from tillit.conversations.envelope import Robot
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryState,
    Message,
    Parcel,
    ParcelState,
)
from tillit.conversations.spine import post
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import run_reactions

POSTMASTER = "Mail Delivery System <mailer-daemon@mail.example>"
SORRY = "Content-Type: text/plain\n\nIt could not be delivered."


def report(about: str, *, action: str = "failed", kind: str = "delivery-status") -> bytes:
    """What a mail server sends back about one of our mails."""
    status = f"Content-Type: message/{kind}\n\nReporting-MTA: dns; mail.example\n\n"
    status += f"Final-Recipient: rfc822; grace@customer.example\nAction: {action}"
    returned = f"Content-Type: text/rfc822-headers\n\nSubject: Re: x\nMessage-ID: {about}"
    subtype = f"report; report-type={kind}"
    return bundle(SORRY, status, returned, subtype=subtype, From=POSTMASTER)


@pytest.mark.parametrize(
    ("headers", "robot"),
    [
        ({}, Robot.NONE),
        ({"Auto_Submitted": "no"}, Robot.NONE),
        ({"Auto_Submitted": "auto-replied; owner-email=x"}, Robot.AUTO_REPLY),
        ({"Precedence": "auto_reply"}, Robot.AUTO_REPLY),
        ({"X_Autoreply": "yes"}, Robot.AUTO_REPLY),
        ({"Auto_Submitted": "auto-generated"}, Robot.LIST),
        ({"Precedence": "bulk"}, Robot.LIST),
        ({"List_Id": "<news.example>"}, Robot.LIST),
        ({"List_Unsubscribe": "<mailto:a@b.example>"}, Robot.LIST),
        ({"From": "no-reply@shop.example"}, Robot.LIST),
        ({"From": POSTMASTER}, Robot.BOUNCE),
        ({"From": "", "Content_Type": "multipart/report"}, Robot.BOUNCE),
    ],
)
def test_who_wrote(headers: dict[str, str], robot: Robot) -> None:
    assert read(letter(**headers)).robot is robot


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Auto_Submitted": "auto-replied (vacation)"}, Kind.AUTO_REPLY),
        ({"X_Autorespond": "away"}, Kind.AUTO_REPLY),
        ({"Subject": "Automatic reply: The kettle"}, Kind.AUTO_REPLY),
        ({"Subject": "Automatisk svar: Kvernen"}, Kind.AUTO_REPLY),
        ({"Subject": "Automatisch antwoord: Theepot"}, Kind.AUTO_REPLY),
        ({"Subject": "Automatikus válasz: Kávé"}, Kind.AUTO_REPLY),
        ({"Subject": "[Automatyczna odpowiedź] Czajnik"}, Kind.AUTO_REPLY),
        ({"Subject": "Re: The kettle (Automatic Response)"}, Kind.AUTO_REPLY),
        ({"Subject": "Automatische Antwort: Abwesend"}, Kind.AUTO_REPLY),
        ({"Subject": "Réponse automatique : Bouilloire"}, Kind.AUTO_REPLY),
        ({"Subject": "Respuesta automática: Tetera"}, Kind.AUTO_REPLY),
        ({"Subject": "Автоответ: Чайник"}, Kind.AUTO_REPLY),
        ({"Subject": "自動返信：やかん"}, Kind.AUTO_REPLY),
        ({"Subject": "自动回复: 水壶"}, Kind.AUTO_REPLY),
        ({"Subject": "Frånvaro: Kaffe"}, Kind.AUTO_REPLY),
        ({"Subject": "Re: Out of office", "Precedence": "bulk"}, Kind.AUTO_REPLY),
        ({"X_Loop": "support@desk.example"}, Kind.LOOP),
        ({"Message_ID": f"<7.{'a' * 32}@desk.example>"}, Kind.LOOP),
        ({"X_Auto_Response_Suppress": "OOF, AutoReply"}, Kind.MESSAGE),
        ({"X_Loop": "list@other.example", "List_Id": "<a.example>"}, Kind.MESSAGE),
        ({"Return_Path": "<>"}, Kind.MESSAGE),
        ({"Reply_To": "no-reply@shop.example"}, Kind.MESSAGE),
        ({"From": "ikke-svar@butikk.example"}, Kind.MESSAGE),
        ({"From": "noreply-orders@shop.example"}, Kind.MESSAGE),
        ({"From": "postmaster@shop.example"}, Kind.MESSAGE),
    ],
)
def test_no_machine_gets_an_automatic_answer(headers: dict[str, str], kind: Kind) -> None:
    found = letter_of(letter(**headers))
    assert (found.kind, found.may_auto_reply) == (kind, False)
    assert letter_of(letter()).may_auto_reply


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Automatic reply: The kettle",
        "SV: Automatisk svar: Kvernen",
        "Automatic doors do not open",
        "Absence de couvercle",
        "Fraværende deler i pakken",
        "Poissa oleva tuote",
        "不在票が入っていました",
        "Vacation rental",
        "Autoresponsable de la tienda",
    ],
)
def test_a_person_who_writes_about_something_automatic_is_none(subject: str) -> None:
    assert letter_of(letter(Subject=subject)).kind is Kind.MESSAGE


def test_absence_note_of_exchange_is_an_automatic_reply() -> None:
    note = {"Auto_Submitted": "auto-generated", "X_Auto_Response_Suppress": "All"}
    assert read(letter(**note, In_Reply_To="<a@desk.example>")).robot is Robot.AUTO_REPLY
    assert read(letter(**note)).robot is Robot.LIST


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("delayed", "delivery-status"),
        ("relayed", "delivery-status"),
        ("", "disposition-notification"),
    ],
)
def test_a_report_that_a_mail_was_read_or_is_late_is_no_bounce(action: str, kind: str) -> None:
    envelope = read(report("<a@desk.example>", action=action, kind=kind))
    assert envelope.robot is Robot.AUTO_REPLY
    assert envelope.references == ("<a@desk.example>",)


def answered(desk: Desk) -> Message:
    """Ada's answer to Grace; it has left."""
    conversation = writes(GRACE, desk.inbox)
    message = post(
        conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="Sorry!"
    )
    run_reactions()
    return message


def filed(desk: Desk, raw: bytes) -> Parcel:
    """The parcel of a mail, after the worker has read it; nothing is sent because of it."""
    before = Delivery.objects.count()
    parcel = filing.filed(desk, raw)
    assert Delivery.objects.count() == before
    return parcel


@pytest.mark.usefixtures("monday_ten")
class TestFiling:
    def test_a_bounce_marks_the_answer_and_makes_no_conversation(self, desk: Desk) -> None:
        message = answered(desk)
        parcel = filed(desk, report(message.external_id))
        assert (parcel.state, parcel.message) == (ParcelState.BOUNCE, message)
        assert message.deliveries.get().state == DeliveryState.FAILED
        assert "could not be delivered" in message.deliveries.get().error
        assert Conversation.objects.count() == 1

    def test_a_bounce_of_the_whole_mail_is_recognised_too(self, desk: Desk) -> None:
        message = answered(desk)
        returned = f"Content-Type: message/rfc822\n\nMessage-ID: {message.external_id}\n\nSorry!"
        raw = bundle(SORRY, returned, subtype="report; report-type=delivery-status", From="")
        assert filed(desk, raw).message == message

    def test_a_bounce_of_something_else_changes_nothing(self, desk: Desk) -> None:
        message = answered(desk)
        parcel = filed(desk, report("<unknown@desk.example>"))
        assert (parcel.state, parcel.message) == (ParcelState.BOUNCE, None)
        assert message.deliveries.get().state == DeliveryState.SENT

    @pytest.mark.parametrize("kind", ["delivery-status", "disposition-notification"])
    def test_a_report_of_good_news_leaves_the_answer_sent(self, desk: Desk, kind: str) -> None:
        message = answered(desk)
        parcel = filed(desk, report(message.external_id, action="delayed", kind=kind))
        assert parcel.state == ParcelState.AUTO_REPLY
        assert message.deliveries.get().state == DeliveryState.SENT

    def test_an_automatic_reply_is_shown_and_nothing_follows(self, desk: Desk) -> None:
        message = answered(desk)
        before = message.conversation.status
        reply = letter("I am away.", Auto_Submitted="auto-replied", In_Reply_To=message.external_id)
        parcel = filed(desk, reply)
        assert parcel.state == ParcelState.AUTO_REPLY
        assert parcel.message
        assert parcel.message.automatic
        assert parcel.message.conversation == message.conversation
        message.conversation.refresh_from_db()
        assert message.conversation.status == before

    def test_an_automatic_reply_to_nothing_makes_no_conversation(self, desk: Desk) -> None:
        parcel = filed(desk, letter("I am away.", Auto_Submitted="auto-replied"))
        assert (parcel.state, parcel.message) == (ParcelState.AUTO_REPLY, None)
        assert "answers nothing" in parcel.cause
        assert not Conversation.objects.exists()

    def test_a_list_makes_a_conversation_that_is_not_acknowledged(self, desk: Desk) -> None:
        parcel = filed(desk, letter("News.", List_Id="<news.example>"))
        assert parcel.state == ParcelState.CONVERSATION
        assert Conversation.objects.count() == 1
        assert not Message.objects.filter(purpose="acknowledgement").exists()

    def test_our_own_acknowledgement_coming_back_is_never_answered(self, desk: Desk) -> None:
        raw = letter("Hello, thank you", Auto_Submitted="auto-replied", From="other@desk.example")
        assert filed(desk, raw).state == ParcelState.AUTO_REPLY
