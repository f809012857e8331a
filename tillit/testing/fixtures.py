"""Fixtures for every test."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from pytest_django import Settings

from tillit import clock
from tillit.testing.cast import MONDAY_TEN, Desk, open_desk


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
def monday_ten() -> Iterator[None]:
    """It is Monday, 10:00 in Oslo; move on with `tillit.clock.moved_to`."""
    with clock.moved_to(MONDAY_TEN):
        yield
