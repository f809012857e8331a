"""Reminders: a week before, on the day, and to the lead when a week has passed."""

from datetime import date

import pytest

from tillit import clock
from tillit.insights.tests.calendar import MONTHLY, QUARTERLY, a_method, came_of_it
from tillit.insights.year.events import MethodFellDue, MethodNears, MethodOverdue
from tillit.insights.year.keeping import put_away, record
from tillit.insights.year.reminding import remind
from tillit.measures.methods import Frequency, Rhythm
from tillit.notices.kinds import told
from tillit.notices.models import Notice
from tillit.people.models import Agent, Role
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

TENTH = date(2026, 6, 10)


def reminded_on(day: str) -> int:
    """Look twice on this day: the second time there is nothing left to tell."""
    with clock.moved_to(oslo(f"{day} 08:00")):
        count = remind(now=clock.now())
        assert remind(now=clock.now()) == 0
    return count


def told_to(someone: Agent, day: str) -> list[str]:
    """What an agent reads in his or her notices on a day."""
    notices = list(Notice.objects.filter(agent=someone).unread().order_by("id"))
    with clock.moved_to(oslo(f"{day} 08:00")):
        words = told(someone, notices)
    return [words[one.pk].text for one in notices if one.pk in words]


def test_the_owner_hears_a_week_before_and_on_the_day(desk: Desk) -> None:
    a_method(desk.ada, TENTH)
    assert reminded_on("2026-06-02") == 0
    with assert_emits(MethodNears):
        assert reminded_on("2026-06-03") == 1
    assert told_to(desk.ada, "2026-06-03") == ["“Tea with customers” is due on 10 June 2026"]
    with assert_emits(MethodFellDue):
        assert reminded_on("2026-06-10") == 1
    assert told_to(desk.ada, "2026-06-10") == ["“Tea with customers” is due today"]
    assert told_to(desk.liv, "2026-06-10") == []
    assert told_to(desk.eve, "2026-06-10") == []


def test_the_lead_hears_when_a_week_has_passed(desk: Desk) -> None:
    a_method(desk.ada, TENTH)
    assert reminded_on("2026-06-16") == 1
    assert told_to(desk.liv, "2026-06-16") == []
    with assert_emits(MethodOverdue):
        assert reminded_on("2026-06-17") == 1
    assert told_to(desk.liv, "2026-06-17") == ["“Tea with customers” was due on 10 June 2026"]
    assert told_to(desk.bo, "2026-06-17") == []


def test_after_a_long_outage_owner_and_lead_are_both_told(desk: Desk) -> None:
    a_method(desk.ada, TENTH)
    with assert_emits(MethodFellDue, MethodOverdue):
        assert reminded_on("2026-07-20") == 2


def test_each_day_is_told_anew(desk: Desk) -> None:
    method = a_method(desk.ada, TENTH)
    reminded_on("2026-06-10")
    record(method=method, due_on=TENTH, result=came_of_it(TENTH), by=desk.ada)
    assert reminded_on("2026-06-17") == 0
    assert reminded_on("2026-09-10") == 1


def test_who_is_late_no_longer_is_not_told_of(desk: Desk) -> None:
    method = a_method(desk.ada, TENTH)
    reminded_on("2026-06-17")
    record(method=method, due_on=TENTH, result=came_of_it(date(2026, 6, 18)), by=desk.ada)
    assert told_to(desk.liv, "2026-06-18") == []


def test_looking_at_it_reads_the_notice(desk: Desk) -> None:
    method = a_method(desk.ada, TENTH)
    reminded_on("2026-06-10")
    browser_of(desk.ada).get(f"/year/methods/{method.pk}/")
    assert told_to(desk.ada, "2026-06-10") == []


def test_what_is_put_away_or_has_no_day_is_told_to_nobody(desk: Desk) -> None:
    put_away(method=a_method(desk.ada, TENTH), by=desk.liv)
    once = a_method(desk.ada, TENTH, Frequency(Rhythm.ONCE))
    record(method=once, due_on=TENTH, result=came_of_it(TENTH), by=desk.ada)
    assert reminded_on("2026-06-20") == 0


@pytest.mark.parametrize(
    ("frequency", "first"),
    [(Frequency(Rhythm.WEEKS, 1), 9), (MONTHLY, 3), (QUARTERLY, 3)],
    ids=["weekly", "monthly", "quarterly"],
)
def test_who_does_it_every_week_hears_the_day_before(
    desk: Desk, frequency: Frequency, first: int
) -> None:
    a_method(desk.ada, TENTH, frequency)
    counts = {day: reminded_on(f"2026-06-{day:02}") for day in range(1, 10)}
    assert [day for day, count in counts.items() if count] == [first]


def test_where_nobody_looks_after_it_any_more_the_leads_hear(desk: Desk) -> None:
    root = agent("Root", Role.ADMINISTRATOR)
    ours = a_method(desk.ada, TENTH, team=desk.team)
    everybodys = a_method(desk.ada, TENTH, title="A day for all")
    for method in (ours, everybodys):
        type(method).objects.filter(pk=method.pk).update(owner=None)
    assert reminded_on("2026-06-10") == 2
    assert told_to(desk.liv, "2026-06-10") == ["“Tea with customers” is due today"]
    assert told_to(root, "2026-06-10") == ["“A day for all” is due today"]
