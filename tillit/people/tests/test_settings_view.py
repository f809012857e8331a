"""The way into all settings, and one's own."""

import re

import pytest
from django.test import Client

from tillit.people.models import Agent, Role
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent

pytestmark = pytest.mark.django_db


def settings_of(one: Agent, sought: str = "") -> str:
    browser = browser_of(one)
    page = browser.get("/settings/", {"q": sought}).content.decode()
    return page.split('<div class="page-body')[1]


def test_everybody_finds_the_own_ones_and_only_leads_those_of_others(desk: Desk) -> None:
    for one in (desk.ada, desk.eve):
        page = settings_of(one)
        assert "/me/security/" in page
        assert set(re.findall(r'href="(/settings/[^"]*)"', page)) == {"/settings/macros/"}
    lead = settings_of(desk.liv)
    for address in ("people", "teams", "company", "mail", "inboxes"):
        assert f'"/settings/{address}/"' in lead
    assert "/settings/first-steps/" not in lead
    assert "/settings/first-steps/" in settings_of(agent("Root", Role.ADMINISTRATOR))


@pytest.mark.parametrize(
    ("sought", "found", "hidden"),
    [
        ("password", "/me/security/", "/settings/teams/"),
        ("INVITE", "/settings/people/", "/settings/teams/"),
        ("opening hours", "/settings/company/", "/settings/people/"),
        ("hours  opening", "/settings/company/", "/settings/people/"),
    ],
)
def test_searching(desk: Desk, sought: str, found: str, hidden: str) -> None:
    page = settings_of(desk.liv, sought)
    assert f'href="{found}"' in page
    assert f'href="{hidden}"' not in page


def test_nothing_found_says_so_and_escapes(desk: Desk) -> None:
    page = settings_of(desk.liv, "<script>x\x00")
    assert "Nothing is called that" in page
    assert "<script>x" not in page


def test_name_language_and_theme_are_saved(client: Client, desk: Desk) -> None:
    client.force_login(desk.ada)
    form = {"name": "  Ada   B. ", "language": "nl", "theme": "dark"}
    assert client.post("/me/", form).status_code == 302
    ada = Agent.objects.get(pk=desk.ada.pk)
    assert (ada.name, ada.language, ada.theme) == ("Ada B.", "nl", "dark")
    assert (ada.role, ada.email) == (desk.ada.role, desk.ada.email)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "x" * 121}, {"language": "xx"}, {"theme": "neon"}]
)
def test_what_cannot_be_is_said_in_words(client: Client, desk: Desk, wrong: dict[str, str]) -> None:
    client.force_login(desk.ada)
    form = {"name": "Ada", "language": "en", "theme": ""}
    answer = client.post("/me/", form | wrong)
    assert answer.status_code == 422
    assert Agent.objects.get(pk=desk.ada.pk).name == "Ada"


def test_nobody_raises_himself(client: Client, desk: Desk) -> None:
    client.force_login(desk.eve)
    form = {"name": "Eve", "language": "en", "theme": "", "role": "administrator"}
    client.post("/me/", form | {"is_active": "on", "teams": [desk.team.pk]})
    eve = Agent.objects.get(pk=desk.eve.pk)
    assert eve.role == Role.AGENT
    assert not eve.teams.exists()
