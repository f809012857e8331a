"""Fixtures for every test."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from tillit import clock
from tillit.conversations.models import Inbox
from tillit.people.models import Role, Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import MONDAY_TEN, Desk, agent, open_desk, open_inbox


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test sees what another one remembered."""
    caches["process"].clear()
    yield
    caches["process"].clear()


@pytest.fixture(autouse=True)
def light_settings(settings: Settings) -> None:
    """Pages do without collected static files, passwords are quickly hashed, replies not held."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {"staticfiles": {"BACKEND": plain}}
    settings.WHITENOISE_AUTOREFRESH = True
    settings.TILLIT_UNDO_SECONDS = 0
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def desk(db: None) -> Desk:
    """A team at work."""
    return open_desk()


@pytest.fixture
def ada(desk: Desk) -> Client:
    """Ada's browser."""
    return browser_of(desk.ada)


@pytest.fixture
def bo(desk: Desk) -> Client:
    """The browser of Bo, a colleague of Ada's."""
    return browser_of(desk.bo)


@pytest.fixture
def liv(desk: Desk) -> Client:
    """The browser of Liv, who leads the desk."""
    return browser_of(desk.liv)


@pytest.fixture
def eve(desk: Desk) -> Client:
    """Eve's browser; she may not see anything of the desk."""
    return browser_of(desk.eve)


@pytest.fixture
def root(db: None) -> Client:
    """The browser of an administrator."""
    return browser_of(agent("Root", Role.ADMINISTRATOR))


@pytest.fixture
def night(desk: Desk) -> Inbox:
    """The inbox of another team, of which Eve alone is a member."""
    team = Team.objects.create(name="Night")
    team.members.set([desk.eve])
    return open_inbox("Night", team, "night@desk.example")


@pytest.fixture
def monday_ten() -> Iterator[None]:
    """It is Monday, 10:00 in Oslo; move on with `tillit.clock.moved_to`."""
    with clock.moved_to(MONDAY_TEN):
        yield
