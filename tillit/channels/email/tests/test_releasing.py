"""Mail that became no message can be read, and put into the inbox all the same."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tillit.channels.email.tests.letters import letter
from tillit.conversations.events import ParcelReleased
from tillit.conversations.models import (
    Attachment,
    Conversation,
    Inbox,
    Message,
    MessageKind,
    Parcel,
    ParcelState,
)
from tillit.conversations.parcels import hold, keep, keep_unfetched
from tillit.conversations.releasing import NoSender, release
from tillit.conversations.tests.browsing import CANARY, assert_hidden, text_of
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk
from tillit.testing.journal import assert_emits, run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

MAIL = letter(f"The lid is {CANARY}.")
NAMELESS = f"Subject: {CANARY}\r\n\r\nWords of nobody".encode()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> None:
    """Files are kept in a folder of this test."""
    settings.TILLIT_DATA = tmp_path


def held(inbox: Inbox, raw: bytes = MAIL, cause: str = "reading it failed 3 times") -> Parcel:
    parcel = keep(inbox=inbox, key=str(Parcel.objects.count()), raw=raw, sender="<>")
    hold(parcel, cause=cause)
    return parcel


def test_a_held_mail_can_be_read(ada: Client, desk: Desk) -> None:
    page = text_of(ada.get(f"/held/{held(desk.inbox).pk}/"))
    for words in (f"The lid is {CANARY}", "Reading it failed 3 times.", "The kettle", "Headers"):
        assert words in page


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00",
        b"\xff\xfe nonsense",
        b"Subject: <script>alert(1)</script>\r\n\r\n<script>x</script>",
    ],
)
def test_whatever_it_is_it_can_be_looked_at(ada: Client, desk: Desk, raw: bytes) -> None:
    page = text_of(ada.get(f"/held/{held(desk.inbox, raw).pk}/"))
    assert "<script>alert" not in page
    assert "<script>x" not in page
    assert "Put it into the inbox all the same" in page


def test_put_into_the_inbox_it_is_a_message_that_nobody_answers_by_himself(
    ada: Client, desk: Desk
) -> None:
    parcel = held(desk.inbox)
    with assert_emits(ParcelReleased):
        answer = ada.post(f"/held/{parcel.pk}/release/")
    parcel.refresh_from_db()
    conversation = Conversation.objects.get()
    assert answer.headers["Location"] == f"/conversations/{conversation.pk}/"
    assert (parcel.state, parcel.message) == (ParcelState.CONVERSATION, conversation.messages.get())
    assert conversation.contact.name == "Grace Whitfield"
    assert run_reactions() == []
    assert not Message.objects.exclude(kind=MessageKind.INCOMING).exists()


def test_putting_it_there_twice_makes_one_message(ada: Client, desk: Desk) -> None:
    parcel = held(desk.inbox)
    for _ in range(2):
        assert ada.post(f"/held/{parcel.pk}/release/").status_code == 302
    assert Message.objects.count() == 1
    assert release(Parcel.objects.get(), by=Actor.agent(desk.ada)) is None


def test_one_without_a_sender_asks_whom_to_answer(ada: Client, desk: Desk) -> None:
    parcel = held(desk.inbox, NAMELESS)
    assert 'name="sender"' in text_of(ada.get(f"/held/{parcel.pk}/"))
    for wrong in ("", "nobody", "a@b\r\nBcc: x@y.example"):
        answer = ada.post(f"/held/{parcel.pk}/release/", {"sender": wrong})
        assert answer.status_code == 422
        assert "Write the address that an answer should go to." in text_of(answer)
    ada.post(f"/held/{parcel.pk}/release/", {"sender": GRACE.email})
    message = Message.objects.get()
    assert message.address == GRACE.email
    assert "Words of nobody" in message.text
    # The mail itself goes along, since it could not be read as one.
    file = Attachment.objects.get()
    assert (file.name, file.content_type, file.size) == (
        "mail.eml",
        "message/rfc822",
        len(NAMELESS),
    )


def test_without_an_address_nothing_is_filed(desk: Desk) -> None:
    with pytest.raises(NoSender):
        release(held(desk.inbox, NAMELESS), by=Actor.agent(desk.ada))
    assert not Message.objects.exists()


def test_what_machines_wrote_is_kept_apart_and_can_be_rescued(ada: Client, desk: Desk) -> None:
    raw = letter(
        f"A person, {CANARY}",
        Subject="Automatic reply: no, really me",
        Auto_Submitted="auto-replied",
    )
    parcel = keep(inbox=desk.inbox, key="robot", raw=raw, sender=GRACE.email)
    run_reactions()
    parcel.refresh_from_db()
    assert (parcel.state, parcel.message) == (ParcelState.AUTO_REPLY, None)
    assert "really me" not in text_of(ada.get("/held/"))
    page = text_of(ada.get("/held/set-aside/"))
    assert "really me" in page
    assert "Delete it for good" not in page
    assert CANARY in text_of(ada.get(f"/held/{parcel.pk}/"))
    ada.post(f"/held/{parcel.pk}/release/")
    message = Message.objects.get()
    assert (message.kind, message.automatic) == (MessageKind.INCOMING, False)
    assert "Nothing was set aside" in text_of(ada.get("/held/set-aside/"))


def test_one_that_was_never_fetched_says_why_and_offers_only_to_forget_it(
    ada: Client, desk: Desk
) -> None:
    cause = "it is larger than what is taken in"
    parcel = keep_unfetched(
        inbox=desk.inbox,
        key="big",
        size=10**9,
        cause=cause,
        sender=GRACE.email,
        received_at=MONDAY_TEN,
    )
    page = text_of(ada.get(f"/held/{parcel.pk}/"))
    assert f"I{cause[1:]}." in page
    assert GRACE.email in page
    assert "Put it into the inbox" not in page
    assert "Try again" not in page
    assert "Delete it for good" in page
    assert ada.post(f"/held/{parcel.pk}/release/").headers["Location"] == "/held/"
    assert not Message.objects.exists()


def test_what_became_a_message_has_no_page_here(ada: Client, desk: Desk) -> None:
    parcel = keep(inbox=desk.inbox, key="one", raw=MAIL)
    run_reactions()
    assert ada.get(f"/held/{parcel.pk}/").status_code == 404


def test_a_stranger_does_nothing_here(eve: Client, desk: Desk, night: Inbox) -> None:
    parcel = held(desk.inbox)
    assert_hidden(eve, f"/held/{parcel.pk}/")
    assert_hidden(eve, f"/held/{parcel.pk}/release/", post=True)
    assert CANARY not in text_of(eve.get("/held/set-aside/"))
    assert not Message.objects.exists()
    parcel.refresh_from_db()
    assert parcel.state == ParcelState.HELD


def test_looking_releases_nothing(ada: Client, desk: Desk) -> None:
    assert ada.get(f"/held/{held(desk.inbox).pk}/release/").status_code == 405
