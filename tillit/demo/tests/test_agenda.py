"""The agenda: the same world every time, as old as the day on which it is made."""

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from tillit.demo import agenda
from tillit.demo.cast import COLLEAGUES, CUSTOMERS
from tillit.demo.moments import monday
from tillit.demo.plays import Play
from tillit.demo.weeks import LANGUAGES, WEEKS
from tillit.hours.opening_hours import Hours

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 6, 10, 11, 30, tzinfo=OSLO)
WEEK = {str(day): [["08:00", "17:00"]] for day in range(1, 6)}
HOURS = Hours.from_json({"tz": "Europe/Oslo", "week": WEEK, "holidays": []})


@cache
def plays(now: datetime) -> list[Play]:
    """All conversations; the same ones for all tests of this file."""
    return agenda.plays(now, HOURS)


def test_the_same_moment_makes_the_same_world() -> None:
    assert agenda.plays(NOW, HOURS) == plays(NOW)


def test_another_week_has_the_same_numbers_as_long_ago() -> None:
    """Who comes back may be somebody else where clocks are set in between."""
    then, now = (numbers(at) for at in (NOW, NOW + timedelta(days=7)))
    assert (then & now).total() > 0.98 * then.total()
    assert then.total() == pytest.approx(now.total(), abs=3)


def numbers(now: datetime) -> Counter[object]:
    """How fast each conversation goes, and whether its customer is content."""
    return Counter((play.pace, play.opinion and play.opinion.score > 3) for play in plays(now))


def test_everything_has_happened_already_and_in_order() -> None:
    steps = agenda.agenda(NOW, HOURS)
    assert all(step.at < NOW for step in steps)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    first: dict[int, tuple[str, int]] = {}
    for step in steps:
        first.setdefault(step.play.number, (step.what, step.turn))
    assert set(first.values()) == {("customer", 0)}


def test_the_whole_world_is_of_the_size_and_the_languages_that_are_told() -> None:
    assert 2900 < len(plays(NOW)) < 3100
    share = Counter(play.script.language for play in plays(NOW))
    for language, wanted in LANGUAGES.items():
        assert share[language] / len(plays(NOW)) == pytest.approx(wanted, abs=0.03)
    assert min(play.begins for play in plays(NOW)) >= monday(NOW, WEEKS + 1)


def test_customers_come_back() -> None:
    often = Counter(play.email for play in plays(NOW))
    assert sum(count > 1 for count in often.values()) > len(often) / 2


def test_every_customer_with_a_mailbox_has_mail_and_an_agent_who_speaks_the_language() -> None:
    assert {customer.email for customer in CUSTOMERS} <= {play.email for play in plays(NOW)}
    for play in plays(NOW):
        assert play.script.language in COLLEAGUES[play.agent].languages


def test_nobody_has_an_address_that_could_be_somebodys() -> None:
    for play in plays(NOW):
        assert play.email.endswith(("@example.com", ".example"))
        assert play.email.isascii()


def test_no_name_is_left_to_be_filled_in_and_no_choice_to_be_made() -> None:
    for play in plays(NOW):
        assert play.values["product"] or not play.script.products
        assert all(play.values[name] for name in ("order", "parcel", "name", "first_name", "agent"))
        whole = play.subject + "".join(play.said(turn) for turn in range(len(play.script.turns)))
        assert not set(whole) & set("{}|[]")


def test_the_same_story_is_told_in_different_words() -> None:
    told = Counter(play.said(0) for play in plays(NOW) if play.script.key == "everyday-grind-size")
    assert max(told.values()) < sum(told.values()) / 5
