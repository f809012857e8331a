"""Rules that go by promises: warned before, handed on after, each promise once."""

from datetime import datetime, timedelta

import pytest

from tillit import clock
from tillit.automation import timed
from tillit.automation.models import Outcome
from tillit.automation.tests.rules import asks, rule, tag
from tillit.conversations.models import Conversation
from tillit.notices.models import Notice
from tillit.standards.promises import break_overdue
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

BEFORE = {"amount": "30", "unit": "minutes", "side": "before", "clock": "any", "hours": "open"}
AFTER = BEFORE | {"side": "after", "amount": "2", "unit": "hours"}
TELL = {"do": "notify", "who": "assignee"}


def tick(at: datetime) -> None:
    """The worker looks at the clocks."""
    with clock.moved_to(at):
        break_overdue(now=at)
        timed.forget()
        timed.tick(at)
        run_reactions()


def tags_of(conversation: Conversation) -> set[str]:
    return set(conversation.tags.values_list("name", flat=True))


def due(conversation: Conversation) -> datetime:
    return conversation.promises.filter(settled_at=None).earliest("due_at").due_at


def test_the_team_is_warned_once_before_a_promise_is_due(desk: Desk) -> None:
    rule("promise", TELL, settings=BEFORE)
    conversation = writes(GRACE, desk.inbox)
    at = due(conversation)
    tick(at - timedelta(minutes=31))
    assert not Notice.objects.filter(kind="rule").exists()
    tick(at - timedelta(minutes=29))
    tick(at - timedelta(minutes=28))
    told = Notice.objects.filter(kind="rule")
    assert {one.agent for one in told} == {desk.ada, desk.bo, desk.liv}
    assert {one.count for one in told} == {1}


def test_what_was_answered_in_time_warns_nobody(desk: Desk) -> None:
    rule("promise", TELL, settings=BEFORE)
    conversation = writes(GRACE, desk.inbox)
    at = due(conversation)
    answers(desk.ada, conversation, at=at - timedelta(hours=1))
    tick(at - timedelta(minutes=20))
    assert not Notice.objects.filter(kind="rule").exists()


def test_a_warning_waits_for_opening_hours(desk: Desk) -> None:
    """Written at night, due four working hours after nine; of another inbox at nine sharp."""
    rule("promise", tag("soon"), settings=BEFORE | {"amount": "16", "unit": "hours"})
    with clock.moved_to(oslo("2026-06-01 20:00")):
        conversation = writes(GRACE, desk.inbox, at=oslo("2026-06-01 20:00"))
    assert due(conversation) == oslo("2026-06-02 13:00")
    tick(oslo("2026-06-01 22:30"))
    assert not tags_of(conversation)
    tick(oslo("2026-06-02 09:01"))
    assert tags_of(conversation) == {"soon"}


def test_after_it_was_due_it_goes_on_to_the_next(desk: Desk) -> None:
    rule("promise", tag("late"), settings=AFTER)
    conversation = writes(GRACE, desk.inbox)
    at = due(conversation)
    tick(at + timedelta(minutes=119))
    assert not tags_of(conversation)
    tick(at + timedelta(minutes=121))
    assert tags_of(conversation) == {"late"}


def test_an_outage_forgets_nobody(desk: Desk) -> None:
    rule("promise", tag("late"), settings=AFTER)
    conversation = writes(GRACE, desk.inbox)
    tick(due(conversation) + timedelta(days=1))
    assert tags_of(conversation) == {"late"}


def test_what_was_late_before_the_rule_was_switched_on_is_left_alone(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    at = due(conversation)
    with clock.moved_to(at + timedelta(hours=3)):
        rule("promise", tag("late"), settings=AFTER)
    tick(at + timedelta(hours=4))
    assert not tags_of(conversation)


def test_whether_the_conditions_hold_is_asked_at_that_time_only(desk: Desk) -> None:
    made = rule("promise", tag("soon"), settings=BEFORE, conditions=asks("language", "is", "nb"))
    conversation = writes(GRACE, desk.inbox)
    at = due(conversation)
    tick(at - timedelta(minutes=20))
    Conversation.objects.filter(pk=conversation.pk).update(language="nb")
    tick(at - timedelta(minutes=10))
    assert not tags_of(conversation)
    assert [one.outcome for one in made.firings.all()] == [Outcome.PASSED]
