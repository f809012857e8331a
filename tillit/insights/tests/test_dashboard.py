"""A person's own dashboard: put together, named, moved, and shown only what may be seen."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit.insights.dashboard import MOST, cards_of, put_on, put_on_first_set
from tillit.insights.events import DashboardCardAdded, DashboardCardRemoved
from tillit.insights.models import DashboardCard, Look
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits

pytestmark = pytest.mark.django_db

PAGE = "/figures/dashboard/"
QUERY = "?period=28&clock=business"


def shown(client: Client, agent: object) -> str:
    client.force_login(agent)  # type: ignore[arg-type]
    response = client.get(PAGE)
    assert response.status_code == 200
    return str(response.content.decode())


def titles(html: str) -> list[str]:
    return re.findall(r'aria-label="Remove: ([^"]*)"', html)


def card_of(desk: Desk, measure: str, query: str = QUERY) -> DashboardCard:
    return put_on(measure=measure, look=Look.CARD, query=query, by=desk.ada)


def test_it_begins_with_four_on_one_click(client: Client, desk: Desk) -> None:
    assert "Nothing is on your dashboard yet" in shown(client, desk.ada)
    for _again in range(2):
        client.post("/figures/dashboard/first-set/")
    assert titles(shown(client, desk.ada)) == [
        "First response time",
        "Promises kept",
        "Satisfaction",
        "Open now",
    ]
    assert titles(shown(client, desk.bo)) == []


def test_a_measure_comes_with_the_filter_of_its_page(client: Client, desk: Desk) -> None:
    client.force_login(desk.ada)
    html = client.get("/figures/promises-kept/?period=90&in=language:hu").content.decode()
    (action,) = re.findall(r'action="(/figures/dashboard/cards/[^"]*)"', html)
    address = action.replace("&amp;", "&")
    with assert_emits(DashboardCardAdded):
        client.post(address, {"measure": "promises-kept", "look": "card"})
    client.post(address, {"measure": "promises-kept", "look": "card"})
    (card,) = cards_of(desk.ada)
    assert "in=language%3Ahu" in card.query
    assert "Language: Magyar" in shown(client, desk.ada)
    for wrong in ({"measure": "weather", "look": "card"}, {"measure": "ease", "look": "pie"}):
        assert client.post(address, wrong).status_code == 404


def test_it_is_named_moved_and_removed(client: Client, desk: Desk) -> None:
    put_on_first_set(query=QUERY, by=desk.ada)
    client.force_login(desk.ada)
    first, *_rest, last = cards_of(desk.ada)
    client.post(f"/figures/dashboard/cards/{last.pk}/", {"move": "up"})
    client.post(f"/figures/dashboard/cards/{first.pk}/", {"move": "up"})
    client.post(f"/figures/dashboard/cards/{first.pk}/", {"title": "How soon <b>"})
    assert titles(shown(client, desk.ada)) == [
        "How soon &lt;b&gt;",
        "Promises kept",
        "Open now",
        "Satisfaction",
    ]
    with assert_emits(DashboardCardRemoved):
        client.post(f"/figures/dashboard/cards/{first.pk}/removal/")
    assert len(titles(shown(client, desk.ada))) == 3


def test_nobody_touches_the_dashboard_of_another(client: Client, desk: Desk) -> None:
    card = card_of(desk, "satisfaction")
    for who in (desk.eve, desk.bo):
        client.force_login(who)
        for path in ("", "removal/"):
            address = f"/figures/dashboard/cards/{card.pk}/{path}"
            assert client.post(address, {"title": "Mine"}).status_code == 404
        assert titles(shown(client, who)) == []


def test_what_may_no_longer_be_seen_says_so_and_can_be_removed(client: Client, desk: Desk) -> None:
    put_on(
        measure="satisfaction",
        look=Look.CARD,
        query=f"?period=28&team={desk.team.pk}",
        by=desk.eve,
    )
    html = shown(client, desk.eve)
    assert "You can no longer see what this figure is about." in html
    assert "kpi-value" not in html
    assert titles(html) == ["Satisfaction"]


def test_there_is_room_for_so_many(client: Client, desk: Desk) -> None:
    for number in range(MOST):
        card_of(desk, "satisfaction", f"?period=28&clock=business&in=tag%3A{number}")
    client.force_login(desk.ada)
    client.post("/figures/dashboard/cards/", {"measure": "ease", "look": "card"})
    assert len(cards_of(desk.ada)) == MOST
    assert "There are 24 figures on your dashboard already." in shown(client, desk.ada)


def test_days_of_one_selection_are_read_once(client: Client, desk: Desk) -> None:
    card_of(desk, "satisfaction")
    shown(client, desk.ada)
    with CaptureQueriesContext(connection) as one:
        shown(client, desk.ada)
    for measure in ("ease", "recommendation"):
        card_of(desk, measure)
    with CaptureQueriesContext(connection) as three:
        shown(client, desk.ada)
    assert len(three) == len(one)
