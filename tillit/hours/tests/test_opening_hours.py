"""Opening hours are read, checked and written back; what is wrong is said in words."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from tillit.hours.business_time import Hours, HoursError, Window
from tillit.hours.opening_hours import Windows

STORED: dict[str, Any] = {
    "tz": "Europe/Oslo",
    "week": {"1": [["09:00", "12:00"], ["13:00", "17:00"]], "5": [["22:00", "24:00"]]},
    "holidays": ["2026-12-25"],
    "overrides": {"2026-12-24": [["09:00", "12:00"]], "2026-12-31": []},
}


def test_reads_and_writes_back() -> None:
    hours = Hours.from_json(STORED)
    assert hours.week[1] == (Window(540, 720), Window(780, 1020))
    assert hours.overrides[date(2026, 12, 31)] == ()
    assert hours.to_json() == STORED


def test_equal_hours_are_one_key() -> None:
    first, second = Hours.from_json(STORED), Hours.from_json(STORED)
    assert {first: "kept"}[second] == "kept"
    assert first != Hours.always("Europe/Oslo")
    assert pickle.loads(pickle.dumps(first)) == first


def test_a_weekday_without_windows_is_a_closed_one() -> None:
    assert Hours("UTC", {1: ((0, 60),), 2: ()}) == Hours("UTC", {1: (Window(0, 60),)})  # type: ignore[dict-item]


def test_later_changes_of_the_given_week_do_not_reach_it() -> None:
    week: dict[int, Windows] = {1: (Window(540, 1020),)}
    hours = Hours("Europe/Oslo", week)
    week.clear()
    assert hours.windows(date(2026, 6, 1)) == (Window(540, 1020),)


@pytest.mark.parametrize(
    ("day", "windows"),
    [
        (date(2026, 12, 21), (Window(540, 720), Window(780, 1020))),
        (date(2026, 12, 22), ()),
        (date(2026, 12, 24), (Window(540, 720),)),
        (date(2026, 12, 25), ()),
    ],
)
def test_exception_beats_holiday_beats_week(day: date, windows: Windows) -> None:
    assert Hours.from_json(STORED).windows(day) == windows


def test_an_exception_opens_a_holiday() -> None:
    opened = STORED | {"overrides": {"2026-12-25": [["10:00", "11:00"]]}}
    assert Hours.from_json(opened).windows(date(2026, 12, 25)) == (Window(600, 660),)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"tz": "Europe/Atlantis"}, "“Europe/Atlantis” is not a known time zone."),
    ({"tz": "Europe"}, "“Europe” is not a known time zone."),
    ({"tz": "../etc/passwd"}, "“../etc/passwd” is not a known time zone."),
    ({"tz": ""}, "“” is not a known time zone."),
    ({"tz": None}, "Opening hours need a time zone."),
    ({"week": {"8": []}}, "“8” is not a weekday; use 1 for Monday to 7 for Sunday."),
    ({"week": []}, "The part “week” of the opening hours cannot be read."),
    ({"holidays": "2026-12-25"}, "The part “holidays” of the opening hours cannot be read."),
    ({"holidays": ["20261225"]}, "“20261225” is not a date such as 2026-12-24."),
    ({"holidays": [7]}, "“7” is not a date such as 2026-12-24."),
    ({"overrides": {"2026-02-30": []}}, "“2026-02-30” is not a date such as 2026-12-24."),
    ({"week": {"1": "09:00"}}, "The hours of Monday cannot be read; write pairs of times."),
    ({"week": {"1": ["09:00"]}}, "The hours of Monday cannot be read; write pairs of times."),
    ({"week": {"2": [["9", "17:00"]]}}, "On Tuesday, “9” is not a time of day such as 09:00."),
    (
        {"week": {"2": [["09:00", "24:01"]]}},
        "On Tuesday, “24:01” is not a time of day such as 09:00.",
    ),
    (
        {"week": {"3": [["17:00", "09:00"]]}},
        "On Wednesday, 17:00–09:00 does not end after it begins.",
    ),
    (
        {"overrides": {"2026-12-24": [["09:00", "09:00"]]}},
        "On Thursday 2026-12-24, 09:00–09:00 does not end after it begins.",
    ),
    (
        {"week": {"7": [["09:00", "12:00"], ["11:59", "13:00"]]}},
        "On Sunday, 09:00–12:00 and 11:59–13:00 overlap or are out of order.",
    ),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_says_what_is_wrong(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(HoursError) as caught:
        Hours.from_json(STORED | wrong)
    assert str(caught.value) == sentence


def test_says_it_in_another_language() -> None:
    dutch = {
        "On %(day)s, %(window)s does not end after it begins.": "Op %(day)s, %(window)s: te kort.",
        "Monday": "maandag",
    }
    with pytest.raises(HoursError) as caught:
        Hours("Europe/Oslo", {1: (Window(540, 540),)})
    assert caught.value.told(lambda text: dutch[text]) == "Op maandag, 09:00–09:00: te kort."


@pytest.mark.parametrize("data", [None, [], "always"])
def test_refuses_what_is_no_mapping(data: Any) -> None:
    with pytest.raises(HoursError, match="need a time zone"):
        Hours.from_json(data)


@pytest.mark.parametrize("window", [Window(-1, 60), Window(0, 1441)])
def test_refuses_a_window_outside_the_day(window: Window) -> None:
    with pytest.raises(HoursError, match=r"On Monday, .* reaches outside the day"):
        Hours("Europe/Oslo", {1: (window,)})


def test_refuses_a_weekday_that_is_none() -> None:
    with pytest.raises(HoursError, match="“0” is not a weekday"):
        Hours("Europe/Oslo", {0: (Window(0, 60),)})
