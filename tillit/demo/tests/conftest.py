"""Fixtures for the tests of the demo world."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from tillit.demo import agenda, world

Load = Callable[[int], None]


@pytest.fixture
def load(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Load:
    """Load a demo world of so many conversations; its logins are in a folder of the test."""
    settings.TILLIT_DATA = tmp_path

    def small(conversations: int) -> None:
        monkeypatch.setattr(agenda, "CONVERSATIONS", conversations)
        monkeypatch.setattr(agenda, "UNFINISHED", conversations // 3)
        monkeypatch.setattr(agenda, "KEPT_MAILBOX", 0.4)
        world.load()

    return small
