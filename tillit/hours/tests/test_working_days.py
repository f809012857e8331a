"""Whole working days: the same time of a later day that is open, whatever its hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.hours.business_time import Hours, Window, due, elapsed

WEEK = {day: (Window(540, 1020),) for day in range(1, 6)}
OSLO = Hours(
    "Europe/Oslo",
    WEEK,
    frozenset({date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6)}),
    {date(2026, 4, 11): (Window(600, 840),), date(2026, 4, 15): (), date(2026, 4, 17): WEEK[1]},
)
"""Easter 2026, a Saturday on which there is work, and a Wednesday on which there is none."""


def due_after(days: int, text: str) -> str:
    """When so many working days are over, by the clock in Oslo."""
    start = datetime.fromisoformat(text).astimezone(UTC)
    return due(OSLO.working_days(), start, timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        (1, "2026-03-31T16:30+02:00", "2026-04-01T14:30"),
        (1, "2026-04-01T16:30+02:00", "2026-04-07T14:30"),
        (4, "2026-04-07T12:00+02:00", "2026-04-11T10:00"),
        (1, "2026-04-14T12:00+02:00", "2026-04-16T10:00"),
        (15, "2026-06-01T10:00+02:00", "2026-06-22T08:00"),
    ],
)
def test_it_is_due_at_the_same_time_of_a_later_working_day(days: int, start: str, end: str) -> None:
    assert due_after(days, start) == end


def test_what_begins_on_a_day_off_counts_from_the_next_working_day_and_to_its_end() -> None:
    assert due_after(1, "2026-03-29T15:00+02:00") == "2026-03-30T22:00"


def test_an_exception_as_usual_changes_nothing() -> None:
    assert OSLO.working_days().windows(date(2026, 4, 17)) == (Window(0, 1440),)


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),
    days=st.integers(1, 30),
    more=st.integers(0, 5),
)
def test_more_days_are_never_due_sooner_and_add_up(start: datetime, days: int, more: int) -> None:
    hours, begin = OSLO.working_days(), start.replace(tzinfo=UTC)
    first = due(hours, begin, timedelta(days=days))
    assert due(hours, begin, timedelta(days=days + more)) >= first
    assert due(hours, first, timedelta(days=more)) == due(hours, begin, timedelta(days=days + more))
    assert elapsed(hours, begin, first) == timedelta(days=days)
    just_before = (first - timedelta(microseconds=1)).astimezone(ZoneInfo(hours.zone))
    assert hours.windows(just_before.date())
