"""Which facts change which days, and reading days before and after they are rolled up."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.measures import FirstResponseTime
from tillit.feedback.actions import invite
from tillit.feedback.answering import rated, save_response
from tillit.feedback.measures import Satisfaction
from tillit.hours.models import CalendarVersion
from tillit.insights.days import bounds, first_day, mark
from tillit.insights.models import Day
from tillit.insights.reading import parts_of, summaries
from tillit.insights.rolling import roll_up_stale
from tillit.measures.registry import ClockKind, Measure
from tillit.people.actor import Actor
from tillit.people.models import Team
from tillit.standards.clockwork import tick
from tillit.standards.measures import PromisesKept
from tillit.standards.models import Promise
from tillit.testing.cast import GRACE, Desk, open_inbox, writes
from tillit.testing.steps import answers, bounces, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

VECTORS: dict[str, dict[str, Any]] = {
    vector["name"]: vector
    for vector in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
}
MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)


def stale_days(measure: str) -> set[date]:
    return set(Day.objects.filter(measure=measure, stale=True).values_list("day", flat=True))


def rolled_up() -> None:
    while roll_up_stale():
        pass


def n_of(measure: Measure, desk: Desk, day: date) -> int:
    found = summaries(measure, [desk.team.pk], day, day)
    return measure.figure(found.get(day, []), ClockKind.BUSINESS).n


def test_the_report_day_is_the_local_day(desk: Desk) -> None:
    vector = VECTORS["report.local_day"]
    version = CalendarVersion.objects.get(calendar=desk.inbox.calendar)
    assert version.hours.zone == vector["inputs"]["tz"]
    instants = [datetime.fromisoformat(text) for text in vector["inputs"]["instant_utc"]]
    for instant in instants:
        conversation = writes(GRACE, desk.inbox, at=instant - timedelta(minutes=5))
        answers(desk.ada, conversation, at=instant)
    days = Day.objects.filter(measure="first-response").order_by("day")
    wanted = [date.fromisoformat(text) for text in vector["expected"]["local_date"]]
    assert [day.day for day in days] == wanted
    rolled_up()
    assert [n_of(FirstResponseTime(), desk, day) for day in wanted] == [1, 1, 1]


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-06-01", 24), ("2026-10-25", 25)]
)
def test_a_report_day_is_as_long_as_the_local_day(day: str, hours: int) -> None:
    start, end = bounds(date.fromisoformat(day), date.fromisoformat(day), "Europe/Oslo")
    assert end - start == timedelta(hours=hours)
    assert start == oslo(f"{day} 00:00")


def test_a_fact_at_midnight_belongs_to_the_day_that_begins(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=oslo("2026-06-02 00:00"))
    assert n_of(FirstResponseTime(), desk, MONDAY) == 0
    assert n_of(FirstResponseTime(), desk, TUESDAY) == 1


def test_a_day_without_facts_has_no_row(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    assert set(Day.objects.values_list("measure", "day")) == {("begun", MONDAY)}
    assert summaries(PromisesKept(), [desk.team.pk], MONDAY, TUESDAY) == {}
    assert first_day([desk.team.pk]) == MONDAY


def test_a_new_fact_makes_a_rolled_up_day_stale_again(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    rolled_up()
    assert stale_days("promises-kept") == set()
    other = writes(GRACE, desk.inbox, at=oslo("2026-06-01 11:30"))
    answers(desk.bo, other, at=oslo("2026-06-01 12:00"))
    assert stale_days("promises-kept") == {MONDAY}
    assert n_of(PromisesKept(), desk, MONDAY) == 2
    rolled_up()
    assert n_of(PromisesKept(), desk, MONDAY) == 2


def test_a_broken_promise_counts_on_the_day_it_was_due(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    with clock.moved_to(oslo("2026-06-03 12:00")):
        tick()
    assert stale_days("promises-kept") == {MONDAY}


def test_a_late_answer_marks_the_day_of_the_decision_for_its_agent(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with clock.moved_to(oslo("2026-06-01 15:00")):
        tick()
    rolled_up()
    answers(desk.bo, conversation, at=oslo("2026-06-02 10:00"))
    assert stale_days("promises-kept") == {MONDAY}
    parts = parts_of([PromisesKept()], [desk.team.pk], MONDAY, MONDAY, "agent")["promises-kept"]
    [(bo, [found])] = parts.items()
    assert (bo, found["kept"], found["broken"]) == (str(desk.bo.pk), 0, 1)


def test_a_bounce_takes_the_answer_out_of_its_day_again(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    reply = answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    rolled_up()
    bounces(reply, at=oslo("2026-06-02 09:00"))
    for measure in (FirstResponseTime(), PromisesKept()):
        assert stale_days(measure.key) == {MONDAY}
        assert n_of(measure, desk, MONDAY) == 0
    rolled_up()
    assert n_of(PromisesKept(), desk, MONDAY) == 0


def test_reopening_takes_what_was_cancelled_out_of_its_day_again(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    actions.resolve(conversation=conversation, by=by, at=oslo("2026-06-01 12:00"))
    rolled_up()
    with clock.moved_to(oslo("2026-06-02 09:00")):
        actions.reopen(conversation=conversation, by=by)
    rolled_up()
    (found,) = summaries(PromisesKept(), [desk.team.pk], MONDAY, MONDAY)[MONDAY]
    assert found["without_reply"] == 0
    assert Promise.objects.unsettled().count() == 1


def test_an_answer_that_is_changed_moves_to_another_day(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    invitation = invite(conversation=conversation, agent=desk.ada)
    assert invitation
    save_response(invitation=invitation, given=rated(5), at=oslo("2026-06-01 12:00"))
    rolled_up()
    save_response(invitation=invitation, given=rated(1), at=oslo("2026-06-02 12:00"))
    assert stale_days("answers") == {MONDAY, TUESDAY}
    rolled_up()
    assert (n_of(Satisfaction(), desk, MONDAY), n_of(Satisfaction(), desk, TUESDAY)) == (0, 1)


def test_teams_are_rolled_up_apart_and_add_up(desk: Desk) -> None:
    team = Team.objects.create(name="Elsewhere")
    inbox = open_inbox("Elsewhere", team, "else@desk.example")
    for where in (desk.inbox, inbox):
        conversation = writes(GRACE, where, at=oslo("2026-06-01 10:30"))
        answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    rolled_up()
    assert n_of(PromisesKept(), desk, MONDAY) == 1
    both = summaries(PromisesKept(), [desk.team.pk, team.pk], MONDAY, MONDAY)[MONDAY]
    assert PromisesKept().figure(both, ClockKind.BUSINESS).n == 2


def test_marking_twice_is_harmless(desk: Desk) -> None:
    for _time in range(2):
        mark("answers", desk.team.pk, [oslo("2026-06-01 10:00"), oslo("2026-06-01 11:00")])
    day = Day.objects.get()
    assert (day.day, day.stale) == (MONDAY, True)
