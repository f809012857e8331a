"""Installations that belong to one test, and one with a past that all share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tillit.config.tests.every_address import furnish
from tillit.config.tests.installation import PAST, Installation, installation
from tillit.testing.cast import Desk
from tillit.testing.database import KeptTables


@pytest.fixture(scope="session")
def with_a_past(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, kept_tables: KeptTables | None
) -> Iterator[Installation]:
    """An installation that no test changes."""
    with installation(tmp_path_factory.mktemp("past")) as made:
        if kept_tables:
            shutil.copy(kept_tables.file, made.data / "tillit.sqlite3")
        made.does("manage", "migrate", "--verbosity=0")
        made.live_through(PAST)
        (made.data / "demo-logins.txt").write_text("Ada  secret\n")
        (made.data / "demo-logins.txt").chmod(0o600)
        yield made


@pytest.fixture(scope="session")
def only_backup(with_a_past: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it, made once."""
    backup = tmp_path_factory.mktemp("backup") / "backup.tar.gz"
    with_a_past.does("backup", backup)
    return backup


@pytest.fixture
def backup(only_backup: Path, tmp_path: Path) -> Path:
    """A backup of it, to keep or to damage."""
    return Path(shutil.copy(only_backup, tmp_path))


@pytest.fixture
def copy(with_a_past: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation with the same past, to change."""
    with installation(tmp_path, like=with_a_past) as made:
        yield made


@pytest.fixture
def places(desk: Desk, tmp_path: Path, settings: Settings) -> dict[str, list[str]]:
    """The addresses of each route, with the canary behind them."""
    settings.TILLIT_DATA = tmp_path
    return furnish(desk)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    """A new installation, before its first start."""
    with installation(tmp_path) as made:
        yield made
