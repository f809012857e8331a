"""Fixtures for every test."""

from collections.abc import Iterator

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import caches
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client, override_settings

from tillit import clock
from tillit.automation import book, timed
from tillit.conversations.models import Inbox
from tillit.people.models import Role, Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import MONDAY_TEN, Desk, agent, open_desk, open_inbox
from tillit.testing.database import KeptTables


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test sees what another one remembered."""
    caches["process"].clear()
    book.forget()
    timed.forget()
    yield
    caches["process"].clear()


@pytest.fixture(autouse=True, scope="session")
def light_settings() -> Iterator[None]:
    """Pages do without collected static files, passwords are quickly hashed, replies not held."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(
        STORAGES={"staticfiles": {"BACKEND": plain}},
        WHITENOISE_AUTOREFRESH=True,
        TILLIT_UNDO_SECONDS=0,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session")
def kept_tables(pytestconfig: pytest.Config) -> KeptTables | None:
    """What migrations make, kept between runs; not on a database server, nor without a cache."""
    cache = getattr(pytestconfig, "cache", None)
    if connection.vendor != "sqlite" or cache is None:
        return None
    return KeptTables(cache.mkdir("database"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, kept_tables: KeptTables | None
) -> None:
    """All tables are there before the database of the tests is migrated."""
    if kept_tables:
        kept_tables.fill()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, kept_tables: KeptTables | None) -> None:
    """After a test has emptied the tables, Django's permissions are not made anew.

    Nobody asks for them here, and making them takes longer than most tests.
    """
    if kept_tables:
        kept_tables.keep()
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)


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
