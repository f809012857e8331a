"""Which days a page is about: the address carries all of it."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from tillit import clock
from tillit.insights.days import mark
from tillit.insights.drawings import buckets_of
from tillit.insights.periods import Selection, selection_of
from tillit.measures.registry import ClockKind
from tillit.testing.cast import MONDAY_TEN, Desk
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

TODAY = date(2026, 6, 1)


def selection(desk: Desk, query: str = "") -> Selection:
    return selection_of(RequestFactory().get(f"/figures/{query}"), desk.ada)


@pytest.mark.parametrize(("period", "days"), [("7", 7), ("28", 28), ("90", 90)])
def test_a_period_ends_today_and_counts_today(desk: Desk, period: str, days: int) -> None:
    chosen = selection(desk, f"?period={period}")
    assert (chosen.first, chosen.last) == (TODAY - timedelta(days=days - 1), TODAY)


@pytest.mark.parametrize("query", ["", "?period=", "?period=13", "?period=all%00"])
def test_without_a_known_period_it_is_four_weeks(desk: Desk, query: str) -> None:
    assert selection(desk, query).period == "28"


def test_everything_begins_with_the_first_fact(desk: Desk) -> None:
    assert selection(desk, "?period=all").first == TODAY
    mark("answers", desk.team.pk, [oslo("2024-02-29 23:59")])
    assert selection(desk, "?period=all").first == date(2024, 2, 29)


def test_today_is_the_local_day(desk: Desk) -> None:
    with clock.moved_to(oslo("2026-06-02 00:30")):
        assert selection(desk).last == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("", ClockKind.BUSINESS),
        ("?clock=calendar", ClockKind.CALENDAR),
        ("?clock=moon", ClockKind.BUSINESS),
    ],
)
def test_the_address_names_the_clock(desk: Desk, query: str, kind: ClockKind) -> None:
    assert selection(desk, query).clock == kind


def test_a_change_keeps_the_rest_of_the_address(desk: Desk) -> None:
    chosen = selection(desk, f"?period=7&clock=calendar&team={desk.team.pk}")
    team = desk.team.pk
    assert chosen.query() == f"?period=7&clock=calendar&team={team}"
    assert chosen.query(period="90") == f"?period=90&clock=calendar&team={team}"
    assert chosen.query(team="") == "?period=7&clock=calendar"
    assert selection(desk, chosen.query(page="2")).query() == chosen.query()


def test_exactly_one_choice_of_each_kind_is_the_current_one(client: Client, desk: Desk) -> None:
    client.force_login(desk.ada)
    html = client.get("/figures/?period=90&clock=calendar").content.decode()
    current = re.findall(r'<a href="([^"]+)" aria-current="true">(.*?)</a>', html)
    assert current == [
        ("?period=90&amp;clock=calendar", "90 days"),
        ("?period=90&amp;clock=calendar", "Around the clock"),
        ("?period=90&amp;clock=calendar", "The period before"),
    ]
    assert "4 March 2026 to 1 June 2026" in html


def test_a_team_that_is_not_mine_is_not_found(desk: Desk) -> None:
    request = RequestFactory().get(f"/figures/?team={desk.team.pk}")
    with pytest.raises(Http404):
        selection_of(request, desk.eve)


def test_a_short_period_is_drawn_by_the_day(desk: Desk) -> None:
    buckets = buckets_of(selection(desk, "?period=7"))
    assert buckets == [(TODAY - timedelta(days=n),) * 2 for n in range(6, -1, -1)]


@pytest.mark.parametrize("period", ["28", "90"])
def test_a_long_period_is_drawn_by_weeks_that_end_today(desk: Desk, period: str) -> None:
    chosen = selection(desk, f"?period={period}")
    buckets = buckets_of(chosen)
    assert (buckets[0][0], buckets[-1][1]) == (chosen.first, TODAY)
    for (_first, last), (begin, _end) in pairwise(buckets):
        assert begin == last + timedelta(days=1)
    assert all((last - first).days == 6 for first, last in buckets[1:])


def test_no_day_of_a_period_is_missing_from_its_chart(desk: Desk) -> None:
    mark("answers", desk.team.pk, [MONDAY_TEN - timedelta(days=14)])
    chosen = selection(desk, "?period=all")
    assert (chosen.last - chosen.first).days + 1 == 15
    assert buckets_of(chosen)[0][0] == chosen.first


@pytest.mark.parametrize("day", [1, 28, 29, 30, 31])
def test_a_very_long_period_is_drawn_by_months_of_the_year(desk: Desk, day: int) -> None:
    mark("answers", desk.team.pk, [oslo(f"2026-01-{day:02} 12:00")])
    buckets = buckets_of(selection(desk, "?period=all"))
    assert buckets[0] == (date(2026, 1, day), date(2026, 1, 31))
    assert buckets[1] == (date(2026, 2, 1), date(2026, 2, 28))
    assert buckets[-1] == (date(2026, 6, 1), TODAY)
