"""What was begun is there again on another machine, until it is sent."""

import uuid
from typing import Any

import pytest
from django.test import Client

from tillit.conversations.models import Conversation, KeptDraft, Message
from tillit.conversations.tests.browsing import HTMX, assert_hidden, text_of
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def keeps(browser: Client, conversation: Conversation, text: str, **fields: Any) -> Any:
    where = f"/conversations/{conversation.pk}/draft/"
    return browser.post(where, {"kind": "reply", "text": text, **fields})


def page(browser: Client, conversation: Conversation) -> str:
    where = f"/inbox/unassigned/?conversation={conversation.pk}"
    return text_of(browser.get(where, headers=HTMX))


def test_it_comes_back_elsewhere(ada: Client, desk: Desk, conversation: Conversation) -> None:
    assert keeps(ada, conversation, "Dear Gr").headers["Draft-At"]
    keeps(ada, conversation, "Dear Grace\r\nhello", kind="note")
    other = browser_of(desk.ada)
    assert "Dear Grace\nhello</textarea>" in page(other, conversation)
    assert 'value="note" checked' in page(other, conversation)
    bo = browser_of(desk.bo)
    assert "Dear Grace" not in page(bo, conversation)


def test_nothing_typed_forgets_it(ada: Client, conversation: Conversation) -> None:
    keeps(ada, conversation, "Dear")
    assert keeps(ada, conversation, " ").headers["Draft-At"] == ""
    assert not KeptDraft.objects.exists()


def test_sending_forgets_it_even_when_the_page_is_slow(
    ada: Client, conversation: Conversation
) -> None:
    key = str(uuid.uuid4())
    keeps(ada, conversation, "Dear Grace", key=key)
    fields = {"kind": "reply", "text": "Dear Grace", "key": key}
    ada.post(f"/conversations/{conversation.pk}/messages/", fields)
    keeps(ada, conversation, "Dear Grace", key=key)
    assert not KeptDraft.objects.exists()


def test_undo_brings_it_back_everywhere(
    ada: Client, conversation: Conversation, settings: Any
) -> None:
    settings.TILLIT_UNDO_SECONDS = 8
    fields = {"kind": "reply", "text": "Dear Grace"}
    ada.post(f"/conversations/{conversation.pk}/messages/", fields)
    message = Message.objects.get(text="Dear Grace")
    ada.post(f"/conversations/{conversation.pk}/messages/{message.pk}/withdrawal/", headers=HTMX)
    assert "Dear Grace</textarea>" in page(ada, conversation)


def test_a_stranger_keeps_nothing(eve: Client, conversation: Conversation) -> None:
    assert_hidden(eve, f"/conversations/{conversation.pk}/draft/", post=True)
    assert keeps(eve, conversation, "Mine").status_code == 404
    assert not KeptDraft.objects.exists()
