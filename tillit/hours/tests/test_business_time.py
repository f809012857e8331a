"""Worked examples of business time: clock changes, exceptions, pauses and the account."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tillit.hours.business_time import (
    Hours,
    HoursError,
    due,
    elapsed,
    explain,
    is_open,
    next_opening,
)

HOUR = timedelta(hours=1)
OFFICE = {str(day): [["09:00", "17:00"]] for day in range(1, 6)}


def office(**parts: Any) -> Hours:
    return Hours.from_json({"tz": "Europe/Oslo", "week": OFFICE} | parts)


def oslo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Oslo"))


def daily(zone: str, *windows: list[str]) -> Hours:
    return Hours.from_json({"tz": zone, "week": {str(day): windows for day in range(1, 8)}})


NIGHT = (["00:00", "06:00"], ["22:00", "24:00"])


@pytest.mark.parametrize(
    ("zone", "start", "end", "hours"),
    [
        ("Europe/Oslo", "2026-03-28T20:00", "2026-03-29T08:00", 7),
        ("Europe/Oslo", "2026-10-24T20:00", "2026-10-25T08:00", 9),
        ("America/New_York", "2026-03-07T20:00", "2026-03-08T08:00", 7),
        ("America/New_York", "2026-10-31T20:00", "2026-11-01T08:00", 9),
        ("Australia/Lord_Howe", "2026-10-03T20:00", "2026-10-04T08:00", 7.5),
        ("Australia/Lord_Howe", "2026-04-04T20:00", "2026-04-05T08:00", 8.5),
    ],
)
def test_a_night_shift_has_its_true_length(zone: str, start: str, end: str, hours: float) -> None:
    begin, finish = (
        datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (start, end)
    )
    assert elapsed(daily(zone, *NIGHT), begin, finish) == hours * HOUR


def test_a_window_into_the_gap_never_counts_an_instant_twice() -> None:
    hours = daily("Europe/Oslo", ["02:00", "02:45"], ["03:00", "04:00"])
    spring = oslo("2026-03-29T00:00"), oslo("2026-03-29T12:00")
    assert elapsed(hours, *spring) == HOUR


def test_a_window_that_the_gap_swallows_is_closed() -> None:
    hours = daily("Europe/Oslo", ["02:30", "03:00"])
    start = oslo("2026-03-28T12:00")
    assert [line.kind for line in explain(hours, start, HOUR / 2)] == ["closed", "window"]


def test_a_day_that_the_zone_skipped_has_no_time() -> None:
    hours = daily("Pacific/Apia", ["09:00", "17:00"])
    start = datetime(2011, 12, 29, 0, tzinfo=ZoneInfo("Pacific/Apia"))
    end = datetime(2012, 1, 1, 0, tzinfo=ZoneInfo("Pacific/Apia"))
    assert elapsed(hours, start, end) == 16 * HOUR
    lines = explain(hours, start, 16 * HOUR)
    assert [line.day for line in lines] == [date(2011, 12, 29), date(2011, 12, 31)]


def test_a_clock_change_at_midnight_belongs_to_one_day() -> None:
    hours = daily("America/Nuuk", ["00:00", "24:00"])
    start = datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert elapsed(hours, start, start + 24 * HOUR) == 24 * HOUR


def test_the_end_before_the_start_is_no_time() -> None:
    assert elapsed(office(), oslo("2026-06-02T12:00"), oslo("2026-06-01T12:00")) == timedelta()


def test_elapsed_crosses_closed_years() -> None:
    hours = Hours.from_json({"tz": "UTC", "week": {}, "overrides": {"2028-01-03": OFFICE["1"]}})
    start, end = datetime(2024, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
    assert elapsed(hours, start, end) == 8 * HOUR


def test_no_target_is_due_at_once_even_while_closed() -> None:
    start = oslo("2026-06-06T12:00")
    assert due(office(), start, timedelta()) == start
    assert explain(office(), start, timedelta()) == []


def test_a_pause_that_begins_at_the_due_instant_moves_nothing() -> None:
    pause = (oslo("2026-06-01T11:00"), oslo("2026-06-01T12:00"))
    assert due(office(), oslo("2026-06-01T09:00"), 2 * HOUR, [pause]) == pause[0]


def test_a_pause_that_ends_before_it_begins_is_none() -> None:
    pause = (oslo("2026-06-01T12:00"), oslo("2026-06-01T11:00"))
    assert due(office(), oslo("2026-06-01T09:00"), 4 * HOUR, [pause]) == oslo("2026-06-01T13:00")


def test_pauses_count_in_any_order() -> None:
    late = (oslo("2026-06-01T13:00"), oslo("2026-06-01T14:00"))
    early = (oslo("2026-06-01T10:00"), oslo("2026-06-01T11:00"))
    expected = oslo("2026-06-01T16:00")
    assert due(office(), oslo("2026-06-01T09:00"), 5 * HOUR, [late, early]) == expected


def test_a_pause_from_before_the_start_counts_from_the_start() -> None:
    pause = (oslo("2026-05-01T12:00"), oslo("2026-06-01T11:00"))
    assert due(office(), oslo("2026-06-01T09:30"), HOUR, [pause]) == oslo("2026-06-01T12:00")


def test_due_is_an_instant_in_utc() -> None:
    assert due(office(), oslo("2026-06-01T09:00"), HOUR).tzinfo is UTC
    assert due(office(), oslo("2026-06-01T09:00"), timedelta()).tzinfo is UTC


def test_hours_that_never_open_are_refused_in_words() -> None:
    start = oslo("2026-06-01T09:00")
    never = office(week={})
    with pytest.raises(HoursError, match="no opening within 400 days"):
        due(never, start, HOUR)
    assert next_opening(never, start) is None
    assert elapsed(never, start, start + timedelta(days=3)) == timedelta()


def test_an_instant_without_a_zone_and_a_negative_target_are_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        due(office(), datetime(2026, 6, 1, 9), HOUR)
    with pytest.raises(ValueError, match="cannot be negative"):
        due(office(), oslo("2026-06-01T09:00"), -HOUR)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-06-01T08:59", False),
        ("2026-06-01T09:00", True),
        ("2026-06-01T16:59", True),
        ("2026-06-01T17:00", False),
        ("2026-06-06T12:00", False),
    ],
)
def test_is_open(instant: str, expected: bool) -> None:
    assert is_open(office(), oslo(instant)) is expected


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-06-05T16:59", "2026-06-05T16:59"),
        ("2026-06-05T17:00", "2026-06-08T09:00"),
        ("2026-06-06T12:00", "2026-06-08T09:00"),
        ("2026-06-08T09:00", "2026-06-08T09:00"),
    ],
)
def test_next_opening(instant: str, expected: str) -> None:
    assert next_opening(office(), oslo(instant)) == oslo(expected)


def told(hours: Hours, start: str, target: timedelta, *pauses: tuple[str, str]) -> list[str]:
    """The account in short lines: kind, local start and end, hours counted."""
    zone = ZoneInfo(hours.zone)
    stretches = [(oslo(begin), oslo(end)) for begin, end in pauses]
    return [
        f"{line.kind} {line.day:%d} {line.start.astimezone(zone):%H:%M}"
        f"-{line.end.astimezone(zone):%H:%M} {line.counted / HOUR:g}"
        for line in explain(hours, oslo(start), target, stretches)
    ]


def test_easter_is_accounted_for_line_by_line() -> None:
    hours = office(holidays=["2026-04-02", "2026-04-03", "2026-04-06"])
    assert told(hours, "2026-04-01T16:30", 4 * HOUR, ("2026-04-07T09:30", "2026-04-07T10:00")) == [
        "window 01 16:30-17:00 0.5",
        "holiday 02 00:00-00:00 0",
        "holiday 03 00:00-00:00 0",
        "closed 04 00:00-00:00 0",
        "closed 05 00:00-00:00 0",
        "holiday 06 00:00-00:00 0",
        "window 07 09:00-13:00 4",
        "pause 07 09:30-10:00 0.5",
    ]


def test_an_exception_is_named_as_one() -> None:
    exceptions = {
        "2026-06-02": [["09:00", "10:00"]],
        "2026-06-03": [],
        "2026-06-04": OFFICE["4"],
        "2026-06-06": [["10:00", "12:00"]],
    }
    assert told(office(overrides=exceptions), "2026-06-02T09:00", 18 * HOUR) == [
        "override 02 09:00-10:00 1",
        "override 03 00:00-00:00 0",
        "window 04 09:00-17:00 8",
        "window 05 09:00-17:00 8",
        "override 06 10:00-11:00 1",
    ]


def test_a_day_already_over_is_told_only_when_an_exception_cut_it_short() -> None:
    half_day = office(overrides={"2026-06-01": [["09:00", "12:00"]]})
    assert told(half_day, "2026-06-01T13:00", HOUR) == [
        "override 01 13:00-00:00 0",
        "window 02 09:00-10:00 1",
    ]
    assert told(office(), "2026-06-01T18:00", HOUR) == ["window 02 09:00-10:00 1"]


def test_a_start_on_a_closed_day_is_told_from_the_start() -> None:
    assert told(office(), "2026-06-07T12:00", HOUR) == [
        "closed 07 12:00-00:00 0",
        "window 08 09:00-10:00 1",
    ]
