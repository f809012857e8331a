"""The SMTP intake in real sessions: 250 means stored, and nothing else does."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from tillit.channels.email.tests.letters import letter
from tillit.channels.email.tests.servers import LOOPBACK, intake
from tillit.conversations.models import Conversation, Parcel, ParcelState
from tillit.testing.cast import Desk, open_desk, open_inbox
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db(transaction=True)

LIMIT = 200_000
SENDER, SUPPORT = "grace@customer.example", "support@desk.example"


@pytest.fixture
def served() -> Desk:
    """A team at work, in a database that other threads see."""
    return open_desk(with_standards=False)


@pytest.fixture
def session(served: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[smtplib.SMTP]:
    """A mail server that talks to the intake."""
    with (
        intake(LIMIT, monkeypatch) as port,
        smtplib.SMTP(LOOPBACK, port, local_hostname="mx.example", timeout=10) as session,
    ):
        session.ehlo()
        yield session


@contextmanager
def missing(table: str) -> Iterator[None]:
    """Within the block the table cannot be found."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO elsewhere")
        try:
            yield
        finally:
            cursor.execute(f"ALTER TABLE elsewhere RENAME TO {table}")


def test_250_means_stored_and_then_it_becomes_a_conversation(
    session: smtplib.SMTP, served: Desk
) -> None:
    raw = letter("Hei, kvernen er ødelagt.\n.en prikk først\n", Message_ID="<a@customer.example>")
    assert session.sendmail(SENDER, [SUPPORT], raw) == {}
    parcel = Parcel.objects.get()
    assert (parcel.raw, parcel.sender, parcel.inbox) == (raw, SENDER, served.inbox)
    assert parcel.state == ParcelState.WAITING
    run_reactions()
    assert Conversation.objects.get().messages.earliest("id").text.endswith("\n.en prikk først")


def test_an_empty_sender_is_accepted(session: smtplib.SMTP) -> None:
    session.sendmail("", [SUPPORT], letter("x\n"))
    assert Parcel.objects.get().sender == "<>"


def test_550_for_an_address_that_is_not_here(session: smtplib.SMTP) -> None:
    session.mail(SENDER)
    code, words = session.rcpt("nobody@desk.example")
    assert (code, words[:5]) == (550, b"5.1.1")
    assert session.rcpt("support+tag@desk.example")[0] == 250


def test_a_known_recipient_gets_the_mail_that_an_unknown_one_does_not(
    session: smtplib.SMTP,
) -> None:
    refused = session.sendmail(SENDER, ["nobody@desk.example", SUPPORT], letter("x\n"))
    assert list(refused) == ["nobody@desk.example"]
    assert Parcel.objects.count() == 1


def test_552_when_the_declared_size_is_too_large(session: smtplib.SMTP) -> None:
    assert session.esmtp_features["size"] == str(LIMIT)
    assert session.mail(SENDER, [f"SIZE={LIMIT + 1}"])[0] == 552
    assert session.mail(SENDER, [f"SIZE={LIMIT}"])[0] == 250


def test_552_after_the_dot_when_it_turns_out_too_large(session: smtplib.SMTP) -> None:
    session.mail(SENDER)
    session.rcpt(SUPPORT)
    assert session.data(b"Subject: x\r\n\r\n" + b"line\r\n" * (LIMIT // 6))[0] == 552
    assert not Parcel.objects.exists()
    assert session.sendmail(SENDER, [SUPPORT], letter("small\n")) == {}


def test_very_long_lines_are_accepted(session: smtplib.SMTP) -> None:
    raw = letter("å" * (LIMIT // 3) + "\n")
    session.sendmail(SENDER, [SUPPORT], raw)
    assert Parcel.objects.get().raw == raw


@pytest.mark.sqlite_only
def test_451_when_the_mail_cannot_be_stored_and_250_once_it_can(session: smtplib.SMTP) -> None:
    session.mail(SENDER)
    session.rcpt(SUPPORT)
    with missing("conversations_parcel"):
        assert session.data(letter("x\n"))[0] == 451
    assert not Parcel.objects.exists()
    session.sendmail(SENDER, [SUPPORT], letter("x\n"))
    assert Parcel.objects.count() == 1


@pytest.mark.sqlite_only
def test_451_when_the_recipient_cannot_be_looked_up(session: smtplib.SMTP) -> None:
    session.mail(SENDER)
    with missing("email_mailbox"):
        assert session.rcpt(SUPPORT)[0] == 451
    assert session.rcpt(SUPPORT)[0] == 250


def test_451_when_something_unforeseen_happens(
    session: smtplib.SMTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zlib.compress", lambda *_: 1 // 0)
    session.mail(SENDER)
    session.rcpt(SUPPORT)
    assert session.data(letter("x\n"))[0] == 451


def test_two_recipients_in_two_inboxes(session: smtplib.SMTP, served: Desk) -> None:
    sales = open_inbox("Sales", served.team, "sales@desk.example")
    session.sendmail(SENDER, [SUPPORT, "sales@desk.example"], letter("x\n"))
    run_reactions()
    assert set(Conversation.objects.values_list("inbox", flat=True)) == {served.inbox.pk, sales.pk}


def test_two_addresses_of_one_inbox_are_one_mail(session: smtplib.SMTP) -> None:
    session.sendmail(SENDER, [SUPPORT, "support+more@desk.example"], letter("x\n"))
    assert [parcel.state for parcel in Parcel.objects.all()] == [ParcelState.WAITING]


def test_several_mails_in_one_session(session: smtplib.SMTP) -> None:
    for number in range(3):
        session.sendmail(SENDER, [SUPPORT], letter(f"{number}\n"))
    assert Parcel.objects.count() == 3
