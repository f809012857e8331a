"""The days of a month that are over, put together each night: the same figures from fewer rows."""

from datetime import date
from typing import Any

import pytest

from tillit import clock
from tillit.insights.models import Day, DaySlice, Grain, Span
from tillit.insights.reading import AS_FEW, Question, summaries_of, told
from tillit.insights.rolling import roll_up_stale
from tillit.insights.tests.lives import oslo
from tillit.insights.tests.test_years import apart, solved
from tillit.measures.registry import ClockKind, measure_named
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk

pytestmark = pytest.mark.django_db

NOW = oslo("2026-11-20 12:00")
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def autumn(desk: Desk) -> Desk:
    """One each in some weeks of the month, one in the month before."""
    solved(desk, GRACE, "2026-10-30 10:00", "2026-10-30 10:20")
    solved(desk, NORA, "2026-11-03 09:30", "2026-11-03 13:00")
    solved(desk, ZSOFIA, "2026-11-11 09:30", "2026-11-11 13:07")
    solved(desk, DAAN, "2026-11-19 11:00", "2026-11-19 15:07")
    return desk


def work_off() -> None:
    while roll_up_stale():
        pass


def so_far(basis: str = "first-response") -> list[tuple[date, date]]:
    found = Span.objects.filter(grain=Grain.SO_FAR, measure=basis)
    return list(found.values_list("first", "last"))


def read_rows(desk: Desk, first: date, last: date) -> int:
    measure = measure_named("first-response")
    question = Question({measure.basis: measure}, (desk.team.pk,), first, last, AS_FEW, "language")
    return len(list(told(question)))


def test_what_is_put_together_tells_the_same(autumn: Desk) -> None:
    with clock.moved_to(NOW):
        before = apart(autumn)
        work_off()
        assert so_far() == [(NOVEMBER, date(2026, 11, 19))]
        assert apart(autumn) == before
        DaySlice.objects.filter(day__measure="first-response", day__day__gte=NOVEMBER).delete()
        Span.objects.filter(grain=Grain.WEEK).delete()
        assert apart(autumn) == before


def test_it_is_read_as_one_row(autumn: Desk) -> None:
    with clock.moved_to(NOW):
        work_off()
        in_november = read_rows(autumn, NOVEMBER, NOW.date())
        assert in_november == len(["Norwegian", "Hungarian", "Dutch"])
        measure = measure_named("first-response")
        months = (Grain.MONTH,)
        found = summaries_of([measure], [autumn.team.pk], NOVEMBER, NOW.date(), grains=months)
        assert list(found[measure.basis]) == [NOVEMBER]


def test_a_period_that_ends_earlier_or_begins_later_does_without(autumn: Desk) -> None:
    measure = measure_named("first-response")
    with clock.moved_to(NOW):
        work_off()
        for first, last, n in (
            (NOVEMBER, date(2026, 11, 18), 2),
            (date(2026, 11, 4), date(2026, 11, 20), 2),
            (date(2026, 10, 30), date(2026, 11, 20), 4),
        ):
            found = summaries_of([measure], [autumn.team.pk], first, last, grains=AS_FEW)
            flat: list[Any] = [one for day in found[measure.basis].values() for one in day]
            assert measure.figure(flat, ClockKind.BUSINESS).n == n


def test_only_the_last_one_is_kept(autumn: Desk) -> None:
    with clock.moved_to(NOW):
        work_off()
    with clock.moved_to(oslo("2026-11-25 12:00")):
        work_off()
        assert so_far() == [(NOVEMBER, date(2026, 11, 24))]
    with clock.moved_to(oslo("2026-12-04 12:00")):
        work_off()
        assert so_far() == [(date(2026, 12, 1), date(2026, 12, 3))]
        assert so_far("solved") == [(NOVEMBER, date(2026, 11, 25))]
        assert so_far("solving-times") == so_far()


def test_what_comes_late_opens_it_again(autumn: Desk) -> None:
    with clock.moved_to(NOW):
        work_off()
        solved(autumn, GRACE, "2026-11-12 10:00", "2026-11-12 10:30")
        changed = apart(autumn)
        roll_up_stale()
        assert so_far() == []
        assert apart(autumn) == changed
        work_off()
        assert so_far() == [(NOVEMBER, date(2026, 11, 19))]
        assert apart(autumn) == changed


def test_no_stale_day_is_put_together(autumn: Desk) -> None:
    with clock.moved_to(NOW):
        work_off()
        before = apart(autumn)
        Day.objects.filter(day=date(2026, 11, 11)).update(stale=True)
        assert apart(autumn) == before
