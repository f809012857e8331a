"""Fixtures for the tests of the journal."""

from collections.abc import Iterator

import pytest

from tillit import clock
from tillit.journal.tests.bells import NOON, Behaviour, behaviour


@pytest.fixture
def at_noon() -> Iterator[None]:
    """It is noon."""
    with clock.moved_to(NOON):
        yield


@pytest.fixture
def bells() -> Iterator[Behaviour]:
    """Reactions that have heard nothing and do what they should."""
    behaviour.heard.clear()
    behaviour.failure = behaviour.meanwhile = None
    yield behaviour
    behaviour.failure = behaviour.meanwhile = None
