"""Calendar months: clamped to the end of a month, and there and back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.measures.dates import add_months, first_of_month, last_of_month, months_between

quick = settings(max_examples=60, deadline=None)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
numbers = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-06-01", 0, "2026-06-01"),
    ],
)
def test_months_later_or_earlier(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@quick
@given(days, numbers)
def test_months_are_counted_back(day: date, months: int) -> None:
    later = add_months(day, months)
    assert months_between(day, later) == months == -months_between(later, day)
    assert later.day <= day.day
    assert first_of_month(later) == add_months(first_of_month(day), months)


@quick
@given(days, days, numbers)
def test_months_keep_the_order_of_days(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 30)))
def test_behind_the_last_of_a_month_the_next_begins(day: date) -> None:
    last = last_of_month(day)
    assert first_of_month(last) == first_of_month(day)
    assert last + timedelta(days=1) == add_months(first_of_month(day), 1)
