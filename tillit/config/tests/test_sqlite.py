"""The backend for SQLite: who wants to write waits its turn, and errors are Django's own."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, ProgrammingError
from django.db.backends.sqlite3.base import DatabaseWrapper as DjangoWrapper
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoDbBlocker

from tillit.config.sqlite import base
from tillit.config.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.sqlite_only

Connect = Callable[[], DatabaseWrapper]


@pytest.fixture
def connect(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Connect]:
    """Opens connections to one file with one small table."""
    opened = []

    def one() -> DatabaseWrapper:
        told = {**deepcopy(settings.DATABASES["default"]), "NAME": str(tmp_path / "one.sqlite3")}
        opened.append(DatabaseWrapper({**told, "TIME_ZONE": None}, alias="other"))
        return opened[-1]

    with django_db_blocker.unblock():
        with one().cursor() as cursor:
            cursor.execute("CREATE TABLE cup (number integer PRIMARY KEY)")
        yield one
        for connection in opened:
            connection.inc_thread_sharing()
            connection.close()


@contextmanager
def writing(connection: DatabaseWrapper, number: int) -> Iterator[None]:
    """A transaction of somebody else."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO cup VALUES (%s)", [number])
        yield
        cursor.execute("COMMIT")


def numbers(connection: DatabaseWrapper) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM cup ORDER BY number")
        return [number for (number,) in cursor.fetchall()]


def held_for(connection: DatabaseWrapper, seconds: float) -> threading.Thread:
    """Somebody else holds the lock from now on, and lets go of it some time later."""
    holds = threading.Event()

    def hold() -> None:
        with writing(connection, 1):
            holds.set()
            time.sleep(seconds)

    connection.inc_thread_sharing()
    thread = threading.Thread(target=hold)
    thread.start()
    assert holds.wait(10)
    return thread


@pytest.mark.parametrize("seconds", [0.02, 0.2])
def test_a_transaction_begins_when_the_one_before_has_ended(
    connect: Connect, seconds: float
) -> None:
    other, ours = connect(), connect()
    holder = held_for(other, seconds)
    with ours.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO cup VALUES (2)")
        cursor.execute("COMMIT")
    holder.join()
    assert numbers(ours) == [1, 2]


def test_single_statements_wait_as_well(connect: Connect) -> None:
    other, ours = connect(), connect()
    holder = held_for(other, 0.05)
    with ours.cursor() as cursor:
        cursor.executemany("INSERT INTO cup VALUES (%s)", [[2], [3]])
    holder.join()
    assert numbers(ours) == [1, 2, 3]


def test_patience_ends(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.05)
    other, ours = connect(), connect()
    with (
        writing(other, 1),
        ours.cursor() as cursor,
        pytest.raises(OperationalError, match="locked"),
    ):
        cursor.execute("BEGIN IMMEDIATE")
    assert numbers(ours) == [1]


def test_what_has_become_too_old_for_writing_is_told_at_once(connect: Connect) -> None:
    other, ours = connect(), connect()
    with ours.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT COUNT(*) FROM cup").fetchall()
        with writing(other, 1):
            pass
        began = time.monotonic()
        with pytest.raises(OperationalError, match="locked"):
            cursor.execute("INSERT INTO cup VALUES (2)")
        assert time.monotonic() - began < base.PATIENCE / 2
        cursor.execute("ROLLBACK")


def test_errors_are_those_of_django(connect: Connect) -> None:
    with connect().cursor() as cursor:
        cursor.execute("INSERT INTO cup VALUES (1)")
        with pytest.raises(IntegrityError):
            cursor.execute("INSERT INTO cup VALUES (%s)", [1])
        with pytest.raises(OperationalError, match="no such table"):
            cursor.execute("SELECT * FROM saucer")
    with pytest.raises(ProgrammingError):
        cursor.fetchone()


def test_a_broken_transaction_takes_no_more_statements(connect: Connect) -> None:
    connection = connect()
    connection.connect()
    connection.needs_rollback = True
    with connection.cursor() as cursor, pytest.raises(TransactionManagementError):
        cursor.execute("SELECT 1")


def test_who_looks_sees_each_statement(connect: Connect) -> None:
    connection, seen = connect(), []

    def look(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    connection.ensure_connection()
    with connection.execute_wrapper(look), connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["100%"])
        assert cursor.fetchone() == ("100%",)
    assert seen == [("SELECT %s", ["100%"])]


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, 0, 7, tzinfo=UTC),
        datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_an_instant_comes_back_as_it_was(connect: Connect, instant: datetime) -> None:
    connection = connect()
    stored = connection.ops.adapt_datetimefield_value(instant)
    as_django = DjangoWrapper.ops_class(connection)
    assert stored == as_django.adapt_datetimefield_value(instant)
    read = connection.ops.convert_datetimefield_value(stored, None, connection)
    assert read == as_django.convert_datetimefield_value(stored, None, connection) == instant
    assert read is not None
    assert read.tzinfo is UTC


@pytest.mark.parametrize("odd", [None, "2026-03-29"])
def test_odd_instants_are_read_as_django_reads_them(connect: Connect, odd: str | None) -> None:
    connection = connect()
    as_django = DjangoWrapper.ops_class(connection)
    expected = as_django.convert_datetimefield_value(odd, None, connection)
    assert connection.ops.convert_datetimefield_value(odd, None, connection) == expected
