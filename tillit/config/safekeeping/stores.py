"""The kinds of database that can be saved."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tillit.config.safekeeping import postgresql, sqlite
from tillit.config.safekeeping.manifest import Contents, Database


@dataclass(frozen=True)
class Store:
    """How one kind of database is copied out and in."""

    member: str
    describe: Callable[[], Database]
    save: Callable[[Path], Contents]
    put_in_place: Callable[[Path], int]


STORES = {
    "sqlite": Store(sqlite.MEMBER, sqlite.describe, sqlite.save, sqlite.put_in_place),
    "postgresql": Store(
        postgresql.MEMBER, postgresql.describe, postgresql.save, postgresql.put_in_place
    ),
}


def store() -> Store:
    """Return the way for the database of this installation."""
    return STORES[connection.vendor]
