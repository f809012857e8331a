"""A walk over every address in every role: what is not allowed is not found, and shows nothing."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from tillit.config.tests.addresses_of_teams import OF_WHO_LEADS
from tillit.config.tests.every_address import (
    CANARY,
    NOT_FOR_LIGHT_AGENTS,
    OF_ADMINISTRATORS,
    OF_EVERY_LEAD,
    OF_LEADS,
    OF_ONE_PERSON,
    OF_ONE_TEAM,
    SHOWING_ONES_OWN,
)
from tillit.config.tests.test_every_address import answers_to, text_of
from tillit.people.models import Agent, Role, Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

IN_TEAM, ELSEWHERE = "in the team", "elsewhere"
NOBODY = "999999999"


def somebody(desk: Desk, role: str, where: str) -> Agent:
    """An agent of this role, in the team of the desk or in another one."""
    found = agent("Mia", role)
    team = desk.team if where == IN_TEAM else Team.objects.create(name="Night")
    team.members.add(found)
    return found


def finds(role: str, where: str, route: str) -> bool:
    """Who is to find what."""
    inside = where == IN_TEAM or role == Role.ADMINISTRATOR
    if route in SHOWING_ONES_OWN:
        return True
    if route in OF_ONE_TEAM:
        return inside and not (role == Role.LIGHT and route in NOT_FOR_LIGHT_AGENTS)
    if route in OF_LEADS:
        return role in (Role.LEAD, Role.ADMINISTRATOR) and (inside or "<" not in route)
    if route in OF_ONE_PERSON:
        leads = role in (Role.LEAD, Role.ADMINISTRATOR) and where == IN_TEAM
        return leads and route in OF_WHO_LEADS
    if route in OF_EVERY_LEAD:
        return role in (Role.LEAD, Role.ADMINISTRATOR)
    assert route in OF_ADMINISTRATORS, f"say in every_address.py who may use {route}"
    return role == Role.ADMINISTRATOR


@pytest.mark.parametrize("where", [IN_TEAM, ELSEWHERE])
@pytest.mark.parametrize("role", Role.values)
def test_what_a_role_may_not_do_is_not_found(
    desk: Desk, places: dict[str, list[str]], role: str, where: str
) -> None:
    browser = browser_of(somebody(desk, role, where))
    hidden = [route for route in places if not finds(role, where, route)]
    for address in (address for route in hidden for address in places[route]):
        answers = answers_to(browser, address)
        assert 404 in {one.status_code for one in answers} <= {404, 405}, (role, where, address)
        assert not any(CANARY in text_of(one) for one in answers), (role, where, address)


@pytest.mark.parametrize("where", [IN_TEAM, ELSEWHERE])
@pytest.mark.parametrize("role", Role.values)
def test_what_a_role_may_do_is_found_and_shows_no_other_team(
    desk: Desk, places: dict[str, list[str]], role: str, where: str
) -> None:
    browser = browser_of(somebody(desk, role, where))
    sees_the_team = where == IN_TEAM or role == Role.ADMINISTRATOR
    for route in (route for route in places if finds(role, where, route)):
        for address in places[route]:
            answer = browser.get(address)
            status = answer.status_code
            assert sealed(route) or status in (200, 302, 405), (role, where, address, status)
            assert sees_the_team or CANARY not in text_of(answer), (role, where, address)


def sealed(route: str) -> bool:
    """Addresses made for one agent, and what is there only once it was set up."""
    ends = ("again/", "app/removal/", "recovery-codes/", "passkeys/<")
    own = tuple(f"me/security/{end}" for end in ends)
    own = (*own, "bulk/<")
    return "<slug:seal>" in route or route.startswith(own) or route == "settings/mail/oauth/"


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_what_does_not_exist_is_found_by_nobody(
    desk: Desk, places: dict[str, list[str]], role: str
) -> None:
    browser = browser_of(somebody(desk, role, IN_TEAM))
    parameter = re.compile(r"<(\w+):\w+>")
    for route in (one for one in places if "<" in one and one not in SHOWING_ONES_OWN):
        address = "/" + parameter.sub(lambda found: NOBODY if found[1] == "int" else "x", route)
        for answer in answers_to(browser, address):
            assert answer.status_code in (404, 405), (role, address)


def test_a_passkey_of_somebody_else_is_not_found(
    desk: Desk, places: dict[str, list[str]], settings: Settings
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = False
    settings.MFA_REAUTHENTICATION_REQUIRED = False
    browser = browser_of(desk.ada)
    for end in ("", "removal/"):
        for answer in answers_to(browser, places[f"me/security/passkeys/<int:pk>/{end}"][0]):
            assert answer.status_code == 404
            assert CANARY not in text_of(answer)


def test_signed_out_nobody_joins_with_a_link_that_is_not_theirs() -> None:
    for token in ("x", "1.abc.def", "%00", "a" * 3000, "1..", "9" * 30 + ".a.b"):
        assert Client().get(f"/invitation/{token}/").status_code == 404
