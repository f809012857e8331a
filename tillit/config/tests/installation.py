"""A small installation with a past, on the database that the tests run on, to save and restore."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

TILLIT = (sys.executable, "-m", "tillit.config.cli")
SERVER = os.environ.get("TILLIT_DATABASE_URL", "")
ON_POSTGRESQL = SERVER.startswith("postgres")

ROOT = Path(__file__).resolve().parents[3]

PAST = """
from datetime import timedelta
from tillit import clock
from tillit.channels.email.intake import take_in
from tillit.conversations.envelope import Enclosure
from tillit.conversations.spine import keep_enclosures, post
from tillit.people.actor import Actor
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, open_desk, writes
from tillit.testing.journal import run_reactions

desk = open_desk()
with clock.moved_to(MONDAY_TEN):
    raw = b"From: nora@kunde.example\\r\\nSubject: Hei\\r\\n\\r\\nKverna br\\xc3\\xa5ker."
    take_in(raw, inbox=desk.inbox)
    conversation = writes(GRACE, desk.inbox, text="The lid is cracked. \\u00e6\\u0151\\u4e16")
    run_reactions()
with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
    by = Actor.agent(desk.ada)
    files = [Enclosure("a.pdf", "application/pdf", b"%PDF" * 50000), Enclosure("b", "", b"")]
    kept = keep_enclosures(files)
    post(conversation=conversation, by=by, agent=desk.ada, text="Sorry!", kept=kept)
    run_reactions()
    writes(DAAN, desk.inbox)
"""
"""Mails that came in, an answer with two files, kept and running promises, and work that waits."""


@dataclass
class Installation:
    """A data folder and a database of its own."""

    data: Path
    database: str = field(default_factory=lambda: f"backup_{uuid4().hex[:12]}")

    @property
    def url(self) -> str:
        """Its database, as the environment names it."""
        if ON_POSTGRESQL:
            return urlsplit(SERVER)._replace(path=f"/{self.database}").geturl()
        return f"sqlite:///{self.data / 'tillit.sqlite3'}"

    def environment(self, **changes: str) -> dict[str, str]:
        """The environment that its commands run in."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TILLIT_")}
        own = {"TILLIT_DATA": str(self.data), "TILLIT_DATABASE_URL": self.url}
        own["PYTHONPATH"] = str(ROOT)
        return {**kept, **own, **changes}

    def run(self, *command: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
        """Carry out a command of Tillit."""
        return subprocess.run(
            [*TILLIT, *command],
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            check=False,
        )

    def does(self, *command: str | Path, **changes: str) -> str:
        """Carry out a command that must succeed; return what it said."""
        done = self.run(*command, **changes)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, *command: str | Path, **changes: str) -> str:
        """Carry out a command that must fail with words, and not with a traceback."""
        done = self.run(*command, **changes)
        assert done.returncode == 1, f"{done.returncode}: {done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stderr

    def live_through(self, story: str) -> str:
        """Run lines of Python in it."""
        return self.does("manage", "shell", "--verbosity=0", "--command", story)

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table."""
        return dict(self._postgresql_rows() if ON_POSTGRESQL else self._sqlite_rows())

    def _sqlite_rows(self) -> Iterator[tuple[str, list[str]]]:
        with closing(self.connect()) as database:
            yield "schema", rows(database, "sqlite_master", "type, name, tbl_name, sql")
            # A full-text index cannot be read from end to end; the tables that it is made of can.
            tables = (
                "SELECT name FROM sqlite_master"
                " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )
            for [name] in database.execute(tables):
                yield name, rows(database, f'"{name}"')

    def _postgresql_rows(self) -> Iterator[tuple[str, list[str]]]:
        with self.connect() as database:
            yield "schemas", rows(database, "pg_namespace", "nspname")
            yield "indexes", rows(database, "pg_indexes", f"schemaname, indexname, {MEANING}")
            yield "sequences", rows(database, "pg_sequences", "sequencename, last_value")
            named = rows(database, "pg_tables WHERE schemaname = 'public'", "tablename")
            for name in [one.strip("(),'") for one in named]:
                yield name, rows(database, f'"{name}"')

    def execute(self, *statements: str) -> None:
        """Change the database behind Tillit's back."""
        with closing(self.connect()) as database:
            for statement in statements:
                database.execute(statement)
            database.commit()

    def connect(self) -> Any:
        """A connection that knows nothing of Django."""
        if ON_POSTGRESQL:
            return psycopg.connect(self.url)
        return sqlite3.connect(self.data / "tillit.sqlite3", timeout=30, isolation_level=None)

    def files(self) -> dict[str, tuple[int, bytes]]:
        """Every file of the data folder but the database, with its permissions."""
        found = (path for path in sorted(self.data.rglob("*")) if path.is_file())
        return {
            str(path.relative_to(self.data)): (path.stat().st_mode & 0o777, path.read_bytes())
            for path in found
            if not path.name.startswith("tillit.sqlite3")
        }

    def everything(self) -> tuple[object, object]:
        """What must be the same afterwards."""
        return self.rows(), self.files()


def rows(database: Any, table: str, columns: str = "*") -> list[str]:
    """All rows of a table in a fixed order."""
    found = database.execute(f"SELECT {columns} FROM {table}").fetchall()
    return sorted(repr(tuple(row)) for row in found)


MEANING = r"regexp_replace(indexdef, '::(character varying|text)(\[\])?|[()]', '', 'g')"
"""A server writes the conditions of an index with other brackets and casts once it was restored."""


@contextmanager
def installation(folder: Path, *, like: Installation | None = None) -> Iterator[Installation]:
    """An installation with an empty database, or a copy of another one."""
    made = Installation(folder / f"data-{uuid4().hex[:6]}")
    if like:
        shutil.copytree(like.data, made.data)
    else:
        made.data.mkdir(mode=0o700)
    if not ON_POSTGRESQL:
        yield made
        return
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {made.database} TEMPLATE {(like or TEMPLATE).database}")
        try:
            yield made
        finally:
            server.execute(f"DROP DATABASE {made.database} WITH (FORCE)")


TEMPLATE = Installation(Path(), "template0")
