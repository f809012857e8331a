"""My figures: seen by the person and the lead, beside the own past and the team, for a talk."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.insights.rolling import roll_up_stale
from tillit.people.models import Agent, Role, Team
from tillit.testing.cast import DAAN, GRACE, ZSOFIA, Desk, agent, writes
from tillit.testing.steps import answers, oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-30 09:00")
PERIOD = "?period=90"


@pytest.fixture
def quarter(desk: Desk) -> Desk:
    """Ada keeps what is promised in Hungarian and breaks it in Dutch; Bo keeps it everywhere."""
    for number in range(33):
        at = oslo("2026-04-02 09:00") + timedelta(days=2 * number)
        for who, by, hours in (
            (ZSOFIA, desk.ada, 1),
            (DAAN, desk.ada, 200),
            (GRACE, desk.bo, 1),
            (DAAN, desk.bo, 1),
            (DAAN, desk.bo, 1),
        ):
            conversation = writes(who, desk.inbox, at=at)
            answers(by, conversation, at=at + timedelta(hours=hours))
            at += timedelta(minutes=5)
    with clock.moved_to(NOW):
        while roll_up_stale():
            pass
    return desk


def shown(client: Client, agent: Agent, path: str, status: int = 200) -> str:
    client.force_login(agent)
    with clock.moved_to(NOW):
        response = client.get(path)
    assert response.status_code == status
    return str(response.content.decode())


def list_under(html: str, heading: str) -> list[str]:
    """The areas under a heading, each as its title and its words."""
    part = html[html.index(heading) :].partition("</div>")[0]
    found = re.findall(r'<li><a href="[^"]*">(.*?)</a><span class="quiet">(.*?)</span>', part)
    return [f"{title}: {words}" for title, words in found]


def test_the_own_figures_stand_beside_the_own_past_and_the_team(
    client: Client, quarter: Desk
) -> None:
    html = shown(client, quarter.ada, f"/figures/mine/{PERIOD}")
    card = html[html.index('<span class="kpi-title">Promises kept</span>') :].partition("</a>")[0]
    assert '<span class="kpi-value">50.0%</span>' in card
    assert "<span>The team as a whole</span><b>80.0%</b>" in card
    assert "Promises kept, week by week" in html
    assert "Bo" not in html.partition('class="page-body"')[2]


def test_areas_are_told_where_chance_does_not_explain_them(client: Client, quarter: Desk) -> None:
    html = shown(client, quarter.ada, f"/figures/mine/{PERIOD}")
    assert list_under(html, "Worth talking about") == [
        "Promises kept: 50.0% (38.3% to 61.7%, 66 cases); the team 80.0%",
        "Promises kept · Language: Nederlands: 0.0% (0.0% to 10.4%, 33 cases); the team 66.7%",
    ]
    bo = shown(client, quarter.bo, f"/figures/mine/{PERIOD}")
    strong = list_under(bo, "Strong beside the team")
    assert "Promises kept: 100.0% (96.3% to 100.0%, 99 cases); the team 80.0%" in strong
    assert any(one.startswith("Promises kept · Language: Nederlands") for one in strong)


def test_an_area_leads_to_its_conversations(client: Client, quarter: Desk) -> None:
    path = f"/figures/of/{quarter.ada.pk}/promises-kept/{PERIOD}&in=language:nl"
    html = shown(client, quarter.ada, path)
    assert "1–33 of 33" in html
    assert ZSOFIA.name not in html
    assert "1–40 of 66" in shown(client, quarter.liv, path.partition("&")[0])
    for gone in ("weather", "backlog", "clearance"):
        shown(client, quarter.ada, f"/figures/of/{quarter.ada.pk}/{gone}/", 404)


def test_only_the_person_and_who_leads_one_of_the_teams_find_them(
    client: Client, quarter: Desk
) -> None:
    elsewhere, boss = agent("Otto", Role.LEAD), agent("Rut", Role.ADMINISTRATOR)
    Team.objects.create(name="Others").members.add(elsewhere)
    path = f"/figures/of/{quarter.ada.pk}/{PERIOD}"
    assert "Figures of Ada" in shown(client, quarter.liv, path)
    assert "My figures" in shown(client, quarter.ada, path)
    for reader in (quarter.bo, quarter.eve, elsewhere, boss):
        shown(client, reader, path, 404)
        shown(client, reader, f"/figures/of/{quarter.ada.pk}/promises-kept/", 404)


def test_a_lead_finds_the_people_and_an_agent_no_colleague(client: Client, quarter: Desk) -> None:
    assert f"/figures/of/{quarter.ada.pk}/" in shown(client, quarter.liv, "/figures/mine/")
    assert "Whose figures" not in shown(client, quarter.ada, "/figures/mine/")


def test_eve_has_no_figures_and_sees_nobody_elses(client: Client, quarter: Desk) -> None:
    html = shown(client, quarter.eve, f"/figures/mine/{PERIOD}")
    assert "Nothing stands out in these days." in html
    assert '<span class="kpi-value">–</span>' in html
    shown(client, quarter.eve, f"/figures/mine/?team={quarter.team.pk}", 404)


def test_long_periods_tell_whole_measures_only(client: Client, quarter: Desk) -> None:
    html = shown(client, quarter.ada, "/figures/mine/?period=13m")
    assert "told for up to four months and a thousand cases" in html
    assert len(list_under(html, "Worth talking about")) == 1
