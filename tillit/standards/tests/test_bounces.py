"""An answer that came back was none."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.standards.clockwork import tick
from tillit.standards.events import PromiseResumed
from tillit.standards.models import Cause, Promise, PromiseState
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers, bounces, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

DUE = oslo("2026-06-01 14:00")
REPLY = oslo("2026-06-01 11:00")
BACK = oslo("2026-06-01 11:30")


def test_a_bounce_brings_the_old_due_back(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    reply = answers(desk.ada, conversation, at=REPLY)
    with assert_emits(PromiseResumed):
        bounces(reply, at=BACK)
    promise = Promise.objects.get()
    assert (promise.state, promise.cause) == (PromiseState.RUNNING, Cause.UNDELIVERED)
    assert (promise.due_at, promise.decided_at, promise.met_at) == (DUE, None, None)
    assert promise.answered_by is None
    conversation.refresh_from_db()
    assert conversation.next_due_at == DUE
    assert conversation.first_answered_at is None


def test_an_answer_after_the_bounce_keeps_it_after_all(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    bounces(answers(desk.ada, conversation, at=REPLY), at=BACK)
    answers(desk.bo, conversation, at=DUE)
    promise = Promise.objects.get()
    assert (promise.state, promise.answered_by) == (PromiseState.KEPT, desk.bo)
    assert promise.cause == Cause.UNDELIVERED


def test_a_bounce_after_the_due_instant_means_it_is_broken(desk: Desk) -> None:
    reply = answers(desk.ada, writes(GRACE, desk.inbox), at=REPLY)
    with clock.moved_to(DUE + timedelta(days=1)):
        bounces(reply, at=clock.now())
        assert tick() == 1
    promise = Promise.objects.get()
    assert (promise.state, promise.decided_at) == (PromiseState.BROKEN, DUE)


def test_the_bounce_of_a_late_answer_leaves_it_broken_and_waiting(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    reply = answers(desk.ada, conversation, at=DUE + timedelta(hours=1))
    bounces(reply, at=DUE + timedelta(hours=2))
    promise = Promise.objects.get()
    assert (promise.state, promise.decided_at) == (PromiseState.BROKEN, DUE)
    assert (promise.met_at, promise.settled_at) == (None, None)
    conversation.refresh_from_db()
    assert conversation.next_due_at == DUE


def test_a_bounce_of_the_acknowledgement_undoes_nothing(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=REPLY)
    bounces(conversation.messages.get(automatic=True), at=BACK)
    assert Promise.objects.get().state == PromiseState.KEPT


def test_a_bounce_undoes_only_what_that_reply_met(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    first = answers(desk.ada, conversation, at=REPLY)
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 12:00"), answers=first.external_id)
    second = answers(desk.ada, conversation, at=oslo("2026-06-01 12:30"))
    bounces(second, at=oslo("2026-06-01 12:31"))
    states = Promise.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [PromiseState.KEPT, PromiseState.RUNNING]


def test_a_bounce_when_a_later_answer_arrived_leaves_nobody_waiting(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    first = answers(desk.ada, conversation, at=REPLY)
    answers(desk.bo, conversation, at=oslo("2026-06-01 11:10"))
    bounces(first, at=BACK)
    promise = Promise.objects.get()
    assert (promise.state, promise.met_at) == (PromiseState.KEPT, oslo("2026-06-01 11:10"))
    assert promise.answered_by == desk.bo
    conversation.refresh_from_db()
    assert conversation.next_due_at is None
