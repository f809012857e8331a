"""Posting that everything is done."""

import pytest
from django.test import Client

from tillit.conversations.events import ConversationResolved
from tillit.conversations.models import Conversation
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.journal.models import Event
from tillit.testing.cast import GRACE, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def address_of(conversation: Conversation) -> str:
    """Where it is posted to, from the view of all open."""
    return f"/conversations/{conversation.pk}/resolution/?view=open"


def resolved_facts() -> list[dict[str, object]]:
    """What was told, each time."""
    return [event.data for event in Event.objects.filter(kind=ConversationResolved.kind())]


def test_it_is_resolved(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answer = ada.post(address_of(conversation))
    assert answer.headers["Location"] == f"/inbox/open/?conversation={conversation.pk}"
    assert not Conversation.objects.get().is_open
    assert [fact["no_reply_needed"] for fact in resolved_facts()] == [False]


def test_it_is_resolved_with_no_reply_needed(ada: Client, desk: Desk) -> None:
    ada.post(address_of(writes(GRACE, desk.inbox)), {"no_reply_needed": "1"})
    assert [fact["no_reply_needed"] for fact in resolved_facts()] == [True]


def test_htmx_gets_the_thread_and_a_way_back(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answer = text_of(ada.post(address_of(conversation), headers=HTMX))
    assert "<html" not in answer
    assert 'id="reopen"' in answer
    assert "Resolved." in answer
    assert answer.count(f"/conversations/{conversation.pk}/reopening/?view=open") > 1


def test_twice_is_told_once(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    for _ in range(2):
        assert ada.post(address_of(conversation), headers=HTMX).status_code == 200
    assert len(resolved_facts()) == 1


def test_a_stranger_resolves_nothing(eve: Client, desk: Desk) -> None:
    assert_hidden(eve, address_of(canary_in(desk)), post=True)
    assert Conversation.objects.get().is_open


def test_only_posting_changes_something(ada: Client, desk: Desk) -> None:
    assert ada.get(address_of(writes(GRACE, desk.inbox))).status_code == 405
