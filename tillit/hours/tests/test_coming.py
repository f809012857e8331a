"""Whether it is open now, when that changes, and what the coming days are."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tillit.hours.business_time import is_open
from tillit.hours.coming import coming_days, state_at
from tillit.hours.opening_hours import Hours, Window

OSLO = ZoneInfo("Europe/Oslo")
NINE_TO_FIVE = (Window(540, 1020),)
WEEK = dict.fromkeys(range(1, 6), NINE_TO_FIVE)
OFFICE = Hours("Europe/Oslo", WEEK, frozenset({date(2026, 6, 8)}))
NIGHT = Hours("Europe/Oslo", {5: (Window(1320, 1440),), 6: (Window(0, 360),)})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def test_it_is_open_until_it_closes() -> None:
    state = state_at(OFFICE, at("2026-06-04 10:00"))
    assert (state.is_open, state.changes_at) == (True, at("2026-06-04 17:00"))


def test_it_opens_after_weekend_and_holiday() -> None:
    for moment in ("2026-06-05 17:00", "2026-06-07 12:00", "2026-06-08 10:00"):
        state = state_at(OFFICE, at(moment))
        assert (state.is_open, state.changes_at) == (False, at("2026-06-09 09:00"))


def test_a_night_shift_goes_on_after_midnight() -> None:
    for moment in ("2026-06-05 22:00", "2026-06-06 00:00", "2026-06-06 05:59"):
        assert state_at(NIGHT, at(moment)).changes_at == at("2026-06-06 06:00")


def test_what_never_closes_and_what_never_opens_change_at_no_instant() -> None:
    always, never = Hours.always("Europe/Oslo"), Hours("Europe/Oslo", {})
    assert (state_at(always, at("2026-06-05 22:00")).changes_at) is None
    assert state_at(always, at("2026-06-05 22:00")).is_open
    assert state_at(never, at("2026-06-05 22:00")).changes_at is None
    assert not state_at(never, at("2026-06-05 22:00")).is_open


def test_coming_days_say_which_of_them_differ() -> None:
    days = coming_days(OFFICE, at("2026-06-05 23:30"), days=5)
    assert [day.date.day for day in days] == [5, 6, 7, 8, 9]
    assert [day.differs for day in days] == [False, False, False, True, False]
    assert [len(day.openings) for day in days] == [1, 0, 0, 0, 1]


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))
def test_it_agrees_with_the_clock_of_promises(now: datetime) -> None:
    for hours in (OFFICE, NIGHT):
        state = state_at(hours, now)
        assert state.is_open == is_open(hours, now)
        assert state.changes_at is not None
        assert state.changes_at > now
        assert is_open(hours, state.changes_at) != state.is_open
