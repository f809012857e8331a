"""The agenda: the same world every time, as old as the day on which it is made."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tillit.demo import agenda
from tillit.demo.cast import COLLEAGUES, CUSTOMERS
from tillit.hours.opening_hours import Hours

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 6, 10, 11, 30, tzinfo=OSLO)
WEEK = {str(day): [["08:00", "17:00"]] for day in range(1, 6)}
HOURS = Hours.from_json({"tz": "Europe/Oslo", "week": WEEK, "holidays": []})


def happenings(now: datetime) -> list[tuple[timedelta, str, str, int]]:
    """What happens in the world, and how long ago by the clock on the wall."""
    steps = agenda.agenda(now, HOURS)
    wall = now.replace(tzinfo=None)
    return [
        (
            wall - step.at.astimezone(OSLO).replace(tzinfo=None),
            step.play.email,
            step.what,
            step.turn,
        )
        for step in steps
    ]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A smaller world."""
    monkeypatch.setattr(agenda, "CONVERSATIONS", 40)


@pytest.mark.usefixtures("few")
def test_the_same_moment_makes_the_same_world() -> None:
    assert happenings(NOW) == happenings(NOW)


@pytest.mark.usefixtures("few")
def test_another_week_makes_the_same_people_say_the_same_as_long_ago() -> None:
    then, now = agenda.plays(NOW), agenda.plays(NOW + timedelta(days=7))
    for before, after in zip(then, now, strict=True):
        assert after.begins - before.begins == timedelta(days=7)
        assert (after.email, after.script, after.values) == (
            before.email,
            before.script,
            before.values,
        )


@pytest.mark.usefixtures("few")
def test_everything_has_happened_already_and_in_order() -> None:
    steps = agenda.agenda(NOW, HOURS)
    assert all(step.at < NOW for step in steps)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    for number in {step.play.number for step in steps}:
        first = next(step for step in steps if step.play.number == number)
        assert (first.what, first.turn) == ("customer", 0)


def test_the_whole_world_is_of_the_size_and_the_languages_that_are_told() -> None:
    plays = agenda.plays(NOW)
    assert len(plays) == agenda.CONVERSATIONS
    share = Counter(play.script.language for play in plays)
    for language, wanted in agenda.LANGUAGES.items():
        assert share[language] / len(plays) == pytest.approx(wanted, abs=0.08)
    assert min(play.begins for play in plays) > NOW - timedelta(days=agenda.DAYS + 1)


def test_every_customer_with_a_mailbox_has_mail_and_an_agent_who_speaks_the_language() -> None:
    plays = agenda.plays(NOW)
    assert {customer.email for customer in CUSTOMERS} <= {play.email for play in plays}
    for play in plays:
        assert play.script.language in COLLEAGUES[play.agent].languages


def test_nobody_has_an_address_that_could_be_somebodys() -> None:
    for play in agenda.plays(NOW):
        assert play.email.endswith(("@example.com", ".example"))
        assert play.email.isascii()


def test_no_name_is_left_to_be_filled_in() -> None:
    for play in agenda.plays(NOW):
        assert play.values["product"] or not play.script.products
        assert all(play.values[name] for name in ("order", "parcel", "name", "first_name", "agent"))
