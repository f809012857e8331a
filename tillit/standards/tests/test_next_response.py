"""The promise of a further answer runs from the oldest message that has none."""

import pytest

from tillit.standards.models import Clock, Promise, PromiseState
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_a_second_message_before_the_answer_starts_nothing(desk: Desk) -> None:
    writes(GRACE, desk.inbox, message_id="<first@customer.example>")
    again = writes(
        GRACE, desk.inbox, at=oslo("2026-06-01 12:00"), answers="<first@customer.example>"
    )
    promise = Promise.objects.get()
    assert promise.due_at == oslo("2026-06-01 14:00")
    again.refresh_from_db()
    assert again.next_due_at == promise.due_at


def test_a_message_after_the_answer_is_promised_the_next_one(desk: Desk) -> None:
    reply = answers(desk.ada, writes(GRACE, desk.inbox), at=oslo("2026-06-01 11:00"))
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 15:00"), answers=reply.external_id)
    promise = Promise.objects.latest("id")
    assert (promise.clock, promise.state) == (Clock.NEXT_RESPONSE, PromiseState.RUNNING)
    assert promise.due_at == oslo("2026-06-02 11:00")
    assert "each further message" in promise.version.words("en")


def test_it_runs_from_the_oldest_unanswered_message(desk: Desk) -> None:
    reply = answers(desk.ada, writes(GRACE, desk.inbox), at=oslo("2026-06-01 11:00"))
    for minute in ("12:00", "12:40", "13:30"):
        writes(GRACE, desk.inbox, at=oslo(f"2026-06-01 {minute}"), answers=reply.external_id)
    promise = Promise.objects.latest("id")
    assert Promise.objects.count() == 2
    assert promise.started_at == oslo("2026-06-01 12:00")


def test_one_answer_meets_it_and_a_second_starts_nothing(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    reply = answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 12:00"), answers=reply.external_id)
    for minute in ("12:30", "12:40"):
        answers(desk.bo, conversation, at=oslo(f"2026-06-01 {minute}"))
    states = Promise.objects.order_by("id").values_list("state", "met_at")
    assert list(states) == [
        (PromiseState.KEPT, oslo("2026-06-01 11:00")),
        (PromiseState.KEPT, oslo("2026-06-01 12:30")),
    ]


def test_a_broken_promise_still_waits_so_another_message_starts_nothing(desk: Desk) -> None:
    writes(GRACE, desk.inbox, message_id="<first@customer.example>")
    answered_late = writes(
        GRACE, desk.inbox, at=oslo("2026-06-02 10:00"), answers="<first@customer.example>"
    )
    answers(desk.ada, answered_late, at=oslo("2026-06-02 11:00"))
    promise = Promise.objects.get()
    assert (promise.state, promise.started_at) == (PromiseState.BROKEN, MONDAY_TEN)


def test_each_conversation_has_promises_of_its_own(desk: Desk) -> None:
    one = writes(GRACE, desk.inbox)
    other = writes(GRACE, desk.inbox, at=oslo("2026-06-01 10:30"))
    assert one != other
    answers(desk.ada, one, at=oslo("2026-06-01 11:00"))
    assert Promise.objects.get(conversation=other).state == PromiseState.RUNNING
