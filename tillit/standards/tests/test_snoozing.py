"""Putting off, waking, and checking back."""

from datetime import timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import snoozing
from tillit.conversations.case_events import (
    CheckBackCame,
    CheckBackPlanned,
    ConversationSnoozed,
    ConversationWoken,
)
from tillit.conversations.models import Conversation, Shelf
from tillit.conversations.standing import counts_for
from tillit.conversations.tests.browsing import HTMX, text_of
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.standards.models import Promise, PromiseState
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

TOMORROW = MONDAY_TEN + timedelta(days=1)


def snoozed(desk: Desk, *, until_reply: bool = False) -> Conversation:
    """A conversation that Ada has put off until tomorrow, or until the customer writes."""
    conversation = writes(GRACE, desk.inbox, message_id="<first@x>")
    snoozing.snooze(
        conversation=conversation,
        until=None if until_reply else TOMORROW,
        until_reply=until_reply,
        by=Actor.agent(desk.ada),
    )
    return Conversation.objects.get()


def test_it_is_put_off_and_brought_back(ada: Client, desk: Desk) -> None:
    number = writes(GRACE, desk.inbox).pk
    with assert_emits(ConversationSnoozed):
        answer = ada.post(
            f"/conversations/{number}/snooze/?view=open",
            {"until": TOMORROW.isoformat()},
            headers=HTMX,
        )
    assert "Ada snoozed it until" in text_of(answer)
    assert Conversation.objects.get().shelf == Shelf.SNOOZED
    assert counts_for(desk.ada)["snoozed"] == 1
    with assert_emits(ConversationWoken):
        ada.post(f"/conversations/{number}/snooze/?view=open&wake=1")
    assert Conversation.objects.get().shelf == Shelf.OPEN


@pytest.mark.parametrize("until", ["", "own", "nonsense", "2020-01-01T10:00:00+00:00"])
def test_it_is_not_put_off_until_never(ada: Client, desk: Desk, until: str) -> None:
    number = writes(GRACE, desk.inbox).pk
    answer = ada.post(f"/conversations/{number}/snooze/", {"until": until}, headers=HTMX)
    assert answer.status_code == 422
    assert Conversation.objects.get().shelf == Shelf.OPEN


def test_the_clock_wakes_it_exactly(desk: Desk) -> None:
    snoozed(desk)
    with clock.moved_to(TOMORROW - timedelta(microseconds=1)):
        tick()
        assert Conversation.objects.get().shelf == Shelf.SNOOZED
    with clock.moved_to(TOMORROW), assert_emits(ConversationWoken):
        tick()
    woken = Conversation.objects.get()
    assert (woken.shelf, woken.unread) == (Shelf.OPEN, True)


@pytest.mark.parametrize("until_reply", [True, False])
def test_the_customer_always_wakes_it(desk: Desk, until_reply: bool) -> None:
    snoozed(desk, until_reply=until_reply)
    with assert_emits(ConversationWoken):
        writes(GRACE, desk.inbox, at=MONDAY_TEN + timedelta(hours=1), answers="<first@x>")
    assert Conversation.objects.get().shelf == Shelf.OPEN


def test_a_promise_goes_on_and_is_shown_at_risk(desk: Desk) -> None:
    snoozed(desk)
    due_at = Promise.objects.get().due_at
    with clock.moved_to(due_at - timedelta(minutes=1)):
        assert counts_for(desk.ada)["at-risk"] == 1
        assert counts_for(desk.ada)["open"] == 0
    with clock.moved_to(due_at + timedelta(seconds=1)):
        tick()
    assert Promise.objects.get().state == PromiseState.BROKEN


def test_it_is_resolved_and_comes_back(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=MONDAY_TEN)
    with assert_emits(CheckBackPlanned):
        answer = ada.post(
            f"/conversations/{conversation.pk}/resolution/?view=open",
            {"check_back": "3"},
            headers=HTMX,
        )
    assert "Ada will check back on" in text_of(answer)
    back_at = Conversation.objects.get().check_back_at
    assert back_at is not None
    with clock.moved_to(back_at), assert_emits(CheckBackCame):
        tick()
    back = Conversation.objects.get()
    assert (back.shelf, back.unread, back.check_back_at) == (Shelf.OPEN, True, None)
    assert not Promise.objects.unsettled().exists()
    assert "Time to check back" in text_of(ada.get(f"/inbox/open/?conversation={back.pk}"))


def test_nobody_need_check_back(ada: Client, desk: Desk) -> None:
    number = writes(GRACE, desk.inbox).pk
    ada.post(f"/conversations/{number}/resolution/", {"check_back": "7"})
    ada.post(f"/conversations/{number}/check-back/")
    assert Conversation.objects.get().check_back_at is None
    assert Conversation.objects.get().shelf == Shelf.RESOLVED
