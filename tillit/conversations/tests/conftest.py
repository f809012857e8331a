"""Fixtures for the tests of conversations."""

import pytest
from django.test import Client

from tillit.conversations.models import Inbox
from tillit.people.models import Agent, Team
from tillit.testing.cast import Desk, open_inbox


@pytest.fixture
def ada(desk: Desk) -> Client:
    """Ada's browser."""
    return _browser_of(desk.ada)


@pytest.fixture
def eve(desk: Desk) -> Client:
    """Eve's browser; she may not see anything of the desk."""
    return _browser_of(desk.eve)


def _browser_of(agent: Agent) -> Client:
    browser = Client()
    browser.force_login(agent)
    return browser


@pytest.fixture
def night(desk: Desk) -> Inbox:
    """The inbox of another team, of which Eve alone is a member."""
    team = Team.objects.create(name="Night")
    team.members.set([desk.eve])
    return open_inbox("Night", team, "night@desk.example")
