"""Undo, send now and try now on the page; for those without script as well."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tillit import clock
from tillit.conversations import kept_files
from tillit.conversations.channels import TemporaryFailure
from tillit.conversations.models import Conversation, Delivery, DeliveryState, Message
from tillit.conversations.spine import KeptFile
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.testing.cast import MONDAY_TEN, Desk
from tillit.testing.journal import run_reactions
from tillit.testing.steps import mails_leave, tries_in_vain

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("monday_ten", "eight_seconds", "acknowledged"),
]

SOON = MONDAY_TEN + timedelta(seconds=3)
LEFT = MONDAY_TEN + timedelta(seconds=9)


@pytest.fixture
def eight_seconds(settings: Settings) -> None:
    """Replies are held as they are in life."""
    settings.TILLIT_UNDO_SECONDS = 8


def sends(browser: Client, conversation: Conversation, **fields: object) -> Message:
    """A reply is sent from the composer."""
    answer = browser.post(
        f"/conversations/{conversation.pk}/messages/", {"kind": "reply", "text": "Hello!", **fields}
    )
    assert answer.status_code == HTTPStatus.FOUND
    return conversation.messages.filter(automatic=False).latest("id")


def address(message: Message, act: str = "withdrawal") -> str:
    """Where something is done about a message."""
    return f"/conversations/{message.conversation_id}/messages/{message.pk}/{act}/?view=open"


def page_of(browser: Client, conversation: Conversation) -> str:
    """The thread as a browser shows it."""
    return text_of(browser.get(f"/inbox/open/?conversation={conversation.pk}", headers=HTMX))


def test_the_writer_may_undo_and_colleagues_see_that_it_is_sent(
    ada: Client, bo: Client, conversation: Conversation
) -> None:
    message = sends(ada, conversation)
    assert message.leaves_at == MONDAY_TEN + timedelta(seconds=8)
    mine, theirs = page_of(ada, conversation), page_of(bo, conversation)
    assert "Sending soon" in mine
    assert address(message) in mine
    assert "Sending" in theirs
    assert address(message) not in theirs
    assert bo.post(address(message)).status_code == HTTPStatus.NOT_FOUND
    assert Message.objects.filter(pk=message.pk).exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_undo_brings_words_and_files_back(
    ada: Client, conversation: Conversation, headers: dict[str, str]
) -> None:
    photo = SimpleUploadedFile("photo.png", b"picture", content_type="image/png")
    message = sends(ada, conversation, attachments=[photo])
    with clock.moved_to(SOON):
        answer = ada.post(address(message), headers=headers)
    page = text_of(answer)
    assert answer.status_code == HTTPStatus.OK
    assert "Hello!</textarea>" in page
    assert "photo.png" in page
    assert page.startswith("<!doctype html>") == (not headers)
    kept = page.split('name="kept" value="')[1].split('"')[0]
    again = sends(ada, conversation, kept=[kept])
    assert [(file.name, file.size) for file in again.attachments.all()] == [("photo.png", 7)]


def test_what_comes_back_stands_before_what_was_typed(
    ada: Client, conversation: Conversation
) -> None:
    message = sends(ada, conversation)
    typed = {"text": "And another thing", "kind": "reply"}
    with clock.moved_to(SOON):
        page = text_of(ada.post(address(message), typed, headers=HTMX))
    assert "Hello!\n\nAnd another thing</textarea>" in page


def test_copies_come_back_too_and_none_of_them_leaves(
    ada: Client, conversation: Conversation
) -> None:
    message = sends(ada, conversation, cc="vera@cc.example", bcc="boss@bcc.example")
    with clock.moved_to(SOON):
        page = text_of(ada.post(address(message), headers=HTMX))
    assert "vera@cc.example</textarea>" in page
    assert "boss@bcc.example</textarea>" in page
    mails_leave(at=LEFT)
    assert not Delivery.objects.filter(message__text="Hello!").exists()


def test_the_words_of_a_note_never_become_a_reply(ada: Client, conversation: Conversation) -> None:
    message = sends(ada, conversation)
    typed = {"text": "She is angry", "kind": "note"}
    with clock.moved_to(SOON):
        page = text_of(ada.post(address(message), typed, headers=HTMX))
    assert 'value="note" checked' in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_too_late_is_said(ada: Client, conversation: Conversation, headers: dict[str, str]) -> None:
    message = sends(ada, conversation)
    mails_leave(at=LEFT)
    with clock.moved_to(LEFT):
        answer = ada.post(address(message), headers=headers)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "It has already left." in text_of(answer)
    assert Message.objects.filter(pk=message.pk).exists()


def test_undo_in_two_tabs_is_undo_once(ada: Client, conversation: Conversation) -> None:
    message = sends(ada, conversation)
    with clock.moved_to(SOON):
        assert ada.post(address(message), headers=HTMX).status_code == HTTPStatus.OK
        second = ada.post(address(message), headers=HTMX)
    assert second.status_code == HTTPStatus.CONFLICT
    assert "It was already taken back." in text_of(second)


def test_the_same_form_after_undo_is_a_message_again(
    ada: Client, conversation: Conversation
) -> None:
    key = "6f0d0c1e-6a53-4a2f-9a3e-d7d5b9f0c111"
    with clock.moved_to(SOON):
        ada.post(address(sends(ada, conversation, key=key)))
        sends(ada, conversation, key=key)
    mails_leave(at=SOON + timedelta(seconds=9))
    assert Delivery.objects.filter(message__text="Hello!", state=DeliveryState.SENT).count() == 1


def test_a_note_is_not_held(ada: Client, conversation: Conversation) -> None:
    note = sends(ada, conversation, kind="note", later="hour")
    assert (note.leaves_at, note.scheduled, note.at) == (None, False, MONDAY_TEN)


def test_send_later_by_a_choice(ada: Client, conversation: Conversation) -> None:
    assert sends(ada, conversation, later="hour").at == MONDAY_TEN + timedelta(hours=1)


def test_send_later_at_ones_own_time_by_the_clock_of_the_inbox(
    ada: Client, conversation: Conversation
) -> None:
    message = sends(ada, conversation, later="own", later_at="2026-06-02T08:30")
    assert message.at.isoformat() == "2026-06-02T06:30:00+00:00"
    page = page_of(ada, conversation)
    assert "Goes out on" in page
    assert "after the promised time" in page
    assert page.index("Goes out on") > page.index("canary")


def test_a_date_that_is_filled_in_means_later_whatever_sent_the_form(
    ada: Client, conversation: Conversation
) -> None:
    assert sends(ada, conversation, later_at="2026-06-01T12:00").scheduled


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"later": "own", "later_at": "2026-06-01T09:59"}, "That time has passed."),
        ({"later": "2026-06-01T07:00:00+00:00"}, "That time has passed."),
        ({"later": "own", "later_at": "2028-06-01T10:00"}, "Choose a time within a year."),
        ({"later": "own", "later_at": ""}, "Choose a date and a time."),
        ({"later": "own", "later_at": "9999-99-99T10:00"}, "Choose a date and a time."),
        ({"later": "0001-01-01T00:00:00+14:00"}, "That time has passed."),
        ({"later": "0001-01-01"}, "That time has passed."),
        ({"later": "9999-12-31T23:59:59-12:00"}, "Choose a time within a year."),
    ],
)
def test_a_time_that_cannot_be_is_said_and_the_text_is_kept(
    ada: Client, conversation: Conversation, fields: dict[str, str], words: str
) -> None:
    answer = ada.post(
        f"/conversations/{conversation.pk}/messages/", {"kind": "reply", "text": "Hi", **fields}
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in text_of(answer)
    assert "Hi</textarea>" in text_of(answer)


def test_colleagues_may_stop_what_is_scheduled(
    ada: Client, bo: Client, conversation: Conversation
) -> None:
    message = sends(ada, conversation, later="hour")
    assert "Send now" in page_of(bo, conversation)
    assert "Hello!</textarea>" in text_of(bo.post(address(message), headers=HTMX))
    assert not Message.objects.filter(pk=message.pk).exists()


def test_send_now_is_held_like_every_reply(ada: Client, conversation: Conversation) -> None:
    message = sends(ada, conversation, later="hour")
    with clock.moved_to(SOON):
        page = text_of(ada.post(address(message, "departure"), headers=HTMX))
        assert "Sending soon" in page
        second = ada.post(address(message, "departure"), headers=HTMX)
    assert second.status_code == HTTPStatus.CONFLICT
    mails_leave(at=SOON + timedelta(seconds=8))
    assert Delivery.objects.get(message=message).state == DeliveryState.SENT


def test_what_is_scheduled_says_that_the_customer_wrote_since(
    ada: Client, desk: Desk, conversation: Conversation
) -> None:
    sends(ada, conversation, later="hour")
    assert "The customer has written since." not in page_of(ada, conversation)
    incoming = conversation.messages.get(kind="incoming")
    incoming.pk = None
    incoming.save(force_insert=True)
    assert "The customer has written since." in page_of(ada, conversation)


def test_a_reply_that_cannot_leave_says_why_and_when_it_is_tried_again(
    ada: Client, bo: Client, conversation: Conversation
) -> None:
    message = sends(ada, conversation)
    version = Conversation.objects.get().version
    assert tries_in_vain(TemporaryFailure("451 try later"), at=LEFT) == 1
    assert Conversation.objects.get().version > version
    delivery = Delivery.objects.get(message=message)
    assert delivery.next_try_at == LEFT + timedelta(seconds=5)
    with clock.moved_to(LEFT):
        page = page_of(bo, conversation)
        assert "Not sent yet: 451 try later" in page
        assert "1 attempt" in page
        assert bo.post(address(message, "attempt"), headers=HTMX).status_code == HTTPStatus.OK
        run_reactions()
        again = bo.post(address(message, "attempt"), headers=HTMX)
        assert again.status_code == HTTPStatus.CONFLICT
        assert "Not sent yet" not in page_of(bo, conversation)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == (DeliveryState.SENT, "")


@pytest.mark.parametrize("act", ["withdrawal", "departure", "attempt"])
def test_a_stranger_finds_nothing(
    ada: Client, eve: Client, conversation: Conversation, act: str
) -> None:
    message = sends(ada, conversation, later="hour")
    assert_hidden(eve, address(message, act), post=True)
    assert ada.get(address(message, act)).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert Message.objects.get(pk=message.pk).scheduled


@pytest.mark.parametrize("act", ["withdrawal", "departure", "attempt"])
def test_a_message_of_another_conversation_is_left_alone(
    ada: Client, desk: Desk, conversation: Conversation, act: str
) -> None:
    message = sends(ada, conversation, later="hour")
    other = canary_in(desk)
    ada.post(f"/conversations/{other.pk}/messages/{message.pk}/{act}/")
    assert Message.objects.get(pk=message.pk).scheduled


def test_a_file_is_named_by_us_alone(ada: Client, desk: Desk, conversation: Conversation) -> None:
    file = KeptFile("secret.pdf", "application/pdf", 9, "0" * 64)
    elsewhere = kept_files.offered(canary_in(desk), [file])[0].value
    message = sends(ada, conversation, kept=["0" * 64, "{}", elsewhere])
    assert not message.attachments.exists()
