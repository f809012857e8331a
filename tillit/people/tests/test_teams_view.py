"""Teams and their settings."""

import pytest
from django.test import Client

from tillit.people.events import TeamChanged, TeamOpened
from tillit.people.models import Role, Team
from tillit.testing.cast import Desk, agent
from tillit.testing.journal import assert_emits

pytestmark = pytest.mark.django_db


def test_a_lead_names_the_team_and_its_members(client: Client, desk: Desk) -> None:
    client.force_login(desk.liv)
    page = f"/settings/teams/{desk.team.pk}/"
    chosen = {"name": " Front desk ", "members": [desk.liv.pk, desk.ada.pk]}
    with assert_emits(TeamChanged):
        assert client.post(page, chosen | {"light_agents_sort": "on"}).status_code == 302
    desk.team.refresh_from_db()
    assert (desk.team.name, desk.team.light_agents_sort) == ("Front desk", True)
    assert set(desk.team.members.all()) == {desk.liv, desk.ada}


def test_a_lead_neither_leaves_nor_brings_strangers(client: Client, desk: Desk) -> None:
    client.force_login(desk.liv)
    page = f"/settings/teams/{desk.team.pk}/"
    for members in ([desk.ada.pk], [desk.liv.pk, desk.eve.pk]):
        assert client.post(page, {"name": "Desk", "members": members}).status_code == 422
    assert desk.eve not in desk.team.members.all()


def test_two_teams_do_not_share_a_name(client: Client, desk: Desk) -> None:
    Team.objects.create(name="Night")
    client.force_login(desk.liv)
    page = f"/settings/teams/{desk.team.pk}/"
    answer = client.post(page, {"name": "Night", "members": [desk.liv.pk]})
    assert answer.status_code == 422
    assert "<h1>Desk</h1>" in answer.content.decode()


def test_an_administrator_opens_a_team(client: Client, desk: Desk) -> None:
    client.force_login(agent("Root", Role.ADMINISTRATOR))
    with assert_emits(TeamOpened):
        client.post("/settings/teams/new/", {"name": "Night", "members": [desk.eve.pk]})
    assert list(Team.objects.get(name="Night").members.all()) == [desk.eve]


def test_who_has_left_stays_in_the_team_unless_taken_out(client: Client, desk: Desk) -> None:
    desk.bo.is_active = False
    desk.bo.save()
    client.force_login(desk.liv)
    assert b"Bo" in client.get(f"/settings/teams/{desk.team.pk}/").content


@pytest.mark.parametrize("name", ["ada", "eve", "otto"])
def test_others_do_not_find_it(client: Client, desk: Desk, name: str) -> None:
    otto = agent("Otto", Role.LEAD)
    client.force_login({"ada": desk.ada, "eve": desk.eve, "otto": otto}[name])
    page = f"/settings/teams/{desk.team.pk}/"
    assert client.get(page).status_code == 404
    assert client.post(page, {"name": "Mine", "members": [otto.pk]}).status_code == 404
    assert client.get("/settings/teams/new/").status_code == 404
    assert client.post("/settings/teams/new/", {"name": "Mine"}).status_code == 404
    assert not Team.objects.filter(name="Mine").exists()
