"""An SQLite database, copied out and in through SQLite itself while others use it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from tillit.config.safekeeping import contents, migrating
from tillit.config.safekeeping.manifest import Contents, Database
from tillit.config.safekeeping.refusal import Refused

MEMBER = "database.sqlite3"
PATIENCE = 30.0
UNREADABLE = {"SQLITE_NOTADB", "SQLITE_CORRUPT"}


def describe() -> Database:
    """Return what goes into the manifest."""
    return Database("sqlite")


def save(target: Path) -> Contents:
    """Copy the database as it is at this instant; writers go on meanwhile.

    Raises:
        Refused: the database is damaged, so that a copy of it would be no backup.
    """
    try:
        with _opened(_path()) as source, _opened(target) as copy:
            source.backup(copy)
            # One file, with nothing beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            [found] = copy.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise Refused(f"The database could not be copied: {error}.") from error
    if found != "ok":
        cause = found.splitlines()[-1].rstrip(".")
        raise Refused(f"The database is damaged, so no backup was made: {cause}.")
    with _connected_to(target):
        return contents.look()


def bring_up_to_date(dump: Path) -> int:
    """Migrate the copy; return how many migrations that took."""
    with _connected_to(dump):
        return migrating.migrate()


def put_in_place(dump: Path) -> int:
    """Bring the copy up to date and make it the database; return how many migrations that took.

    All of it changes in one transaction, so whoever has the database open sees either all of the
    old or all of the new.
    """
    applied = bring_up_to_date(dump)
    connection.close()
    target = _path()
    try:
        _copy_over(dump, target)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") not in UNREADABLE:
            raise Refused(f"The database could not be replaced: {error}.") from error
        _remove(target)
        _copy_over(dump, target)
    return applied


def _copy_over(dump: Path, target: Path) -> None:
    with _opened(dump) as source, _opened(target) as database:
        database.execute("PRAGMA journal_mode=WAL")
        source.backup(database)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove(target: Path) -> None:
    """Remove a database that nobody can read, with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        target.with_name(target.name + ending).unlink(missing_ok=True)


def _path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as database:
        yield database


@contextmanager
def _connected_to(path: Path) -> Iterator[None]:
    """Within the block, models and migrations see this database."""
    connection.close()
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
