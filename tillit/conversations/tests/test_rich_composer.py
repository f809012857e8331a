"""Rich replies: cleaned, with a text twin, pictures in their places, drafts and undo."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tillit.conversations import kept_files
from tillit.conversations.composing import enclosing
from tillit.conversations.models import Conversation, KeptDraft, Message
from tillit.conversations.tests.browsing import HTMX, assert_hidden, text_of
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PNG = b"\x89PNG\r\n\x1a\nno more than the beginning"
RICH = "<p onclick='x'>Dear <b>Grace</b></p><ul><li>one</li></ul><script>x</script>"
CLEAN = "<p>Dear <strong>Grace</strong></p><ul><li>one</li></ul>"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> None:
    """Files are kept in a folder of this test."""
    settings.TILLIT_DATA = tmp_path


def address(conversation: Conversation, act: str) -> str:
    return f"/conversations/{conversation.pk}/{act}/"


def picture_kept(browser: Client, conversation: Conversation) -> kept_files.KeptFile:
    """A picture that was pasted."""
    file = SimpleUploadedFile("kart.png", PNG, "text/html")
    answer = browser.post(address(conversation, "uploads"), {"file": file, "picture": "yes"})
    assert answer.status_code == 200
    return kept_files.chosen(conversation, [value_in(text_of(answer))])[0]


def value_in(fragment: str) -> str:
    """What the form sends back for a kept file."""
    return fragment.partition('value="')[2].partition('"')[0]


def value_of(conversation: Conversation, kept: kept_files.KeptFile) -> str:
    return kept_files.offered(conversation, [kept])[0].value


def with_picture(name: str) -> str:
    return f'<p>See <img data-cid="{name}" src="/x" alt="kart.png"></p>'


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_what_is_sent_is_cleaned_and_its_text_made_here(
    ada: Client, conversation: Conversation, kind: str
) -> None:
    fields = {"kind": kind, "html": RICH, "text": "something else altogether"}
    answer = ada.post(address(conversation, "messages"), fields, headers=HTMX)
    message = Message.objects.latest("id")
    assert (message.html, message.text) == (CLEAN, "Dear Grace\n\n- one")
    assert CLEAN in text_of(answer)


def test_a_form_without_the_editor_is_plain_text(ada: Client, conversation: Conversation) -> None:
    ada.post(address(conversation, "messages"), {"kind": "reply", "text": "a <b>\r\nc", "html": ""})
    assert Message.objects.latest("id").html == "<p>a &lt;b&gt;<br>c</p>"


def test_words_without_a_form_keep_the_spaces_that_were_typed(
    ada: Client, conversation: Conversation
) -> None:
    typed = '  two  "spaces" on\r\n   www.example.com \r\n\r\n\r\nb'
    page = '<p>\xa0two \xa0"spaces" on<br>\xa0 \xa0www.example.com\xa0</p><p><br>b</p>'
    fields = {"kind": "reply", "text": typed, "html": page}
    ada.post(address(conversation, "draft"), fields)
    draft = KeptDraft.objects.get()
    assert (draft.text, draft.html) == (typed.replace("\r", ""), "")
    ada.post(address(conversation, "draft"), {**fields, "text": "two spaces"})
    assert KeptDraft.objects.get().text.startswith('two "spaces" on')
    ada.post(address(conversation, "messages"), fields)
    message = Message.objects.latest("id")
    assert message.text == typed.replace("\r", "").strip()
    assert 'on<br>   <a href="http://www.example.com"' in message.html


def test_nothing_but_empty_lines_is_nothing(ada: Client, conversation: Conversation) -> None:
    fields = {"kind": "reply", "text": "", "html": "<p><br></p>"}
    assert ada.post(address(conversation, "messages"), fields).status_code == 422


def test_after_an_error_the_forms_are_still_there(ada: Client, conversation: Conversation) -> None:
    fields = {"kind": "reply", "html": RICH + "<p>{order}</p>", "text": "x"}
    page = text_of(ada.post(address(conversation, "messages"), fields, headers=HTMX))
    assert 'data-html="&lt;p&gt;Dear &lt;strong&gt;Grace&lt;/strong&gt;' in page


def test_a_draft_keeps_forms_and_files(ada: Client, desk: Desk, conversation: Conversation) -> None:
    kept = picture_kept(ada, conversation)
    html = RICH + with_picture(kept.content_id)
    fields = {"kind": "reply", "text": "x", "html": html, "kept": value_of(conversation, kept)}
    assert ada.post(address(conversation, "draft"), fields).status_code == 204
    draft = KeptDraft.objects.get()
    assert draft.html.startswith(CLEAN)
    assert draft.text == "Dear Grace\n\n- one\n\nSee [kart.png]"
    other = browser_of(desk.ada)
    page = text_of(other.get(f"/inbox/unassigned/?conversation={conversation.pk}", headers=HTMX))
    assert f'data-picture="{kept.content_id}"' in page
    assert "Dear Grace\n\n- one" in page


def test_undo_brings_forms_back(ada: Client, conversation: Conversation, settings: Any) -> None:
    settings.TILLIT_UNDO_SECONDS = 8
    ada.post(address(conversation, "messages"), {"kind": "reply", "html": RICH})
    message = Message.objects.latest("id")
    typed = {"kind": "reply", "html": "<p><i>later</i></p>"}
    where = f"/conversations/{conversation.pk}/messages/{message.pk}/withdrawal/"
    assert ada.post(where, typed, headers=HTMX).status_code == 200
    assert KeptDraft.objects.get().html == f"{CLEAN}<p><em>later</em></p>"


def test_a_picture_is_shown_where_it_stands(ada: Client, conversation: Conversation) -> None:
    kept = picture_kept(ada, conversation)
    assert kept.content_type == "image/png"
    fields = {"html": with_picture(kept.content_id), "kept": value_of(conversation, kept)}
    answer = ada.post(address(conversation, "messages"), {"kind": "reply", **fields}, headers=HTMX)
    message = Message.objects.latest("id")
    assert message.text == "See [kart.png]"
    attachment = message.attachments.get()
    assert attachment.inline
    assert f'<img src="/attachments/{attachment.pk}/' in text_of(answer)
    assert 'class="attachments"' not in text_of(answer)


def test_a_picture_that_was_taken_out_does_not_go(ada: Client, conversation: Conversation) -> None:
    kept = picture_kept(ada, conversation)
    fields = {"kind": "reply", "html": RICH, "kept": value_of(conversation, kept)}
    ada.post(address(conversation, "messages"), fields)
    assert not Message.objects.latest("id").attachments.exists()


def test_without_the_editor_a_picture_goes_as_a_file(
    ada: Client, conversation: Conversation
) -> None:
    kept = picture_kept(ada, conversation)
    fields = {"kind": "reply", "text": "See", "kept": value_of(conversation, kept)}
    ada.post(address(conversation, "messages"), fields)
    assert Message.objects.latest("id").attachments.get().name == "kart.png"


def test_a_picture_of_another_conversation_is_nobodys(
    ada: Client, desk: Desk, conversation: Conversation
) -> None:
    other = writes(GRACE, desk.inbox, subject="Another")
    kept = picture_kept(ada, other)
    fields = {"html": with_picture(kept.content_id), "kept": value_of(other, kept)}
    ada.post(address(conversation, "messages"), {"kind": "reply", **fields})
    assert Message.objects.latest("id").html == "<p>See </p>"


def test_a_waiting_picture_is_seen_by_those_who_see_the_conversation(
    ada: Client, eve: Client, conversation: Conversation
) -> None:
    kept = picture_kept(ada, conversation)
    where = kept_files.offered(conversation, [kept])[0].url
    answer = ada.get(where)
    assert answer.headers["Content-Type"] == "image/png"
    assert text_of_bytes(answer) == PNG
    assert_hidden(eve, where)
    assert ada.get(where.replace("/kept/", "/kept/x")).status_code == 404


def text_of_bytes(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("content", [b"<svg onload=x>", b"MZ", b"", b"%PDF-1.4"])
def test_only_pictures_stand_among_words(
    ada: Client, conversation: Conversation, content: bytes
) -> None:
    file = SimpleUploadedFile("kart.png", content, "image/png")
    answer = ada.post(address(conversation, "uploads"), {"file": file, "picture": "yes"})
    assert answer.status_code == 422
    assert "kart.png" in text_of(answer) or not content


def test_too_much_is_said(
    ada: Client, conversation: Conversation, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TILLIT_MAX_UPLOAD = 10
    monkeypatch.setattr(enclosing, "LARGEST_PICTURE", 10)
    for more in ({}, {"picture": "yes"}):
        file = SimpleUploadedFile("kart.png", PNG, "image/png")
        answer = ada.post(address(conversation, "uploads"), {"file": file, **more})
        assert answer.status_code == 422
        assert text_of(answer).startswith("kart.png is too large: at most 10")


def test_a_file_waits_and_goes_along(ada: Client, conversation: Conversation) -> None:
    file = SimpleUploadedFile("list.pdf", b"%PDF", "application/pdf")
    fragment = text_of(ada.post(address(conversation, "uploads"), {"file": file}))
    assert "data-picture" not in fragment
    fields = {"kind": "reply", "html": RICH, "kept": value_in(fragment)}
    ada.post(address(conversation, "messages"), fields)
    assert Message.objects.latest("id").attachments.get().name == "list.pdf"


def test_what_is_pasted_comes_back_clean(ada: Client, conversation: Conversation) -> None:
    answer = ada.post(address(conversation, "pasted"), {"html": RICH})
    assert text_of(answer) == CLEAN
    too_long = ada.post(address(conversation, "pasted"), {"html": "x" * 400_001})
    assert too_long.status_code == 422


@pytest.mark.parametrize("act", ["uploads", "pasted"])
def test_a_stranger_puts_nothing_there(eve: Client, conversation: Conversation, act: str) -> None:
    assert_hidden(eve, address(conversation, act), post=True)
