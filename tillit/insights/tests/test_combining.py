"""Several filters at once: counted by the worker, the same numbers as by hand, seen by who may."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import actions
from tillit.insights.combining import KEPT, combination_of, count_combinations
from tillit.insights.figures import measured
from tillit.insights.models import Combination
from tillit.insights.periods import OWN, Selection
from tillit.measures.registry import ClockKind, Slice, measure_named
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, ZSOFIA, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

TODAY = MONDAY_TEN.date()
BOTH = Slice("language", "hu"), Slice("channel", "email")
PAGE = "/figures/about/speed/?period=28&in=language:hu&in=channel:email"


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """Three customers in three languages were answered; the Hungarian one by Ada, twice."""
    for customer in (GRACE, NORA, ZSOFIA):
        conversation = writes(customer, desk.inbox, at=MONDAY_TEN - timedelta(hours=2))
        answers(desk.ada, conversation, at=MONDAY_TEN)
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    return desk


def chosen(desk: Desk, *parts: Slice, first: date = TODAY - timedelta(days=27)) -> Selection:
    """Four weeks, narrowed to these."""
    return Selection(desk.liv, None, OWN, ClockKind.BUSINESS, first, TODAY, parts)


def finished() -> int:
    """Let the worker count all that is asked for; in how many steps."""
    steps = 0
    while count_combinations():
        steps += 1
    return steps


def test_it_is_counted_a_week_at_a_time_and_equals_one_filter_that_says_the_same(
    lived: Desk,
) -> None:
    both, one = chosen(lived, *BOTH), chosen(lived, BOTH[0])
    combination_of(both)
    assert finished() == 4
    measures = [measure_named(key) for key in ("first-response", "promises-kept", "satisfaction")]
    together, alone = measured(measures, both), measured(measures, one, with_present=False)
    for measure in measures:
        assert together[measure.key].figure == alone[measure.key].figure
    assert together["first-response"].figure.n == 1


def test_filters_that_exclude_each_other_leave_nothing(lived: Desk) -> None:
    nothing = chosen(lived, Slice("language", "hu"), Slice("language", "nb"))
    combination_of(nothing)
    finished()
    [found] = measured([measure_named("first-response")], nothing).values()
    assert (found.figure.n, found.figure.value) == (0, None)


def test_a_killed_worker_goes_on_and_an_hour_later_it_is_counted_anew(lived: Desk) -> None:
    selection = chosen(lived, *BOTH)
    assert combination_of(selection).days_done == 0
    count_combinations()
    count_combinations()
    assert combination_of(selection).days_done == 14
    assert finished() == 2
    assert combination_of(selection).counted_at
    with clock.moved_to(MONDAY_TEN + KEPT + timedelta(minutes=1)):
        assert combination_of(selection).days_done == 0


def test_the_order_of_filters_and_who_asks_make_no_other_count(lived: Desk) -> None:
    combination_of(chosen(lived, *BOTH))
    combination_of(chosen(lived, *reversed(BOTH)))
    assert Combination.objects.count() == 1


def test_the_page_tells_how_far_it_is_and_then_the_figures(client: Client, lived: Desk) -> None:
    client.force_login(lived.liv)
    html = client.get(PAGE).content.decode()
    assert "0 of 56 days" in html
    assert 'hx-trigger="load delay:1s"' in html
    assert "kpi-value" not in html
    finished()
    html = client.get(PAGE).content.decode()
    assert "Counted from the facts" in html
    assert "1 answered conversation" in html
    assert "Narrow further" in html
    assert "in=language%3Ahu&amp;in=channel%3Aemail&amp;in=" in html.replace("&#x27;", "'")


def test_a_filter_is_taken_away_alone(client: Client, lived: Desk) -> None:
    client.force_login(lived.liv)
    html = client.get(PAGE).content.decode()
    assert 'href="?period=28&amp;clock=business&amp;in=channel%3Aemail"' in html


def test_the_measure_lists_the_cases_of_all_filters(client: Client, lived: Desk) -> None:
    client.force_login(lived.liv)
    page = "/figures/first-response/?period=28&in=language:hu&in=channel:email"
    client.get(page)
    finished()
    html = client.get(page).content.decode()
    assert ZSOFIA.name in html
    assert GRACE.name not in html


def test_eve_and_pages_of_one_filter_know_none(client: Client, lived: Desk) -> None:
    client.force_login(lived.eve)
    client.get(PAGE)
    finished()
    assert "1 answered conversation" not in client.get(PAGE).content.decode()
    client.force_login(lived.liv)
    assert client.get(PAGE.replace("about/speed/", "")).status_code == 404
    five = "&".join(f"in=language:{code}" for code in ("en", "nb", "nl", "hu", "de"))
    assert client.get(f"/figures/about/speed/?{five}").status_code == 404
