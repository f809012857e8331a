"""Posting a reply or a note."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tillit.conversations.composing.written import LONGEST_TEXT
from tillit.conversations.models import Conversation, Delivery, Message, MessageKind
from tillit.conversations.tests.browsing import HTMX, assert_hidden, text_of
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def address_of(conversation: Conversation) -> str:
    """Where messages are posted to."""
    return f"/conversations/{conversation.pk}/messages/?view=unassigned"


def said() -> list[tuple[str, str]]:
    """What agents have said so far."""
    ours = Message.objects.exclude(kind=MessageKind.INCOMING).filter(automatic=False)
    return list(ours.order_by("id").values_list("kind", "text"))


def test_a_reply_is_queued(ada: Client, desk: Desk, conversation: Conversation) -> None:
    answer = ada.post(address_of(conversation), {"kind": "reply", "text": "Hello\r\nGrace\r\n"})
    here = f"/inbox/unassigned/?conversation={conversation.pk}"
    assert answer.headers["Location"] == here
    assert said() == [("outgoing", "Hello\nGrace")]
    reply = Message.objects.get(text="Hello\nGrace")
    assert reply.agent == desk.ada
    assert Delivery.objects.get(message=reply).recipient == conversation.address


def test_a_note_is_kept(ada: Client, conversation: Conversation) -> None:
    ada.post(address_of(conversation), {"kind": "note", "text": "Careful"})
    assert said() == [("note", "Careful")]


def test_htmx_gets_the_thread_with_the_message_and_an_empty_composer(
    ada: Client, conversation: Conversation
) -> None:
    fields = {"kind": "reply", "text": "Hello Grace"}
    answer = ada.post(address_of(conversation), fields, headers=HTMX)
    assert answer.status_code == 200
    assert "<p>Hello Grace</p>" in text_of(answer)
    assert "Hello Grace</textarea>" not in text_of(answer)


def test_the_same_form_twice_makes_one_message(ada: Client, conversation: Conversation) -> None:
    fields = {"kind": "reply", "text": "Once", "key": str(uuid.uuid4())}
    for _ in range(2):
        assert ada.post(address_of(conversation), fields).status_code == 302
    assert said() == [("outgoing", "Once")]


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("text", ["", "  \r\n ", "x" * (LONGEST_TEXT + 1)])
def test_what_cannot_be_sent_is_said_and_the_text_is_kept(
    ada: Client, conversation: Conversation, headers: dict[str, str], text: str
) -> None:
    fields = {"kind": "note", "text": text}
    answer = ada.post(address_of(conversation), fields, headers=headers)
    page = text_of(answer)
    assert answer.status_code == 422
    assert said() == []
    assert 'aria-invalid="true"' in page
    assert f"{text}</textarea>" in page.replace("\r\n", "\n") or text == "  \r\n "
    assert 'value="note" checked' in page
    assert page.startswith("<!doctype html>") == (not headers)


def test_what_was_typed_comes_back_as_words(ada: Client, conversation: Conversation) -> None:
    text = "</textarea><script>alert(1)</script>" + "x" * LONGEST_TEXT
    answer = ada.post(address_of(conversation), {"kind": "reply", "text": text}, headers=HTMX)
    assert answer.status_code == 422
    assert "<script>alert(1)" not in text_of(answer)


def test_files_go_along(ada: Client, conversation: Conversation) -> None:
    photo = SimpleUploadedFile("../../photo\r\n.png", b"picture", content_type="image/png")
    page = SimpleUploadedFile("page.html", b"<script>", content_type="text/html")
    fields = {"kind": "reply", "text": "Look", "attachments": [photo, page]}
    ada.post(address_of(conversation), fields)
    files = Message.objects.get(text="Look").attachments.order_by("id")
    assert [file.content_type for file in files] == ["image/png", "text/html"]
    assert all("/" not in file.name and "\n" not in file.name for file in files)


def test_a_file_needs_no_words(ada: Client, conversation: Conversation) -> None:
    photo = SimpleUploadedFile("photo.png", b"picture", content_type="image/png")
    ada.post(address_of(conversation), {"kind": "reply", "text": "", "attachments": [photo]})
    assert said() == [("outgoing", "")]


@pytest.mark.parametrize("key", ["", "not a key", "x" * 5000])
def test_a_key_that_is_none_does_no_harm(ada: Client, conversation: Conversation, key: str) -> None:
    assert ada.post(address_of(conversation), {"kind": "reply", "text": "Hi", "key": key})
    assert said() == [("outgoing", "Hi")]


def test_a_stranger_says_nothing(eve: Client, conversation: Conversation) -> None:
    assert_hidden(eve, address_of(conversation), post=True)
    fields = {"kind": "reply", "text": "Give me the money", "key": str(uuid.uuid4())}
    assert eve.post(address_of(conversation), fields).status_code == 404
    assert said() == []


def test_only_posting_says_something(ada: Client, conversation: Conversation) -> None:
    assert ada.get(address_of(conversation)).status_code == 405


def test_a_form_from_another_site_is_refused(desk: Desk, conversation: Conversation) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.ada)
    answer = strict.post(address_of(conversation), {"kind": "reply", "text": "Hi"})
    assert answer.status_code == 403
    assert said() == []
