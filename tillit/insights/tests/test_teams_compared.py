"""Teams compared: the same mix of cases, limits of chance, and nobody ranked on few cases."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from tillit import clock
from tillit.insights.tests.rolled import promises
from tillit.people.models import Agent, Team
from tillit.testing.cast import Desk
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
DAY = date(2026, 6, 8)
ADDRESS = "/figures/teams/"


@pytest.fixture
def store(desk: Desk) -> Team:
    """A second team, of which Liv is a member too."""
    made = Team.objects.create(name="Store")
    made.members.add(desk.liv)
    return made


def shown(client: Client, agent: Agent, query: str = "?period=28") -> str:
    client.force_login(agent)
    with clock.moved_to(NOW):
        response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def rows(html: str) -> dict[str, str]:
    """The rows of the first table of teams, without tags."""
    body = html[html.index('class="table parts"') :].partition("</table>")[0]
    found = re.findall(r'<th scope="row"><a href="[^"]*">(.*?)</a></th>(.*?)</tr>', body, re.S)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", cells).split()) for name, cells in found}


def test_the_same_mix_reverses_who_is_higher_and_the_page_says_so(
    client: Client, desk: Desk, store: Team
) -> None:
    promises(desk.team, DAY, (273, 350), type={"question": (81, 87), "complaint": (192, 263)})
    promises(store, DAY, (289, 350), type={"question": (234, 270), "complaint": (55, 80)})
    html = shown(client, desk.liv)
    found = rows(html)
    assert list(found) == ["Desk", "Store"]
    assert re.search("78.0% of 350 .* 83.3% 78.2% within what chance explains", found["Desk"])
    assert re.search("82.6% of 350 .* 77.9% 82.4% within what chance explains", found["Store"])
    assert "As it is, Store is higher than Desk; with the same mix of cases Desk is higher." in html
    assert "No team differs from all together by more than chance explains." in html


def test_what_a_team_has_no_cases_of_leaves_a_dash_and_the_reason(
    client: Client, desk: Desk, store: Team
) -> None:
    promises(desk.team, DAY, (50, 60), type={"question": (30, 35), "complaint": (20, 25)})
    promises(store, DAY, (40, 50), type={"question": (40, 50)})
    found = rows(shown(client, desk.liv))
    assert "– no cases of: Complaint" in found["Store"]
    assert "no cases of" not in found["Desk"]


def test_another_mix_is_chosen_in_the_address(client: Client, desk: Desk, store: Team) -> None:
    for team in (desk.team, store):
        promises(
            team,
            DAY,
            (40, 50),
            type={"question": (40, 50)},
            language={"hu": (10, 20), "nb": (30, 30)},
        )
    html = shown(client, desk.liv, "?period=28&mix=language")
    assert "With the same mix: Language" in html
    assert "mix=channel" in html
    assert "With the same mix: Type" in shown(client, desk.liv, "?period=28&mix=weather")


def test_who_differs_by_more_than_chance_is_named_and_few_cases_never_are(
    client: Client, desk: Desk, store: Team
) -> None:
    night = Team.objects.create(name="Night")
    night.members.add(desk.liv)
    for team, counts in ((desk.team, (190, 200)), (store, (120, 200)), (night, (2, 20))):
        promises(team, DAY, counts, type={"question": counts})
    html = shown(client, desk.liv)
    found = rows(html)
    assert "higher than all together" in found["Desk"]
    assert "lower than all together" in found["Store"]
    assert "too few to say" in found["Night"]
    assert "More than chance: Desk, Store" in html
    assert re.search(r'<tr class="faint"><th scope="row"><a href="[^"]*">Night<', html)
    assert '<g class="faint"><title>Night: 10.0% of 20</title>' in html


def test_a_narrowed_page_has_no_mix_to_make_the_same(
    client: Client, desk: Desk, store: Team
) -> None:
    for team in (desk.team, store):
        promises(team, DAY, (40, 50), channel={"email": (20, 25), "chat": (20, 25)})
    html = shown(client, desk.liv, "?period=28&in=channel:email")
    assert "80.0% of 25" in rows(html)["Desk"]
    assert "With the same mix" not in html


def test_who_sees_one_team_or_none_compares_nothing(
    client: Client, desk: Desk, store: Team
) -> None:
    for team in (desk.team, store):
        promises(team, DAY, (40, 50), type={"question": (40, 50)})
    for agent in (desk.ada, desk.eve):
        html = shown(client, agent)
        assert "There is only one team" in html
        assert "Store" not in html
        assert "Teams compared</a>" not in html
    assert "Teams compared</a>" in shown(client, desk.liv)


def test_days_in_which_one_team_alone_has_cases_compare_nothing(
    client: Client, desk: Desk, store: Team
) -> None:
    promises(desk.team, DAY, (40, 50), type={"question": (40, 50)})
    assert "Nothing to compare in these days" in shown(client, desk.liv)


def test_what_the_mix_explains_is_not_called_more_than_chance(
    client: Client, desk: Desk, store: Team
) -> None:
    promises(desk.team, DAY, (2730, 3500), type={"question": (836, 870), "complaint": (1894, 2630)})
    promises(store, DAY, (3153, 3500), type={"question": (2593, 2700), "complaint": (560, 800)})
    html = shown(client, desk.liv)
    found = rows(html)
    assert re.search("78.0% of 3,500 .* within what chance explains", found["Desk"])
    assert re.search("90.1% of 3,500 .* within what chance explains", found["Store"])
    assert "No team differs from all together by more than chance explains." in html


def test_the_table_of_teams_is_taken_along(client: Client, desk: Desk, store: Team) -> None:
    for team, counts in ((desk.team, (190, 200)), (store, (12, 20))):
        promises(team, DAY, counts, type={"question": counts})
    assert f'href="{ADDRESS}table.csv?period=28' in shown(client, desk.liv)
    with clock.moved_to(NOW):
        content = b"".join(client.get(f"{ADDRESS}table.csv?period=28"))
    found = {row["Team"]: row for row in csv.DictReader(StringIO(content.decode("utf-8-sig")))}
    assert float(found["Desk"]["As it is"]) == 0.95
    assert found["Store"]["Beside all teams together"] == "too few to say"
    # (k + m·p₀)/(n + m), with 30 cases of what is known of all.
    assert float(found["Store"]["Best estimate"]) == pytest.approx((12 + 30 * 202 / 220) / 50)
    client.force_login(desk.eve)
    with clock.moved_to(NOW):
        content = b"".join(client.get(f"{ADDRESS}table.csv?period=28"))
    assert b"Desk" not in content
