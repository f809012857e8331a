"""Resolving without a reply ends a promise; it comes back with the old due instant."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.models import Conversation
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.standards.events import PromiseBroken, PromiseCancelled, PromiseResumed
from tillit.standards.models import Cause, Promise, PromiseState
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers, bounces, clicks_send, mails_leave, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

DUE = oslo("2026-06-01 14:00")
CLOSED_AT = oslo("2026-06-01 12:00")
FIRST = "<first@customer.example>"


def closed_without_a_reply(desk: Desk) -> Conversation:
    conversation = writes(GRACE, desk.inbox, message_id=FIRST)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=CLOSED_AT)
    return conversation


def test_resolving_without_a_reply_cancels(desk: Desk) -> None:
    with assert_emits(PromiseCancelled):
        conversation = closed_without_a_reply(desk)
    promise = Promise.objects.get()
    assert (promise.state, promise.cause) == (PromiseState.CANCELLED, Cause.NO_REPLY_NEEDED)
    assert promise.decided_at == promise.settled_at == CLOSED_AT
    conversation.refresh_from_db()
    assert conversation.without_reply
    assert conversation.next_due_at is None


def test_what_was_cancelled_is_never_broken(desk: Desk) -> None:
    closed_without_a_reply(desk)
    with clock.moved_to(DUE + timedelta(days=3)):
        assert tick() == 0


def test_resolving_after_a_reply_cancels_nothing(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=CLOSED_AT)
    assert Promise.objects.get().state == PromiseState.KEPT


def test_resolving_while_the_reply_is_on_its_way_cancels_nothing(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    clicks_send(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=CLOSED_AT)
    mails_leave(at=DUE + timedelta(hours=1))
    assert Promise.objects.get().state == PromiseState.KEPT


def test_resolving_does_not_whitewash_what_was_broken_already(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with clock.moved_to(DUE + timedelta(minutes=5)):
        tick()
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    promise = Promise.objects.get()
    assert (promise.state, promise.decided_at) == (PromiseState.BROKEN, DUE)
    assert promise.settled_at == DUE + timedelta(minutes=5)


def test_resolving_too_late_breaks_it_even_if_the_clock_has_not_looked_yet(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    at = DUE + timedelta(seconds=1)
    with assert_emits(PromiseBroken):
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=at)
    promise = Promise.objects.get()
    assert (promise.state, promise.decided_at) == (PromiseState.BROKEN, DUE)


def test_every_promise_that_closing_cut_short_runs_again(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id=FIRST)
    reply = answers(desk.ada, conversation, at=oslo("2026-06-01 10:10"))
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 10:20"), answers=FIRST)
    bounces(reply, at=oslo("2026-06-01 10:30"))
    assert Promise.objects.unsettled().count() == 2
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=CLOSED_AT)
    assert not Promise.objects.unsettled().exists()
    actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    assert Promise.objects.unsettled().count() == 2
    conversation.refresh_from_db()
    assert conversation.next_due_at == DUE


def test_it_runs_again_with_the_old_due_when_the_customer_writes(desk: Desk) -> None:
    conversation = closed_without_a_reply(desk)
    with assert_emits(PromiseResumed):
        writes(GRACE, desk.inbox, at=oslo("2026-06-01 13:00"), answers=FIRST)
    promise = Promise.objects.get()
    assert (promise.state, promise.cause) == (PromiseState.RUNNING, Cause.NONE)
    assert (promise.started_at, promise.due_at) == (MONDAY_TEN, DUE)
    assert (promise.decided_at, promise.settled_at) == (None, None)
    conversation.refresh_from_db()
    assert (conversation.next_due_from, conversation.next_due_at) == (MONDAY_TEN, DUE)


def test_it_runs_again_with_the_old_due_when_an_agent_reopens(desk: Desk) -> None:
    conversation = closed_without_a_reply(desk)
    with clock.moved_to(oslo("2026-06-01 13:00")), assert_emits(PromiseResumed):
        actions.reopen(conversation=conversation, by=Actor.agent(desk.bo))
    promise = Promise.objects.get()
    assert (promise.state, promise.due_at) == (PromiseState.RUNNING, DUE)


def test_closing_is_no_way_to_dodge_lateness(desk: Desk) -> None:
    conversation = closed_without_a_reply(desk)
    writes(GRACE, desk.inbox, at=oslo("2026-06-02 09:00"), answers=FIRST)
    answers(desk.ada, conversation, at=oslo("2026-06-02 09:01"))
    promise = Promise.objects.get()
    assert (promise.state, promise.decided_at) == (PromiseState.BROKEN, DUE)


def test_reopening_what_was_answered_starts_nothing(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=CLOSED_AT)
    actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    assert Promise.objects.get().state == PromiseState.KEPT
    conversation.refresh_from_db()
    assert conversation.next_due_at is None
