"""SQLite as Django knows it, with two differences; everything else is Django's own.

Who wants to write waits less. SQLite lets one process write at a time, and has the others sleep
between two looks: 1, 2, 5, 10, 15, 20, 25 ... 100 milliseconds. What Tillit writes takes two to
eight, so the lock stood free for a third of the time while mail poured in. Here the looks come
often enough to take it as soon as it is free.

A statement costs less. Django hands it down through two objects and six functions, which cost more
than SQLite needs for finding a row; here the cursor itself turns errors into Django's.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from threading import get_ident
from typing import Any

from django.db.backends.sqlite3 import base, operations

PATIENCE = 30.0
"""Seconds after which somebody who waits is told that the database is locked."""
OFTEN, SELDOM = 0.0005, 0.005
"""Seconds between two looks: while a short transaction is under way, and during a long one."""
SHORT = 0.05
"""Seconds after which it is a long one."""
PASSES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY}
"""What waiting helps against; a read that has become too old for writing stays too old."""


class Cursor(base.SQLiteCursorWrapper):
    """Waits for the lock itself, and fails with the errors of Django."""

    db: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        """Carry out a statement, once nobody else writes."""
        self.db.validate_no_broken_transaction()
        work = super().execute
        try:
            return work(query, params)
        except sqlite3.Error as error:
            with self.db.wrap_database_errors:
                return _again(error, lambda: work(query, params))

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Carry out a statement for many values, once nobody else writes."""
        self.db.validate_no_broken_transaction()
        work, values = super().executemany, list(param_list)
        try:
            return work(query, values)
        except sqlite3.Error as error:
            with self.db.wrap_database_errors:
                return _again(error, lambda: work(query, values))

    def fetchone(self) -> Any:
        """The next row."""
        with self.db.wrap_database_errors:
            return super().fetchone()

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """The next rows."""
        with self.db.wrap_database_errors:
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        """All other rows."""
        with self.db.wrap_database_errors:
            return super().fetchall()

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement with the marks of SQLite; a process asks with the same ones all day."""
        if param_names is None:
            return _with_marks(query)
        return super().convert_query(query, param_names=param_names)

    def __enter__(self) -> Cursor:
        """Be used in a block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Be closed behind it."""
        self.close()


class DatabaseOperations(operations.DatabaseOperations):
    """Instants in fewer steps: they are kept in UTC, and nearly all that we have are in UTC."""

    def adapt_datetimefield_value(self, value: Any) -> Any:
        """The text that is stored for an instant."""
        if type(value) is datetime and value.tzinfo is UTC:
            return value.isoformat(" ")[:-6]
        return super().adapt_datetimefield_value(value)

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The instant that a stored text means."""
        if type(value) is str and connection.timezone is UTC:
            try:
                return datetime.fromisoformat(value).replace(tzinfo=UTC)
            except ValueError:
                pass
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections whose cursors wait for the lock themselves."""

    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Connect; from then on SQLite says at once when it is busy."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA busy_timeout=0")
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        """A cursor that waits."""
        cursor = self.connection.cursor(factory=Cursor)
        cursor.db = self
        return cursor

    def make_cursor(self, cursor: Any) -> Any:
        """The cursor as it is, as long as nobody wants to see each statement."""
        return super().make_cursor(cursor) if self.execute_wrappers else cursor

    def validate_thread_sharing(self) -> None:
        """Look for the permission to share only when somebody shares."""
        if self._thread_ident != get_ident():  # type: ignore[attr-defined]
            super().validate_thread_sharing()


def _again(error: sqlite3.Error, work: Callable[[], Any]) -> Any:
    """Try until it succeeds, fails otherwise, or patience ends."""
    began = time.monotonic()
    while _passes(error) and (waited := time.monotonic() - began) < PATIENCE:
        time.sleep(OFTEN if waited < SHORT else SELDOM)
        try:
            return work()
        except sqlite3.Error as another:
            error = another
    raise error


def _passes(error: sqlite3.Error) -> bool:
    # What Python's module finds wrong by itself has no code.
    return getattr(error, "sqlite_errorcode", None) in PASSES


@lru_cache(maxsize=4096)
def _with_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
