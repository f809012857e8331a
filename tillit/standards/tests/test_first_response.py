"""The promise of a first answer: made, kept, broken."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.models import Message
from tillit.conversations.spine import post, receive
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.standards.events import (
    PromiseAnsweredLate,
    PromiseBroken,
    PromiseKept,
    PromiseStarted,
)
from tillit.standards.models import Clock, Promise, PromiseState
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, open_desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers, clicks_send, mails_leave, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

DUE = oslo("2026-06-01 14:00")
"""Four working hours after Monday, ten o'clock."""


def test_a_first_message_is_promised_an_answer(desk: Desk) -> None:
    with assert_emits(PromiseStarted):
        conversation = writes(GRACE, desk.inbox)
    promise = Promise.objects.get(conversation=conversation)
    assert (promise.clock, promise.state) == (Clock.FIRST_RESPONSE, PromiseState.RUNNING)
    assert (promise.started_at, promise.due_at) == (MONDAY_TEN, DUE)
    assert (promise.decided_at, promise.met_at, promise.settled_at) == (None, None, None)


def test_without_any_standard_nothing_is_promised(db: None) -> None:
    desk = open_desk(with_standards=False)
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=MONDAY_TEN)
    assert not Promise.objects.exists()
    conversation.refresh_from_db()
    assert conversation.next_due_at is None


def test_history_that_is_imported_is_promised_nothing(desk: Desk) -> None:
    envelope = Envelope(GRACE.email, text=GRACE.words, language="en")
    receive(envelope, inbox=desk.inbox, at=MONDAY_TEN, quiet=True)
    assert not Promise.objects.exists()
    assert Message.objects.count() == 1


def test_a_reply_before_it_is_due_keeps_the_promise(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with assert_emits(PromiseKept):
        answers(desk.ada, conversation, at=oslo("2026-06-01 11:30"))
    promise = Promise.objects.get()
    assert promise.state == PromiseState.KEPT
    assert promise.decided_at == promise.met_at == promise.settled_at == oslo("2026-06-01 11:30")
    assert promise.answered_by == desk.ada
    assert promise.taken == timedelta(hours=1, minutes=30)


def test_a_reply_at_the_very_instant_it_is_due_is_in_time(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with clock.moved_to(DUE):
        assert tick() == 0
    answers(desk.ada, conversation, at=DUE)
    assert Promise.objects.get().state == PromiseState.KEPT


def test_a_reply_a_microsecond_later_is_late(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=DUE + timedelta(microseconds=1))
    promise = Promise.objects.get()
    assert (promise.state, promise.decided_at) == (PromiseState.BROKEN, DUE)


def test_past_due_it_is_broken_at_once_with_the_due_instant_as_decision(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    with clock.moved_to(DUE + timedelta(hours=20)), assert_emits(PromiseBroken):
        assert tick() == 1
        assert tick() == 0
    promise = Promise.objects.get()
    assert (promise.state, promise.decided_at) == (PromiseState.BROKEN, DUE)
    assert (promise.met_at, promise.settled_at) == (None, None)


def test_a_late_answer_settles_a_broken_promise_and_leaves_it_broken(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    late = oslo("2026-06-02 09:30")
    with clock.moved_to(DUE + timedelta(minutes=1)):
        tick()
    with assert_emits(PromiseAnsweredLate):
        answers(desk.bo, conversation, at=late)
    promise = Promise.objects.get()
    assert (promise.state, promise.decided_at) == (PromiseState.BROKEN, DUE)
    assert promise.met_at == promise.settled_at == late
    assert promise.answered_by == desk.bo


def test_a_late_answer_before_the_clock_looked_breaks_it_as_of_the_due_instant(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with assert_emits(PromiseBroken):
        answers(desk.ada, conversation, at=oslo("2026-06-01 15:00"))
    assert Promise.objects.get().decided_at == DUE


def test_the_acknowledgement_never_meets_a_promise(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    sent = run_reactions()
    assert [delivery.message.automatic for delivery in sent] == [True]
    assert Promise.objects.get().state == PromiseState.RUNNING


def test_a_note_never_meets_a_promise(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    by = Actor.agent(desk.ada)
    post(conversation=conversation, by=by, agent=desk.ada, text="Who knows?", note=True)
    run_reactions()
    assert Promise.objects.get().state == PromiseState.RUNNING


def test_a_reply_that_has_not_left_yet_keeps_nothing(desk: Desk) -> None:
    clicks_send(desk.ada, writes(GRACE, desk.inbox), at=MONDAY_TEN)
    assert Promise.objects.get().state == PromiseState.RUNNING


def test_an_answering_machine_of_the_customer_starts_no_clock(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    reply = answers(desk.ada, conversation, at=MONDAY_TEN)
    away = Envelope(
        GRACE.email,
        text="I am away.",
        language="en",
        references=(reply.external_id,),
        robot=Robot.AUTO_REPLY,
    )
    receive(away, inbox=desk.inbox, at=oslo("2026-06-01 10:01"))
    assert [promise.state for promise in Promise.objects.all()] == [PromiseState.KEPT]


def test_a_message_while_closed_counts_from_the_next_opening(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, at=oslo("2026-06-05 18:30"))
    assert Promise.objects.get().due_at == oslo("2026-06-08 13:00")
    answers(desk.ada, conversation, at=oslo("2026-06-08 09:20"))
    assert Promise.objects.get().taken == timedelta(minutes=20)


def test_a_reply_while_closed_took_no_opening_hours(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, at=oslo("2026-06-06 12:00"))
    answers(desk.ada, conversation, at=oslo("2026-06-06 12:30"))
    promise = Promise.objects.get()
    assert (promise.state, promise.taken) == (PromiseState.KEPT, timedelta())


def test_a_reply_that_is_sent_twice_decides_once(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    answers(desk.bo, conversation, at=oslo("2026-06-01 16:00"))
    mails_leave(at=oslo("2026-06-01 16:00"))
    promise = Promise.objects.get()
    assert (promise.met_at, promise.answered_by) == (oslo("2026-06-01 11:00"), desk.ada)
