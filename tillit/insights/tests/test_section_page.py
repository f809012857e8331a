"""A page of figures: cards, charts, the same told apart; the address says all of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.conversations import actions, properties
from tillit.conversations.models import Tag
from tillit.insights.rolling import roll_up_stale
from tillit.insights.sections import SECTIONS
from tillit.people.actor import Actor
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
PAGES = [section.key for section in SECTIONS]


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """Eleven weeks in each of which four customers write; the last of them waits too long."""
    for week in range(11):
        monday = oslo("2026-03-30 09:00") + timedelta(weeks=week)
        for place, who in enumerate((NORA, DAAN, ZSOFIA, GRACE)):
            at = monday + timedelta(days=place)
            conversation = writes(who, desk.inbox, at=at)
            took = timedelta(hours=1 if place or week < 9 else 30)
            answers(desk.bo if place else desk.ada, conversation, at=at + took)
            if place == 0:
                properties.add_tag(
                    conversation=conversation, name="parcel", by=Actor.agent(desk.ada)
                )
            conversation.refresh_from_db()
            by = Actor.agent(desk.ada)
            actions.resolve(conversation=conversation, by=by, at=at + took)
    with clock.moved_to(NOW):
        while roll_up_stale():
            pass
    return desk


def shown(client: Client, agent: object, path: str) -> str:
    client.force_login(agent)  # type: ignore[arg-type]
    with clock.moved_to(NOW):
        response = client.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def parts(html: str) -> dict[str, list[str]]:
    """The rows of the table by name, with the first line of each cell."""
    body = html[html.index('class="table parts"') :].partition("</table>")[0]
    rows = re.findall(r'<th scope="row"><a href="[^"]*">(.*?)</a></th>(.*?)</tr>', body, re.S)
    return {name: re.findall(r'<td class="number[^>]*>([^<]*)<', cells) for name, cells in rows}


def test_a_page_says_of_which_days_it_is_and_what_usual_is(client: Client, lived: Desk) -> None:
    for key in PAGES:
        html = shown(client, lived.ada, f"/figures/about/{key}/?period=90")
        assert "18 March 2026 to 15 June 2026" in html
        assert "compared with 18 December 2025 to 17 March 2026" in html
        if key != "satisfaction":
            assert re.search("What is usual comes from (9|11) weeks", html), key


def test_eve_sees_dashes_and_nobody_of_the_team(client: Client, lived: Desk) -> None:
    for key in PAGES:
        html = shown(client, lived.eve, f"/figures/about/{key}/?period=90")
        assert "Nothing happened in these days that could be told apart." in html
        for name in ("Ada", "Bo", "parcel"):
            assert f">{name}<" not in html


def test_a_page_that_there_is_not_is_not_found(client: Client, lived: Desk) -> None:
    client.force_login(lived.ada)
    for path in ("about/weather/", "about/speed/?in=mood:good", f"about/speed/?team={10**9}"):
        assert client.get(f"/figures/{path}").status_code == 404


@pytest.mark.parametrize(
    "part",
    ["channel:fax", "inbox:x", "inbox:999999999999999999999999", "language:", "segment:", "tag:0"],
)
def test_a_value_that_there_is_not_has_no_figures(client: Client, desk: Desk, part: str) -> None:
    html = shown(client, desk.ada, f"/figures/about/promises/?in={part}")
    assert '<span class="kpi-value">–</span>' in html


def test_figures_are_told_apart_and_each_row_narrows_the_page(client: Client, lived: Desk) -> None:
    html = shown(client, lived.ada, "/figures/about/promises/?period=90&by=language")
    rows = parts(html)
    assert rows["Norsk bokmål"][0] == "81.8%"
    assert {name: cells[0] for name, cells in rows.items() if name != "Norsk bokmål"} == {
        "English": "100.0%",
        "Magyar": "100.0%",
        "Nederlands": "100.0%",
    }
    assert "in=language%3Anb" in html
    narrowed = shown(client, lived.ada, "/figures/about/promises/?period=90&in=language:nb")
    assert "Language: Norsk bokmål" in narrowed
    assert ">81.8%<" in narrowed
    assert 'class="table parts"' not in narrowed
    by_tag = parts(shown(client, lived.ada, "/figures/about/promises/?period=90&by=tag"))
    assert (by_tag["parcel"][0], by_tag["No tag"][0]) == ("81.8%", "100.0%")


def test_a_filter_leads_to_the_conversations_behind_it(client: Client, lived: Desk) -> None:
    narrowed = shown(client, lived.ada, "/figures/promises-kept/?period=90&in=language:nb")
    assert "1–11 of 11" in narrowed
    assert DAAN.name not in narrowed


def test_before_is_what_the_days_before_came_to(client: Client, lived: Desk) -> None:
    html = shown(
        client, lived.ada, "/figures/about/promises/?period=own&from=2026-06-01&to=2026-06-07"
    )
    assert "compared with 25 May 2026 to 31 May 2026" in html
    assert re.search(r"<span>Before</span><b>100.0%</b>", html)
    alone = shown(client, lived.ada, "/figures/about/promises/?period=28&compare=none")
    assert "compared with nothing" in alone
    assert "<span>Before</span>" not in alone


def test_days_that_make_no_sense_are_the_usual_ones(client: Client, lived: Desk) -> None:
    for asked in ("from=x&to=2026-06-01", "from=2026-06-09&to=2026-06-01", "period=own"):
        html = shown(client, lived.ada, f"/figures/about/speed/?{asked}")
        assert "19 May 2026 to 15 June 2026" in html


def test_a_signal_is_told_and_the_usual_is_not_called_one(client: Client, lived: Desk) -> None:
    promises = shown(client, lived.ada, "/figures/about/promises/?period=28")
    assert "within normal variation" in promises
    parcel = Tag.objects.get(name="parcel").pk
    asked = f"period=28&clock=calendar&in=tag:{parcel}"
    waiting = shown(client, lived.ada, f"/figures/about/speed/?{asked}")
    assert "Last week is a signal: higher than usual" in waiting


def test_a_page_takes_as_many_statements_for_a_year_as_for_a_week(
    client: Client, lived: Desk
) -> None:
    client.force_login(lived.ada)
    with clock.moved_to(NOW):
        client.get("/figures/about/solving/?period=7&by=tag")
        with CaptureQueriesContext(connection) as week:
            client.get("/figures/about/solving/?period=7&by=tag")
        with CaptureQueriesContext(connection) as year:
            client.get("/figures/about/solving/?period=13m&by=tag")
    assert len(year) <= len(week) + 6
