"""Rules of the clock: at a time of the day, each conversation once."""

from datetime import datetime

import pytest

from tillit import clock
from tillit.automation import timed
from tillit.automation.models import Firing, Rule
from tillit.automation.tests.rules import asks, rule
from tillit.testing.cast import GRACE, NORA, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def tick(at: datetime) -> None:
    """The worker looks at the clocks."""
    with clock.moved_to(at):
        timed.forget()
        timed.tick(at)
        run_reactions()


def test_each_morning_those_are_looked_at_for_which_the_conditions_hold(desk: Desk) -> None:
    made = rule(
        "schedule",
        {"do": "status", "status": "resolved"},
        settings={"days": "work", "at": "09:00"},
        conditions=asks("language", "is", "nb"),
    )
    norwegian, english = writes(NORA, desk.inbox), writes(GRACE, desk.inbox)
    tick(oslo("2026-06-02 08:59"))
    assert not Firing.objects.filter(rule=made).exists()
    tick(oslo("2026-06-02 09:00"))
    tick(oslo("2026-06-02 09:01"))
    norwegian.refresh_from_db()
    english.refresh_from_db()
    assert (norwegian.is_open, english.is_open) == (False, True)
    assert Firing.objects.filter(rule=made).count() == 1


def test_two_rules_of_the_same_hour_do_not_get_into_each_others_way(desk: Desk) -> None:
    morning = {"days": "all", "at": "09:00"}
    conversation = writes(GRACE, desk.inbox)
    first = rule("schedule", {"do": "note", "text": "First"}, settings=morning)
    tick(oslo("2026-06-02 09:01"))
    second = rule("schedule", {"do": "note", "text": "Second"}, settings=morning)
    Rule.objects.filter(pk=second.pk).update(since=first.since)
    for day in ("03", "04"):
        tick(oslo(f"2026-06-{day} 09:01"))
    fired = conversation.rule_firings.values_list("rule", flat=True)
    assert (list(fired).count(first.pk), list(fired).count(second.pk)) == (3, 2)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-06-05 08:59", "2026-06-04 09:00"),
        ("2026-06-05 09:00", "2026-06-05 09:00"),
        ("2026-06-07 12:00", "2026-06-05 09:00"),
    ],
)
def test_a_schedule_goes_by_the_clock_on_the_wall(desk: Desk, now: str, last: str) -> None:
    settings = {"days": "work", "at": "09:00"}
    assert timed.last_time(settings, oslo(now)) == oslo(last)
