"""Twelve months that are over, put together: the same figures from one row instead of twelve."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.conversations import actions
from tillit.insights.models import Day, DaySlice, Grain, Span, SpanSlice
from tillit.insights.reading import AS_FEW, parts_of
from tillit.insights.rolling import roll_up_stale
from tillit.insights.spans import whole_ones
from tillit.insights.tests.lives import oslo
from tillit.measures.dimensions import all_dimensions
from tillit.measures.registry import ClockKind, Figure, all_measures
from tillit.people.actor import Actor
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Customer, Desk, writes
from tillit.testing.steps import answers

pytestmark = pytest.mark.django_db

NOW = oslo("2026-11-23 12:00")
DAYS = date(2025, 11, 1), date(2026, 11, 23)
NOVEMBER, DECEMBER = date(2025, 11, 1), date(2025, 12, 1)


def solved(desk: Desk, who: Customer, asked: str, done: str) -> None:
    conversation = writes(who, desk.inbox, at=oslo(asked))
    answers(desk.ada, conversation, at=oslo(done))
    conversation.refresh_from_db()
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=oslo(done))


@pytest.fixture
def year(desk: Desk) -> Desk:
    """One in the first month, some in between, one lately."""
    solved(desk, GRACE, "2025-11-03 10:00", "2025-11-03 10:20")
    solved(desk, NORA, "2026-03-16 09:30", "2026-03-17 13:00")
    solved(desk, ZSOFIA, "2026-10-30 09:30", "2026-10-30 13:07")
    solved(desk, DAAN, "2026-11-12 11:00", "2026-11-12 15:07")
    return desk


def apart(desk: Desk) -> dict[tuple[str, str, ClockKind], Figure]:
    """Every figure for each value of each dimension."""
    found: dict[str, Any] = {
        one.key: parts_of(all_measures(), [desk.team.pk], *DAYS, one.key)
        for one in all_dimensions()
    }
    return {
        (one.key, f"{dimension}={value}", kind): one.figure(summaries, kind)
        for one in all_measures()
        for dimension, by_basis in found.items()
        for value, summaries in by_basis[one.basis].items()
        for kind in ClockKind
    }


def work_off() -> None:
    while roll_up_stale():
        pass


def years(basis: str = "first-response") -> list[date]:
    found = Span.objects.filter(grain=Grain.YEAR, measure=basis)
    return list(found.values_list("first", flat=True))


def test_a_year_begins_with_any_month() -> None:
    found = whole_ones(Grain.YEAR, date(2025, 10, 15), date(2026, 11, 30))
    assert list(found) == [NOVEMBER, DECEMBER]


def test_what_is_put_together_tells_the_same(year: Desk) -> None:
    with clock.moved_to(NOW):
        before = apart(year)
        work_off()
        assert years() == [NOVEMBER]
        assert apart(year) == before
        months = Span.objects.filter(grain=Grain.MONTH)
        SpanSlice.objects.filter(span__in=months).delete()
        DaySlice.objects.filter(day__day__lt=date(2026, 11, 1)).delete()
        assert apart(year) == before


def test_only_the_last_year_is_kept(year: Desk) -> None:
    with clock.moved_to(NOW):
        work_off()
    with clock.moved_to(oslo("2026-11-30 12:00")):
        work_off()
        assert years() == [NOVEMBER]
    with clock.moved_to(oslo("2026-12-01 12:00")):
        work_off()
        assert years() == [DECEMBER]
        assert years("solved") == [NOVEMBER]
    with clock.moved_to(oslo("2026-12-10 12:00")):
        work_off()
        assert years("solved") == [DECEMBER]


def test_what_comes_late_opens_the_year_again(year: Desk) -> None:
    with clock.moved_to(NOW):
        work_off()
        solved(year, GRACE, "2026-06-15 10:00", "2026-06-15 10:30")
        changed = apart(year)
        assert changed["first-response", "language=en", ClockKind.BUSINESS].n == 2
        roll_up_stale()
        assert years() == []
        assert apart(year) == changed
        work_off()
        assert years() == [NOVEMBER]
        assert apart(year) == changed


def test_a_year_waits_for_all_of_its_months(year: Desk) -> None:
    with clock.moved_to(NOW):
        work_off()
        before = apart(year)
        Span.objects.filter(grain=Grain.YEAR).delete()
        Span.objects.filter(grain=Grain.MONTH, first=NOVEMBER).delete()
        Day.objects.filter(day=date(2025, 11, 3)).update(stale=True)
        roll_up_stale()
        Day.objects.filter(day=date(2025, 11, 3)).update(stale=True)
        assert apart(year) == before
        work_off()
        assert years() == [NOVEMBER]
        assert apart(year) == before


def test_a_desk_that_began_lately_has_a_year_too(desk: Desk) -> None:
    solved(desk, NORA, "2026-09-16 09:30", "2026-09-17 13:00")
    with clock.moved_to(NOW):
        before = apart(desk)
        work_off()
        assert years() == [NOVEMBER]
        assert apart(desk) == before


def test_thirteen_months_are_few_rows(year: Desk) -> None:
    with clock.moved_to(NOW):
        work_off()
        with CaptureQueriesContext(connection) as asked:
            parts_of(all_measures(), [year.team.pk], *DAYS, "language")
    assert len(asked) <= len(["stale", *AS_FEW, "days"])
