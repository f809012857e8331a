"""Colleagues: what a lead and an administrator may change, and what nobody may."""

import pytest
from django.test import Client

from tillit.people import staffing
from tillit.people.actor import Actor
from tillit.people.events import AgentDeactivated, AgentReturned, AgentRoleChanged
from tillit.people.models import Agent, Role, Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent
from tillit.testing.journal import assert_emits

pytestmark = pytest.mark.django_db


def page_of(one: Agent) -> str:
    return f"/settings/people/{one.pk}/"


def fresh(one: Agent) -> Agent:
    return Agent.objects.get(pk=one.pk)


def test_a_lead_makes_an_agent_a_light_one(liv: Client, desk: Desk) -> None:
    assert b"Ada" in liv.get(page_of(desk.ada)).content
    with assert_emits(AgentRoleChanged):
        answer = liv.post(page_of(desk.ada), {"role": "light", "teams": [desk.team.pk]})
    assert answer.status_code == 302
    assert fresh(desk.ada).role == Role.LIGHT


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_a_lead_raises_nobody(liv: Client, desk: Desk, role: str) -> None:
    answer = liv.post(page_of(desk.ada), {"role": role, "teams": [desk.team.pk]})
    assert answer.status_code == 422
    assert fresh(desk.ada).role == Role.AGENT


def test_a_lead_changes_no_lead_no_administrator_nobody_elsewhere(liv: Client, desk: Desk) -> None:
    ruth, otto = agent("Ruth", Role.ADMINISTRATOR), agent("Otto", Role.LEAD)
    night = Team.objects.create(name="Night")
    desk.team.members.add(ruth, otto)
    desk.bo.teams.add(night)
    for one in (desk.liv, ruth, otto, desk.eve, desk.bo):
        assert liv.get(page_of(one)).status_code == 404, one
        for act in ("departure", "return", "sign-out", "second-steps"):
            assert liv.post(f"{page_of(one)}{act}/").status_code == 404, (one, act)
    everybody = liv.get("/settings/people/").content.decode()
    assert "Otto" in everybody
    assert "Eve" not in everybody


def test_who_leaves_is_out_at_once_and_may_come_back(liv: Client, desk: Desk) -> None:
    ada = browser_of(desk.ada)
    with assert_emits(AgentDeactivated):
        told = liv.post(f"{page_of(desk.ada)}departure/", follow=True).content.decode()
    assert "Ada can no longer sign in." in told
    assert f'action="{page_of(desk.ada)}return/"' in told
    assert ada.get("/inbox/open/").status_code == 302
    with assert_emits(AgentReturned):
        liv.post(f"{page_of(desk.ada)}return/")
    assert fresh(desk.ada).is_active
    assert desk.team in fresh(desk.ada).teams.all()
    assert ada.get("/inbox/open/").status_code == 302


def test_signing_out_everywhere_ends_sessions_and_nothing_else(liv: Client, desk: Desk) -> None:
    phone, laptop = Client(), Client()
    for browser in (phone, laptop):
        browser.force_login(desk.ada)
    liv.post(f"{page_of(desk.ada)}sign-out/")
    assert {phone.get("/me/").status_code, laptop.get("/me/").status_code} == {302}
    phone.force_login(fresh(desk.ada))
    assert phone.get("/me/").status_code == 200
    assert liv.get("/me/").status_code == 200


def test_the_last_administrator_stays(root: Client, desk: Desk) -> None:
    ruth = Agent.objects.get(name="Root")
    answer = root.post(page_of(ruth), {"role": "agent", "teams": []})
    assert answer.status_code == 422
    assert b"Make somebody else an administrator first." in answer.content
    assert root.post(f"{page_of(ruth)}departure/").status_code == 404
    with pytest.raises(staffing.LastAdministrator):
        staffing.deactivate(agent=ruth, by=Actor.agent(desk.liv))
    agent("Rita", Role.ADMINISTRATOR)
    assert root.post(page_of(ruth), {"role": "agent", "teams": []}).status_code == 302


def test_an_administrator_may_do_all_of_it(root: Client, desk: Desk) -> None:
    for one in (desk.liv, desk.eve):
        chosen = {"role": "administrator", "teams": [desk.team.pk]}
        assert root.post(page_of(one), chosen).status_code == 302
        assert fresh(one).role == Role.ADMINISTRATOR


def test_teams_that_a_lead_does_not_see_are_kept(liv: Client, desk: Desk) -> None:
    spare = Team.objects.create(name="Spare")
    spare.members.add(desk.liv)
    both = {"role": "agent", "teams": [desk.team.pk, spare.pk]}
    liv.post(page_of(desk.ada), both)
    assert set(desk.ada.teams.all()) == {desk.team, spare}


@pytest.mark.parametrize("name", ["ada", "eve"])
def test_agents_and_strangers_find_nobody(client: Client, desk: Desk, name: str) -> None:
    client.force_login(getattr(desk, name))
    for one in (desk.ada, desk.bo, desk.eve):
        assert client.get(page_of(one)).status_code == 404
        assert client.post(page_of(one), {"role": "administrator"}).status_code == 404
        for act in ("departure", "return", "sign-out", "second-steps"):
            assert client.post(f"{page_of(one)}{act}/").status_code == 404
    assert fresh(desk.bo).is_active
