"""Business time against a slow count by the minute, over clock changes in five zones."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tillit.hours.business_time import Hours, due, elapsed, explain, is_open, next_opening
from tillit.hours.opening_hours import Window, Windows
from tillit.hours.tests.oracle import open_minutes, slow_due, slow_elapsed

CLOCK_CHANGES = {
    "Europe/Oslo": [date(2026, 3, 29), date(2026, 10, 25)],
    "Europe/Amsterdam": [date(2026, 3, 29), date(2026, 10, 25)],
    "Europe/Budapest": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],
}
DAYS_AROUND = 5
ONE_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)

# A thorough run has TILLIT_EXAMPLES=20000; docs/reliability.md tells what came of it.
thorough = settings(
    max_examples=int(os.environ.get("TILLIT_EXAMPLES", "30")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

# Bounds in the hours in which clocks change, at midnight and in the day.
bounds = st.one_of(
    st.sampled_from([0, 6 * 60, 9 * 60, 17 * 60, 22 * 60, 24 * 60]),
    st.integers(60, 240),
    st.integers(0, 24 * 60),
)


@st.composite
def windows(draw: st.DrawFn) -> Windows:
    """Up to two windows of a day; they may touch."""
    marks = sorted(draw(st.lists(bounds, max_size=4)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return tuple(Window(start, end) for start, end in pairs if start < end)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Hours, date]:
    """Opening hours with exceptions around a clock change, and its date."""
    zone = draw(st.sampled_from(sorted(CLOCK_CHANGES)))
    change = draw(st.sampled_from(CLOCK_CHANGES[zone]))
    near = st.integers(-DAYS_AROUND, DAYS_AROUND).map(lambda days: change + timedelta(days=days))
    patterns = draw(st.lists(windows(), min_size=2, max_size=3))
    plan = draw(st.lists(st.sampled_from(patterns), min_size=7, max_size=7))
    hours = Hours(
        zone=zone,
        week=dict(enumerate(plan, start=1)),
        holidays=draw(st.frozensets(near, max_size=2)),
        overrides=draw(st.dictionaries(near, windows(), max_size=3)),
    )
    return hours, change


def instants(change: date, unit: timedelta) -> st.SearchStrategy[datetime]:
    """Instants of a unit's grain within a few days of a clock change."""
    noon = datetime(change.year, change.month, change.day, 12, tzinfo=UTC)
    reach = timedelta(days=DAYS_AROUND) // unit
    return st.integers(-reach, reach).map(lambda steps: noon + steps * unit)


@st.composite
def promises(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of `due`: whole minutes for the start and the pauses, any second for the target."""
    hours, change = draw(cases())
    assume(hours.week)
    start = draw(instants(change, MINUTE))
    minutes = st.integers(-12 * 60, 72 * 60).map(lambda steps: start + steps * MINUTE)
    return {
        "hours": hours,
        "start": start,
        "target": draw(st.integers(1, 40 * 3600)) * SECOND,
        "pauses": draw(st.lists(st.tuples(minutes, minutes), max_size=4)),
    }


@thorough
@given(st.data())
def test_elapsed_agrees_with_the_count(data: st.DataObject) -> None:
    hours, change = data.draw(cases())
    start, end = data.draw(instants(change, SECOND)), data.draw(instants(change, SECOND))
    assert elapsed(hours, start, end) == slow_elapsed(hours, start, end)


@thorough
@given(promises(), st.integers(0, 4 * 24 * 3600))
def test_elapsed_with_pauses_agrees_with_the_count(promise: dict[str, Any], length: int) -> None:
    hours, start, pauses = promise["hours"], promise["start"], promise["pauses"]
    end = start + length * SECOND
    assert elapsed(hours, start, end, pauses) == slow_elapsed(hours, start, end, pauses)


@thorough
@given(promises())
def test_due_agrees_with_the_count(promise: dict[str, Any]) -> None:
    expected = slow_due(**promise, days=3 * DAYS_AROUND)
    assume(expected is not None)
    assert due(**promise) == expected


@thorough
@given(promises())
def test_the_account_adds_up(promise: dict[str, Any]) -> None:
    lines = explain(**promise)
    openings = [line for line in lines if line.kind != "pause"]
    counted = sum((line.counted for line in openings), timedelta())
    paused = sum((line.counted for line in lines if line.kind == "pause"), timedelta())
    assert counted - paused == promise["target"]
    assert openings[-1].end == due(**promise)
    assert all(line.start < line.end for line in lines)
    assert all(line.counted in (timedelta(), line.end - line.start) for line in lines)
    assert all(first.end <= second.start for first, second in pairwise(openings))
    assert counted == elapsed(promise["hours"], promise["start"], openings[-1].end)


@thorough
@given(promises())
def test_due_and_elapsed_are_inverse(promise: dict[str, Any]) -> None:
    hours, start, target = promise["hours"], promise["start"], promise["target"]
    instant = due(hours, start, target)
    assert elapsed(hours, start, instant) == target
    # Used up exactly at closing is due at closing: any earlier instant falls short.
    assert elapsed(hours, start, instant - timedelta(microseconds=1)) < target


@thorough
@given(promises(), st.data())
def test_elapsed_adds_up_over_any_cut(promise: dict[str, Any], data: st.DataObject) -> None:
    hours, start = promise["hours"], promise["start"]
    cut = start + data.draw(st.integers(0, 10**6)) * SECOND
    end = cut + data.draw(st.integers(0, 10**6)) * SECOND
    parts = elapsed(hours, start, cut) + elapsed(hours, cut, end)
    assert parts == elapsed(hours, start, end) <= end - start


@thorough
@given(promises(), st.integers(1, 10**5))
def test_a_longer_target_is_due_later(promise: dict[str, Any], more: int) -> None:
    longer = promise | {"target": promise["target"] + more * SECOND}
    assert due(**promise) < due(**longer)


@thorough
@given(st.data())
def test_open_instants_agree_with_the_count(data: st.DataObject) -> None:
    hours, change = data.draw(cases())
    minute = data.draw(instants(change, MINUTE))
    opened = list(open_minutes(hours, minute.date() - ONE_DAY, minute.date() + 7 * ONE_DAY))
    assert is_open(hours, minute) is (minute in opened)
    expected = next((found for found in opened if found >= minute), None)
    if expected:
        assert next_opening(hours, minute) == expected


@thorough
@given(cases())
def test_hours_survive_being_written(case: tuple[Hours, date]) -> None:
    hours, _ = case
    assert Hours.from_json(hours.to_json()) == hours
