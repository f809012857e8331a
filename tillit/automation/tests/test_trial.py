"""Trying a rule before it holds: what it would have done, and nothing is done."""

import pytest

from tillit.automation.models import Firing, Rule
from tillit.automation.tests.rules import asks, tag
from tillit.automation.trying import attempt
from tillit.conversations.models import Inbox
from tillit.testing.cast import DAAN, GRACE, NORA, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def a_rule(**fields: object) -> Rule:
    return Rule(**{"trigger": "begun", "steps": [tag("x")], **fields})


def test_it_says_what_it_would_have_done(desk: Desk) -> None:
    english = writes(GRACE, desk.inbox)
    writes(DAAN, desk.inbox)
    before = Firing.objects.count()
    trial = attempt(a_rule(conditions=asks("language", "is", "en")), desk.ada, 50)
    assert (trial.conversations, trial.looked_at) == (2, 2)
    assert [one.case.conversation for one in trial.fired] == [english]
    assert [answer for _condition, answer in trial.fired[0].seen.answers] == [True]
    assert Firing.objects.count() == before
    assert not english.tags.exists()


def test_only_what_somebody_sees_is_tried(desk: Desk, night: Inbox) -> None:
    seen, hidden = writes(GRACE, desk.inbox), writes(NORA, night)
    [fired] = attempt(a_rule(), desk.ada, 50).fired
    assert fired.case.conversation == seen
    [fired] = attempt(a_rule(), desk.eve, 50).fired
    assert fired.case.conversation == hidden


def test_only_the_last_ones_are_tried(desk: Desk) -> None:
    for customer in (GRACE, NORA, DAAN):
        writes(customer, desk.inbox)
    assert attempt(a_rule(), desk.ada, 2).looked_at == 2


def test_promises_are_tried_at_the_time_when_they_would_have_been_asked(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    settings = {"amount": "8", "unit": "hours", "side": "before", "clock": "any", "hours": "open"}
    trial = attempt(a_rule(trigger="promise", settings=settings), desk.ada, 50)
    assert len(trial.fired) == 1


def test_many_conversations_are_tried_with_few_questions(
    desk: Desk, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        writes(GRACE, desk.inbox, subject=f"Question {number}", message_id=f"<{number}@x>")
    asked = asks("language", "is", "en")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(attempt(a_rule(conditions=asked), desk.ada, 50).fired) == 12
