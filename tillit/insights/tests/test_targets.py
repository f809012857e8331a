"""Targets: set by leads with a reason, drawn beside the limits, and judged only on enough cases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.insights.models import Target
from tillit.insights.targets.events import TargetSet, TargetWithdrawn
from tillit.insights.targets.setting import Wanted, set_target, withdraw
from tillit.insights.tests.rolled import promises
from tillit.people.models import Agent, Team
from tillit.testing.cast import Desk, agent
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
SINCE = date(2026, 5, 1)
ADDRESS = "/figures/targets/"
WHY = "What the customers of the shop expect of us."


def shown(client: Client, agent: Agent, path: str) -> str:
    client.force_login(agent)
    with clock.moved_to(NOW):
        response = client.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def posted(client: Client, agent: Agent, **changes: str) -> int:
    client.force_login(agent)
    said = {
        "measure": "promises-kept",
        "value": "90",
        "since": SINCE.isoformat(),
        "until": "",
        "why": WHY,
        **changes,
    }
    with clock.moved_to(NOW):
        return int(client.post(ADDRESS, said).status_code)


def of_team(desk: Desk, value: float = 0.9) -> Target:
    wanted = Wanted("promises-kept", value, SINCE, WHY, team=desk.team)
    with clock.moved_to(NOW):
        return set_target(wanted=wanted, by=desk.liv)


def of_ada(desk: Desk, value: float = 0.9) -> Target:
    wanted = Wanted("promises-kept", value, SINCE, WHY, agent=desk.ada)
    with clock.moved_to(NOW):
        return set_target(wanted=wanted, by=desk.liv)


def weeks(desk: Desk, kept: int, n: int) -> None:
    """So many promises each week of a quarter."""
    for week in range(12):
        day = date(2026, 3, 24) + timedelta(weeks=week)
        promises(desk.team, day, (kept, n), agent={str(desk.ada.pk): (kept, n)})


def test_a_lead_sets_one_for_the_team_and_one_for_a_person(client: Client, desk: Desk) -> None:
    with assert_emits(TargetSet, TargetSet):
        assert posted(client, desk.liv, whose=f"team-{desk.team.pk}") == 302
        assert posted(client, desk.liv, whose=f"person-{desk.ada.pk}", value="87.5") == 302
    assert {(one.team, one.agent, one.value) for one in Target.objects.all()} == {
        (desk.team, None, 0.9),
        (None, desk.ada, 0.875),
    }
    html = shown(client, desk.liv, ADDRESS)
    assert "Ada: Promises kept at least 87.5%" in html
    assert WHY in html


def test_times_are_said_in_hours(client: Client, desk: Desk) -> None:
    whose = f"team-{desk.team.pk}"
    assert posted(client, desk.liv, whose=whose, measure="first-response", value="1.5") == 302
    assert Target.objects.get().value == 5400
    assert "First response time at most 1 h 30 min" in shown(client, desk.liv, ADDRESS)


@pytest.mark.parametrize(
    "said",
    [
        {"value": "101"},
        {"value": "nan"},
        {"value": ""},
        {"why": ""},
        {"until": "2026-04-01"},
        {"measure": "backlog"},
        {"whose": "team-9999999"},
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_set(
    client: Client, desk: Desk, said: dict[str, str]
) -> None:
    assert posted(client, desk.liv, **{"whose": f"team-{desk.team.pk}", **said}) == 422
    assert not Target.objects.exists()


def test_agents_and_strangers_set_none(client: Client, desk: Desk) -> None:
    for agent_ in (desk.ada, desk.eve):
        assert posted(client, agent_, whose=f"team-{desk.team.pk}") == 404
    known = of_team(desk)
    for agent_ in (desk.ada, desk.eve):
        client.force_login(agent_)
        assert client.post(f"{ADDRESS}{known.pk}/withdrawal/").status_code == 404
    assert Target.objects.standing().count() == 1


def test_another_one_takes_its_place_and_the_earlier_stays_readable(
    client: Client, desk: Desk
) -> None:
    first = of_team(desk)
    assert of_team(desk) == first
    with assert_emits(TargetWithdrawn, TargetSet):
        second = of_team(desk, 0.95)
    assert list(Target.objects.standing()) == [second]
    html = shown(client, desk.ada, ADDRESS)
    assert (
        html.index("at least 95.0%") < html.index("Earlier targets") < html.index("at least 90.0%")
    )
    with clock.moved_to(NOW):
        withdraw(target=second, by=desk.liv)
        withdraw(target=second, by=desk.liv)
    assert not Target.objects.standing().exists()


def test_a_person_sees_the_own_and_colleagues_do_not(client: Client, desk: Desk) -> None:
    of_ada(desk)
    other = Team.objects.create(name="Others")
    stranger = agent("Otto", "lead")
    other.members.add(stranger)
    for reader, sees in ((desk.ada, 1), (desk.liv, 1), (desk.bo, 0), (desk.eve, 0), (stranger, 0)):
        assert shown(client, reader, ADDRESS).count("Ada: Promises kept") == sees


def test_the_chart_has_a_line_of_its_own_and_the_card_says_how_it_stands(
    client: Client, desk: Desk
) -> None:
    weeks(desk, 46, 50)
    page = "/figures/about/promises/?period=28"
    assert 'class="goal"' not in shown(client, desk.ada, page)
    of_team(desk)
    html = shown(client, desk.ada, page)
    assert html.count('class="goal"') == 1
    assert '<span class="swatch target"></span>Target: at least 90.0%' in html
    assert "Target: at least 90.0%, reached, but not certain: 87.4% to 95.0%" in html
    assert "What is usual comes from 11 weeks" in html
    of_team(desk, 0.97)
    assert "Target: at least 97.0%, not reached: 87.4% to 95.0%" in shown(client, desk.ada, page)


def test_few_cases_reach_nothing(client: Client, desk: Desk) -> None:
    promises(desk.team, date(2026, 6, 9), (29, 29))
    of_team(desk)
    html = shown(client, desk.ada, "/figures/about/promises/?period=28")
    assert "Target: at least 90.0%, too few cases to say" in html
    assert "too few cases to say" in shown(client, desk.ada, ADDRESS)


def test_the_target_of_a_person_stands_on_the_own_figures_only(client: Client, desk: Desk) -> None:
    weeks(desk, 46, 50)
    of_ada(desk)
    own = f"/figures/about/promises/?period=28&in=agent:{desk.ada.pk}"
    for reader in (desk.ada, desk.liv):
        assert "Target: at least 90.0%" in shown(client, reader, own)
        assert "Target:" not in shown(client, reader, "/figures/about/promises/?period=28")
    for stranger in (desk.bo, desk.eve):
        client.force_login(stranger)
        assert client.get(own).status_code == 404


def test_one_for_later_leaves_the_running_one_until_then(client: Client, desk: Desk) -> None:
    now = of_team(desk)
    later = (SINCE + timedelta(days=61)).isoformat()
    assert posted(client, desk.liv, value="95", since=later, whose=f"team-{desk.team.pk}") == 302
    now.refresh_from_db()
    assert (now.withdrawn_at, now.until) == (None, date(2026, 6, 30))
    first, last = date(2026, 5, 1), date(2026, 5, 31)
    assert list(Target.objects.in_force(first, last)) == [now]
