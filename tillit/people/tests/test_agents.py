"""Agents: signing in, and which teams they see."""

import pytest
from django.test import Client

from tillit.people.models import Agent, Role, Team
from tillit.testing.cast import PASSWORD, Desk, agent

pytestmark = pytest.mark.django_db


def test_an_agent_sees_the_own_teams_only(desk: Desk) -> None:
    Team.objects.create(name="Others")
    assert desk.ada.team_ids == [desk.team.pk]
    assert desk.liv.team_ids == [desk.team.pk]
    assert desk.eve.team_ids == []


def test_an_administrator_sees_every_team(desk: Desk) -> None:
    others = Team.objects.create(name="Others")
    root = agent("Root", Role.ADMINISTRATOR)
    assert root.team_ids == [desk.team.pk, others.pk]


def test_without_a_password_nobody_signs_in_with_one(desk: Desk) -> None:
    assert not desk.ada.has_usable_password()
    assert not desk.ada.check_password("")


def test_the_sign_in_name_has_no_case() -> None:
    assert Agent.objects.create_user("Ada@Desk.Example", name="Ada").email == "ada@desk.example"


def test_signing_in_leads_to_the_inbox(client: Client, desk: Desk) -> None:
    agent("Kim", password=PASSWORD)
    answer = client.post("/sign-in/", {"login": "kim@desk.example", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_signing_in_leads_to_no_foreign_place(client: Client, desk: Desk) -> None:
    agent("Kim", password=PASSWORD)
    fields = {"login": "kim@desk.example", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/sign-in/", fields).headers["Location"] == "/"


def test_a_wrong_password_says_the_same_as_an_unknown_address(client: Client) -> None:
    agent("Kim", password=PASSWORD)
    known = client.post("/sign-in/", {"login": "kim@desk.example", "password": "wrong"})
    unknown = client.post("/sign-in/", {"login": "nobody@desk.example", "password": "wrong"})
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


def test_an_agent_who_has_left_cannot_sign_in(client: Client) -> None:
    Agent.objects.filter(pk=agent("Kim", password=PASSWORD).pk).update(is_active=False)
    client.post("/sign-in/", {"login": "kim@desk.example", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_nobody_opens_an_account_from_outside(client: Client) -> None:
    assert client.get("/sign-up/").status_code == 404
