"""Solutions of cases that come back, and of those that become something else late."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import actions, properties, snoozing
from tillit.conversations.models import Conversation
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.standards.events import PromiseBroken
from tillit.standards.models import Cause, Clock, PauseRule, Promise, PromiseState
from tillit.standards.tests.test_clocks import standard
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FIRST = f"<{GRACE.email}.{MONDAY_TEN.timestamp()}>"


def solutions(conversation: Conversation) -> list[Promise]:
    return list(conversation.promises.filter(clock=Clock.RESOLUTION).order_by("id"))


@pytest.fixture
def checked_back(desk: Desk) -> Conversation:
    """Solved on Monday; on Wednesday it came back, so that Ada looks whether all is still well."""
    standard(Clock.RESOLUTION, 16, PauseRule.CUSTOMER)
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    answers(desk.ada, conversation, at=oslo("2026-06-01 10:20"))
    with clock.moved_to(oslo("2026-06-01 10:30")):
        actions.resolve(conversation=conversation, by=by)
        snoozing.plan_check_back(conversation=conversation, at=oslo("2026-06-03 09:00"), by=by)
    with clock.moved_to(oslo("2026-06-03 09:00")):
        tick()
    return conversation


def test_a_check_back_promises_no_solution_since_nobody_waits(checked_back: Conversation) -> None:
    [first] = solutions(checked_back)
    assert first.state == PromiseState.KEPT
    assert not Promise.objects.unsettled().exists()


def test_a_customer_who_writes_after_a_check_back_is_promised_another_solution(
    desk: Desk, checked_back: Conversation
) -> None:
    at = oslo("2026-06-03 11:00")
    for minutes in (0, 5):
        writes(GRACE, desk.inbox, at=at + timedelta(minutes=minutes), answers=FIRST)
    first, second = solutions(checked_back)
    assert first.state == PromiseState.KEPT
    assert (second.started_at, second.due_at) == (at, oslo("2026-06-05 11:00"))


def test_a_complaint_made_of_an_old_case_is_late_now_and_apart(desk: Desk) -> None:
    standard(Clock.RESOLUTION, 8, PauseRule.NEVER, case_type="complaint")
    conversation, now = writes(GRACE, desk.inbox), oslo("2026-07-01 12:00")
    with clock.moved_to(now):
        by = Actor.agent(desk.ada)
        properties.choose(conversation=conversation, name="case_type", value="complaint", by=by)
    [promise] = solutions(conversation)
    assert promise.due_at == oslo("2026-06-02 10:00")
    assert (promise.state, promise.cause, promise.decided_at) == (
        PromiseState.BROKEN,
        Cause.RETARGET,
        now,
    )
    told = Event.objects.filter(kind=PromiseBroken.kind(), data__promise=promise.pk)
    assert [one.at for one in told] == [now]
    with clock.moved_to(oslo("2026-07-02 12:00")):
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    [promise] = solutions(conversation)
    assert (promise.met_at, promise.decided_at) == (oslo("2026-07-02 12:00"), now)
