"""What all tests have in common: fixtures, patience, and the data layer alone when asked."""

import pytest
from hypothesis import HealthCheck, settings

# Machines are noisy: no property fails because an example, or the making of one, took long.
settings.register_profile(
    "noisy", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("noisy")

pytest_plugins = ["tillit.testing.fixtures"]

ONLY_DATA = "--only-data-layer"
DATABASES = {"db", "transactional_db", "django_db_setup"}
"""The fixtures of all tests that ask a database."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a second database be tried without repeating what never asks one."""
    parser.addoption(ONLY_DATA, action="store_true", help="only tests that use a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what no database could change."""
    if not config.getoption(ONLY_DATA):
        return
    asking = [item for item in items if asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test, or a fixture that it uses, touches the database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASES)
