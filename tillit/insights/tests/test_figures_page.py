"""The page of figures: honest numbers, for the teams of whoever looks."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tillit.conversations import actions
from tillit.insights.rolling import roll_up_stale
from tillit.measures.registry import all_measures
from tillit.people.actor import Actor
from tillit.people.models import Role, Team
from tillit.testing.browsers import words_of
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, agent, open_inbox, writes
from tillit.testing.steps import answers, clicks_send, mails_leave

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def answered(desk: Desk, number: int) -> None:
    """So many conversations, each answered a minute after it was asked."""
    begin = MONDAY_TEN - timedelta(hours=1)
    for second in range(number):
        at = begin + timedelta(seconds=second)
        clicks_send(desk.ada, writes(GRACE, desk.inbox, at=at), at=at + timedelta(minutes=1))
    mails_leave(at=MONDAY_TEN)


def cards(html: str) -> dict[str, dict[str, str]]:
    """Title, value, reading and count of every card, and its classes."""
    found = {}
    for classes, body in re.findall(r'<a class="(kpi[^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL):
        parts = {
            name: re.sub(r"<.*?>", " ", words).strip()
            for name, words in re.findall(r'<span class="kpi-(\w+)">(.*?)</span>\n', body)
        }
        found[parts["title"]] = parts | {"classes": classes}
    return found


def listed(html: str) -> str:
    """The list of everything that is measured."""
    return html.partition('<table class="table measures">')[2].partition("</table>")[0]


def shown(client: Client, who: object, query: str = "") -> str:
    client.force_login(who)  # type: ignore[arg-type]
    answer = client.get(f"/figures/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_not_defined_is_a_dash_and_never_zero(client: Client, desk: Desk) -> None:
    html = shown(client, desk.ada, "?compare=none")
    assert cards(html).pop("Open now")["value"] == "0", "that nothing is open is known"
    for title, card in cards(html).items():
        if title != "Open now":
            assert card["value"] == "–"
            assert "faint" in card["classes"]
        assert not re.search(r"\b(0|100)([.]0)?%", card["reading"])
    page = html.partition("<main")[2].partition("</main>")[0]
    assert set(re.findall(r"<b>(.*?)</b></span>", page)) == {"–"}
    assert re.findall(r'<td class="number.*?">(.*?)</td>', listed(page)) == [
        *["–"] * (len(all_measures()) - 2),
        "0",
        "–",
    ]


def test_only_times_are_called_a_median(client: Client, desk: Desk) -> None:
    found = cards(shown(client, desk.ada))
    assert found["First response time"]["reading"] == "median, opening hours"
    assert found["Promises kept"]["reading"] == ""


def test_few_cases_are_shown_but_greyed(client: Client, desk: Desk) -> None:
    answered(desk, 3)
    card = cards(shown(client, desk.ada))["Promises kept"]
    assert card["value"] == "100.0%"
    assert "43.9% to 100.0%" in card["reading"]
    assert "few answers" in card["count"]
    assert "faint" in card["classes"]


def test_an_agent_with_few_cases_has_a_dash_instead_of_a_share(client: Client, desk: Desk) -> None:
    answered(desk, 3)
    html = shown(client, desk.liv)
    (row,) = re.findall(r'<th scope="row"><span class="person">.*?</tr>', html)
    assert re.findall(r'<td class="number">(.*?)</td>', row) == ["3", "–", "–"]
    assert f'href="/figures/of/{desk.ada.pk}/' in row


def test_colleagues_are_told_apart_for_leads_only(client: Client, desk: Desk) -> None:
    answered(desk, 3)
    agents = '<h2 id="agents-title">'
    assert agents in shown(client, desk.liv)
    for reader in (desk.ada, desk.bo):
        assert agents not in shown(client, reader)
    page, own = "/figures/about/promises/?by=agent", f"/figures/?in=agent:{desk.ada.pk}"
    for reader, is_told_apart in ((desk.liv, True), (desk.ada, False)):
        client.force_login(reader)
        html = client.get(page).content.decode()
        assert ("Told apart: Agent</h2>" in html) is is_told_apart
        assert client.get(own).status_code == 200
    for reader in (desk.bo, desk.eve):
        client.force_login(reader)
        assert client.get(own).status_code == 404


def test_rolling_up_changes_no_figure(client: Client, desk: Desk) -> None:
    answered(desk, 5)
    before = shown(client, desk.ada)
    assert roll_up_stale()
    after = shown(client, desk.ada)
    assert cards(before) == cards(after)


def test_the_figures_of_eve_are_dashes(client: Client, desk: Desk) -> None:
    answered(desk, 3)
    html = shown(client, desk.eve)
    assert [card["value"] for card in cards(html).values()] == ["–"] * 4
    assert "Ada" not in words_of(html)
    assert f"team={desk.team.pk}" not in html


def test_a_team_that_is_not_yours_is_not_found(client: Client, desk: Desk) -> None:
    answered(desk, 1)
    team = Team.objects.create(name="Elsewhere")
    for who, number in ((desk.eve, desk.team.pk), (desk.ada, team.pk), (desk.ada, 4711)):
        client.force_login(who)
        for page in ("/figures/", "/figures/promises-kept/"):
            assert client.get(f"{page}?team={number}").status_code == 404
    assert client.get("/figures/?team=x").status_code == 404
    assert client.get("/figures/?team=%C2%B2").status_code == 404


def test_a_team_can_be_chosen_from_several(client: Client, desk: Desk) -> None:
    boss = agent("Odile", Role.ADMINISTRATOR)
    team = Team.objects.create(name="Elsewhere")
    there = open_inbox("Elsewhere", team, "else@desk.example")
    answered(desk, 2)
    at = MONDAY_TEN - timedelta(minutes=2)
    answers(desk.ada, writes(GRACE, there, at=at), at=at)
    assert cards(shown(client, boss))["Promises kept"]["count"].startswith("3 ")
    html = shown(client, boss, f"?team={team.pk}")
    assert cards(html)["Promises kept"]["count"].startswith("1 ")
    assert f"?period=28&amp;clock=business&amp;team={desk.team.pk}" in html


def test_whoever_is_not_signed_in_is_asked_to(client: Client, desk: Desk) -> None:
    assert client.get("/figures/")["Location"].startswith("/sign-in/")


def test_figures_cannot_be_posted(client: Client, desk: Desk) -> None:
    client.force_login(desk.ada)
    assert client.post("/figures/").status_code == 405


def queries(client: Client, desk: Desk) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        shown(client, desk.liv)
    return len(captured)


def test_thirty_cases_take_the_same_statements_as_one_and_stand_in_full(
    client: Client, desk: Desk
) -> None:
    answered(desk, 1)
    roll_up_stale()
    shown(client, desk.liv)
    few = queries(client, desk)
    answered(desk, 29)
    roll_up_stale()
    assert queries(client, desk) == few
    html = shown(client, desk.liv)
    card = cards(html)["Promises kept"]
    assert card["classes"] == "kpi"
    assert "few answers" not in card["count"]
    assert card["count"] == "30 decided promises"
    assert '<td class="number">100%</td>' in html


def test_numbers_are_written_as_the_agent_reads_them(client: Client, desk: Desk) -> None:
    answered(desk, 3)
    desk.ada.language = "hu"
    desk.ada.save()
    with translation.override("en"):
        assert "100,0%" in shown(client, desk.ada)


def test_every_measure_stands_in_the_list_under_what_it_tells_about(
    client: Client, desk: Desk
) -> None:
    html = listed(shown(client, desk.ada, "?period=7"))
    addresses = re.findall(r'<th scope="row"><a href="/figures/([\w-]+)/\?period=7', html)
    assert sorted(addresses) == sorted(one.key for one in all_measures())
    assert re.findall(r'scope="rowgroup">(.*?)</th>', html) == [
        "Answering",
        "Solving",
        "Promises and satisfaction",
        "Waiting now",
    ]


def test_what_came_and_went_adds_up_to_what_is_open(client: Client, desk: Desk) -> None:
    first = writes(GRACE, desk.inbox, at=MONDAY_TEN - timedelta(days=2))
    writes(GRACE, desk.inbox, at=MONDAY_TEN - timedelta(days=1))
    actions.resolve(conversation=first, by=Actor.agent(desk.ada))
    html = shown(client, desk.ada, "?period=7")
    table = html.partition("Came in and went out</h2>")[2].partition("</tbody>")[0]
    rows = re.findall(r'<td class="number">(\d+)</td>' * 3, table)
    assert rows[-3:] == [("1", "0", "1"), ("1", "0", "2"), ("0", "1", "1")]
    ages = html.partition("How old what is open is</h2>")[2].partition("</tbody>")[0]
    assert re.findall(r'<td class="number">(\d+)</td>', ages) == ["0", "1", "0", "0", "0", "0"]
