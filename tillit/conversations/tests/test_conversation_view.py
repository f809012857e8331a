"""The lasting address of a conversation, and what its thread shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit.conversations import actions
from tillit.conversations.models import Inbox
from tillit.conversations.spine import post
from tillit.conversations.tests.browsing import CANARY, assert_hidden, canary_in, text_of
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_an_open_one_is_found_among_the_open(ada: Client, desk: Desk) -> None:
    number = canary_in(desk).pk
    answer = ada.get(f"/conversations/{number}/")
    assert answer.headers["Location"] == f"/inbox/open/?conversation={number}"
    assert CANARY in text_of(ada.get(answer.headers["Location"]))


def test_a_resolved_one_is_found_among_the_resolved(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    answer = ada.get(f"/conversations/{conversation.pk}/")
    assert answer.headers["Location"] == f"/inbox/resolved/?conversation={conversation.pk}"


def test_a_stranger_does_not_find_it(eve: Client, desk: Desk) -> None:
    assert_hidden(eve, f"/conversations/{canary_in(desk).pk}/")


@pytest.mark.parametrize("number", ["999999", "9" * 30, "9" * 5000])
def test_one_that_does_not_exist_is_not_found(ada: Client, number: str) -> None:
    assert ada.get(f"/conversations/{number}/").status_code == 404


def test_the_thread_tells_everything_in_order(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, text="First words")
    answers(desk.bo, conversation, at=MONDAY_TEN + timedelta(minutes=5), text="Second words")
    by = Actor.agent(desk.liv)
    later = MONDAY_TEN + timedelta(minutes=9)
    post(conversation=conversation, by=by, agent=desk.liv, text="Third words", note=True, at=later)
    page = text_of(ada.get(f"/inbox/open/?conversation={conversation.pk}"))
    thread = page[page.index('id="timeline"') :]
    places = [thread.index(words) for words in ("First words", "Second words", "Third words")]
    assert places == sorted(places)
    assert "Receipt confirmed to Grace Whitfield" in thread


def test_the_words_of_an_agent_who_has_left_stay(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.bo, conversation, at=MONDAY_TEN, text="Goodbye from Bo")
    Agent.objects.get(pk=desk.bo.pk).delete()
    page = text_of(ada.get(f"/inbox/open/?conversation={conversation.pk}"))
    assert "Goodbye from Bo" in page
    assert "Somebody who has left" in page


def test_earlier_conversations_are_shown_as_far_as_one_may_see(
    ada: Client, desk: Desk, night: Inbox
) -> None:
    writes(GRACE, desk.inbox, subject="An earlier matter")
    writes(GRACE, night, subject=f"Of the night {CANARY}")
    number = writes(GRACE, desk.inbox, subject="Now").pk
    page = text_of(ada.get(f"/inbox/open/?conversation={number}"))
    assert "An earlier matter" in page
    assert CANARY not in page


def test_a_long_thread_is_cut_and_can_be_had_whole(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, text="The very first words")
    by = Actor.agent(desk.ada)
    for minute in range(61):
        at = MONDAY_TEN + timedelta(minutes=minute)
        post(conversation=conversation, by=by, text=f"Note {minute}.", note=True, at=at)
    address = f"/inbox/open/?conversation={conversation.pk}"
    cut = text_of(ada.get(address))
    assert "Note 60." in cut
    assert "<p>The very first words" not in cut
    assert f"{address.replace('&', '&amp;')}&amp;whole=1" in cut
    assert "<p>The very first words" in text_of(ada.get(f"{address}&whole=1"))


def test_a_thread_costs_the_same_for_one_and_for_thirty_messages(ada: Client, desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    ada.get(f"/inbox/open/?conversation={conversation.pk}")  # what is looked up once is known now
    used = []
    for more in (1, 29):
        for _ in range(more):
            post(conversation=conversation, by=by, agent=desk.ada, text="Hello")
        with CaptureQueriesContext(connection) as queries:
            ada.get(f"/inbox/open/?conversation={conversation.pk}")
        used.append(len(queries))
    assert used[0] == used[1]
