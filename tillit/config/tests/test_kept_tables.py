"""The tables that test runs begin with: kept for as long as the migrations are the same."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from tillit.testing import database
from tillit.testing.database import KeptTables


@pytest.fixture
def migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only migration of the only app."""
    file = tmp_path / "app" / "migrations" / "0001_initial.py"
    file.parent.mkdir(parents=True)
    file.write_text("first")
    app = SimpleNamespace(label="app", path=str(tmp_path / "app"))
    monkeypatch.setattr(database.apps, "get_app_configs", lambda: [app])
    return file


def run(folder: Path, name: str) -> list[str]:
    """A run of the tests that migrates unless it finds a table; the tables it found."""
    address = f"file:{name}?mode=memory&cache=shared"
    with closing(sqlite3.connect(address, uri=True)) as memory:
        tables = KeptTables(folder, address)
        tables.fill()
        found = [table for (table,) in memory.execute("SELECT name FROM sqlite_master")]
        memory.execute("CREATE TABLE IF NOT EXISTS made (id)")
        memory.commit()
        tables.keep()
    return found


def test_what_was_migrated_is_there_in_the_next_run(tmp_path: Path, migration: Path) -> None:
    assert run(tmp_path, "first") == []
    assert run(tmp_path, "second") == ["made"]


@pytest.mark.parametrize("name", ["0001_initial.py", "0002_more.py"])
def test_another_migration_is_carried_out(tmp_path: Path, migration: Path, name: str) -> None:
    run(tmp_path, "before")
    migration.with_name(name).write_text("second")
    assert run(tmp_path, "after") == []
    assert run(tmp_path, "again") == ["made"]
    assert len(list(tmp_path.glob("*.sqlite3*"))) == 1
