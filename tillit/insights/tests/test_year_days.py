"""When a method is due again."""

import json
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from tillit.insights.models import Method
from tillit.insights.tests.calendar import HALF_YEARLY, QUARTERLY, a_method, came_of_it
from tillit.insights.year.keeping import Plan, change, put_away, record, skip, take_up
from tillit.measures.methods import Frequency, Rhythm
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FILE = Path(__file__).with_name("schedule_vectors.json")
VECTORS = {one["name"]: one for one in json.loads(FILE.read_text(encoding="utf-8"))["vectors"]}


def due_again(method: Method, day: date) -> date | None:
    """Do what is due on this day; when it is due next."""
    assert method.due_on
    record(method=method, due_on=method.due_on, result=came_of_it(day), by=method.owner)  # type: ignore[arg-type]
    method.refresh_from_db()
    return method.due_on


def test_half_a_year_later_on_the_last_day_of_a_shorter_month(desk: Desk) -> None:
    vector = VECTORS["schedule.half_yearly"]
    frequency = Frequency(Rhythm.MONTHS, vector["inputs"]["months"])
    lasts = [date.fromisoformat(last) for last in vector["inputs"]["last"]]
    due = [due_again(a_method(desk.liv, last, frequency), last) for last in lasts]
    assert [str(day) for day in due] == vector["expected"]["due"]


def test_the_thirty_first_comes_back_after_a_shorter_month() -> None:
    days = list(islice(HALF_YEARLY.days(date(2026, 8, 31)), 4))
    assert days == [date(2026, 8, 31), date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("done", "due"),
    [
        (date(2026, 3, 20), date(2026, 6, 30)),
        (date(2026, 4, 20), date(2026, 6, 30)),
        (date(2026, 6, 1), date(2026, 9, 30)),
        (date(2027, 1, 2), date(2027, 3, 30)),
    ],
    ids=["early", "a little late", "very late", "three times late"],
)
def test_four_times_a_year_stay_four_whenever_it_is_done(desk: Desk, done: date, due: date) -> None:
    assert due_again(a_method(desk.liv, date(2026, 3, 30), QUARTERLY), done) == due


def test_what_is_skipped_is_due_on_the_next_day_to_come(desk: Desk) -> None:
    method = a_method(desk.liv, date(2026, 3, 30), QUARTERLY)
    today = date(2026, 6, 25)
    skip(method=method, due_on=date(2026, 3, 30), result=came_of_it(today), by=desk.liv)
    method.refresh_from_db()
    assert method.due_on == date(2026, 6, 30)


def test_what_is_done_once_is_never_due_again(desk: Desk) -> None:
    method = a_method(desk.liv, date(2026, 6, 3), Frequency(Rhythm.ONCE))
    assert due_again(method, date(2026, 6, 3)) is None


def test_what_runs_by_itself_is_looked_at_once_a_year(desk: Desk) -> None:
    method = a_method(desk.liv, date(2026, 6, 3), Frequency(Rhythm.AFTER_CONTACT))
    assert due_again(method, date(2026, 6, 5)) == date(2027, 6, 3)


def test_of_two_who_record_the_same_day_the_second_is_told(desk: Desk) -> None:
    method = a_method(desk.liv, date(2026, 6, 3))
    first, second = (
        record(method=method, due_on=date(2026, 6, 3), result=came_of_it(date(2026, 6, 3)), by=who)
        for who in (desk.liv, desk.ada)
    )
    assert first is not None
    assert second is None
    assert method.occasions.count() == 1


def test_moving_the_next_day_moves_all_that_follow(desk: Desk) -> None:
    method = a_method(desk.liv, date(2026, 6, 3))
    plan = Plan(QUARTERLY, date(2026, 6, 20), desk.ada, "Tea with customers")
    change(method=method, plan=plan, by=desk.liv)
    method.refresh_from_db()
    assert due_again(method, date(2026, 6, 21)) == date(2026, 9, 20)


def test_nobody_is_late_for_what_was_put_away(desk: Desk) -> None:
    method = a_method(desk.liv, date(2026, 6, 3))
    put_away(method=method, by=desk.liv)
    take_up(method=method, today=date(2027, 1, 10), by=desk.liv)
    method.refresh_from_db()
    assert (method.put_away_at, method.due_on) == (None, date(2027, 3, 3))
