"""Letting a commit wait for the disk in the processes that tell somebody "we have it"."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def commits_wait_for_the_disk() -> None:
    """From now on what this process has acknowledged outlives a power cut.

    PostgreSQL waits by itself. SQLite is told to (`synchronous=FULL`) where a sender or a browser
    is given an answer; what workers do follows from what is stored, and can be done once more.
    """
    connection_created.connect(_wait, dispatch_uid="commits_wait_for_the_disk")


def _wait(connection: BaseDatabaseWrapper, **told: Any) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
