"""Posting that something is still to be done."""

import pytest
from django.test import Client

from tillit.conversations.actions import resolve
from tillit.conversations.models import Conversation
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.people.actor import Actor
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def address(desk: Desk) -> str:
    """Where it is posted to: a conversation that Ada has resolved."""
    conversation = canary_in(desk)
    resolve(conversation=conversation, by=Actor.agent(desk.ada))
    return f"/conversations/{conversation.pk}/reopening/?view=resolved"


def test_it_is_open_again(ada: Client, address: str) -> None:
    answer = ada.post(address)
    assert answer.headers["Location"].startswith("/inbox/resolved/?conversation=")
    assert Conversation.objects.get().is_open


def test_htmx_gets_the_thread_as_it_is_now(ada: Client, address: str) -> None:
    answer = text_of(ada.post(address, headers=HTMX))
    assert 'id="resolve"' in answer
    assert "<html" not in answer


def test_a_stranger_opens_nothing(eve: Client, address: str) -> None:
    assert_hidden(eve, address, post=True)
    assert not Conversation.objects.get().is_open


def test_only_posting_changes_something(ada: Client, address: str) -> None:
    assert ada.get(address).status_code == 405
