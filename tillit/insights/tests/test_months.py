"""Months that are over are put together, and tell the same as their days."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.conversations import actions
from tillit.insights.figures import flat
from tillit.insights.models import Day, DaySlice, Grain, Span
from tillit.insights.periods import WEEKS_UP_TO
from tillit.insights.reading import parts_of, summaries, summaries_of
from tillit.insights.rolling import close_spans, roll_up_stale
from tillit.measures.dimensions import all_dimensions
from tillit.measures.registry import ClockKind, Figure, all_measures, measure_named
from tillit.people.actor import Actor
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Customer, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = pytest.mark.django_db

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
AUGUST = oslo("2026-08-20 10:00")
SUMMER = date(2026, 5, 1), date(2026, 8, 20)


def at(text: str) -> datetime:
    return oslo(f"2026-{text}")


def solved(desk: Desk, who: Customer, asked: str, answered: str) -> None:
    conversation = writes(who, desk.inbox, at=at(asked))
    answers(desk.ada, conversation, at=at(answered))
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=at(answered))


@pytest.fixture
def summer(desk: Desk) -> Desk:
    solved(desk, GRACE, "06-01 10:00", "06-01 10:20")
    solved(desk, NORA, "06-15 09:30", "06-16 13:00")
    solved(desk, DAAN, "06-30 16:00", "07-01 09:30")
    solved(desk, ZSOFIA, "07-10 11:00", "07-10 15:07")
    return desk


def everything(desk: Desk, first: date, last: date) -> dict[tuple[str, str, ClockKind], Figure]:
    """Every figure as a whole, and for each value of each dimension."""
    teams, measures = [desk.team.pk], all_measures()
    whole = summaries_of(measures, teams, first, last, grains=(Grain.MONTH,))
    found: dict[str, Any] = {"": {basis: {"": list(flat(days))} for basis, days in whole.items()}}
    for one in all_dimensions():
        found[one.key] = parts_of(measures, teams, first, last, one.key)
    return {
        (one.key, f"{dimension}={value}", kind): one.figure(summaries, kind)
        for one in measures
        for dimension, by_basis in found.items()
        for value, summaries in by_basis[one.basis].items()
        for kind in ClockKind
    }


def work_off() -> None:
    while roll_up_stale():
        pass


def test_what_is_closed_tells_the_same(summer: Desk) -> None:
    with clock.moved_to(AUGUST):
        before = everything(summer, *SUMMER)
        work_off()
        months = Span.objects.filter(grain=Grain.MONTH).order_by("first")
        assert list(months.values_list("first", flat=True).distinct()) == [JUNE, JULY]
        assert everything(summer, *SUMMER) == before
        Day.objects.update(summary={})
        DaySlice.objects.all().delete()
        assert everything(summer, *SUMMER) == before


def test_a_month_stands_under_its_first_day(summer: Desk) -> None:
    measure = measure_named("first-response")
    with clock.moved_to(AUGUST):
        work_off()
        assert set(summaries(measure, [summer.team.pk], *SUMMER)) == {JUNE, JULY}
        by_day = summaries_of([measure], [summer.team.pk], *SUMMER)
    assert set(by_day[measure.basis]) == {
        JUNE,
        date(2026, 6, 16),
        JULY,
        date(2026, 7, 10),
    }


def test_half_a_month_is_read_day_by_day(summer: Desk) -> None:
    measure = measure_named("first-response")
    with clock.moved_to(AUGUST):
        work_off()
        found = summaries(measure, [summer.team.pk], date(2026, 6, 2), date(2026, 7, 31))
    assert set(found) == {date(2026, 6, 16), JULY}


def test_no_month_is_closed_before_its_cases_are_mature(summer: Desk) -> None:
    with clock.moved_to(at("07-08 12:00")):
        work_off()
        june = Span.objects.filter(grain=Grain.MONTH, first=JUNE)
        assert "first-response" in june.values_list("measure", flat=True)
        assert "solved" not in june.values_list("measure", flat=True)
    with clock.moved_to(at("07-10 12:00")):
        work_off()
        assert "solved" in june.values_list("measure", flat=True)
        assert close_spans() == 0


def test_what_comes_late_opens_its_month_again(summer: Desk) -> None:
    with clock.moved_to(AUGUST):
        work_off()
        solved(summer, GRACE, "06-20 10:00", "06-20 10:30")
        changed = everything(summer, *SUMMER)
        assert changed["first-response", "=", ClockKind.BUSINESS].n == 5
        work_off()
        assert Span.objects.filter(grain=Grain.MONTH, first=JUNE, measure="first-response").exists()
        assert everything(summer, *SUMMER) == changed


def test_a_long_period_takes_no_more_statements_than_a_short_one(summer: Desk) -> None:
    with clock.moved_to(AUGUST):
        work_off()
        teams = [summer.team.pk]
        with CaptureQueriesContext(connection) as short:
            summaries_of(all_measures(), teams, date(2026, 8, 1), SUMMER[1], grains=(Grain.MONTH,))
        with CaptureQueriesContext(connection) as long:
            summaries_of(all_measures(), teams, *SUMMER, grains=(Grain.MONTH,))
    assert len(long) <= len(short) + 2
    assert (SUMMER[1] - SUMMER[0]).days < WEEKS_UP_TO
