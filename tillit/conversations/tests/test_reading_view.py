"""Posting that a conversation has been read."""

import pytest
from django.test import Client

from tillit.conversations.events import ConversationRead
from tillit.conversations.models import Conversation
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.journal.models import Event
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_it_is_read_and_nothing_is_shown(ada: Client, desk: Desk) -> None:
    number = canary_in(desk).pk
    for _ in range(2):
        answer = ada.post(f"/conversations/{number}/reading/", headers=HTMX)
        assert (answer.status_code, answer.content) == (204, b"")
    assert not Conversation.objects.get().unread
    assert Event.objects.filter(kind=ConversationRead.kind()).count() == 1


def test_looking_alone_does_not_mark_it(ada: Client, desk: Desk) -> None:
    number = canary_in(desk).pk
    ada.get(f"/inbox/open/?conversation={number}")
    ada.get(f"/inbox/open/?conversation={number}", headers=HTMX)
    assert Conversation.objects.get().unread


def test_the_page_asks_for_it_once_and_only_when_it_is_unread(ada: Client, desk: Desk) -> None:
    number = canary_in(desk).pk
    address = f"/inbox/open/?conversation={number}"
    asking = f'hx-post="/conversations/{number}/reading/'
    assert text_of(ada.get(address)).count(asking) == 1
    ada.post(f"/conversations/{number}/reading/")
    assert asking not in text_of(ada.get(address))


def test_a_stranger_reads_nothing(eve: Client, desk: Desk) -> None:
    assert_hidden(eve, f"/conversations/{canary_in(desk).pk}/reading/", post=True)
    assert Conversation.objects.get().unread


def test_only_posting_changes_something(ada: Client, desk: Desk) -> None:
    assert ada.get(f"/conversations/{canary_in(desk).pk}/reading/").status_code == 405
