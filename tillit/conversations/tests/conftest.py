"""Fixtures for the tests of conversations."""

import pytest

from tillit.conversations.models import Conversation
from tillit.conversations.tests.browsing import canary_in
from tillit.testing.cast import Desk
from tillit.testing.journal import run_reactions


@pytest.fixture
def conversation(desk: Desk) -> Conversation:
    """Grace has written, and every word of hers gives itself away."""
    return canary_in(desk)


@pytest.fixture
def acknowledged(conversation: Conversation) -> None:
    """Tillit has told Grace that her message came."""
    run_reactions()
