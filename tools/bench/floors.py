"""The least that the same work can cost on this machine: bare queries, a bare parse and insert."""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from email import message_from_bytes
from pathlib import Path
from statistics import median

from bench.filling import World

REPEATED = 60
PAGE = 41
PRAGMAS = "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"

_LIST = """
    SELECT c.id, c.version, c.subject, c.preview, c.unread, c.channel, c.last_message_at,
           c.next_due_from, c.warn_at, c.next_due_at, p.id, p.name
    FROM conversations_conversation c JOIN people_contact p ON p.id = c.contact_id
    WHERE c.team_id = ? AND c.shelf = 'open'
    ORDER BY c.last_message_at DESC, c.id DESC LIMIT ?
"""
_CONVERSATION = "SELECT * FROM conversations_message WHERE conversation_id = ? ORDER BY at, id"
_FIGURES = """
    SELECT team_id, day, summary, stale FROM insights_day
    WHERE measure = ? AND team_id = ? AND day >= ?
"""
_SEARCH = "SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT 41"
_MEASURES = ("first-response", "promises-kept", "answers")
_SCRATCH = "CREATE TABLE scratch (id INTEGER PRIMARY KEY, key TEXT UNIQUE, at TEXT, body BLOB)"
_INSERT = "INSERT INTO scratch (key, at, body) VALUES (?, ?, ?)"


def reading(database: Path) -> sqlite3.Connection:
    """A connection that only reads."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.executescript(PRAGMAS)
    return connection


@contextmanager
def _scratch(folder: Path) -> Iterator[sqlite3.Connection]:
    """A database of our own on the same disk, to write to."""
    path = folder / "scratch.sqlite3"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
        connection.execute(_SCRATCH)
        yield connection


def milliseconds(work: Callable[[int], object], times: int = REPEATED) -> float:
    """The median CPU time of some work of our own."""
    found = []
    for number in range(times):
        before = time.process_time()
        work(number)
        found.append(time.process_time() - before)
    return 1000 * median(found)


def of_pages(database: Path, world: World) -> dict[str, float]:
    """CPU milliseconds of the bare query behind each kind of request."""
    with closing(reading(database)) as connection, _scratch(database.parent) as scratch:
        run = connection.execute
        return {
            "list": milliseconds(
                lambda _n: [run(_LIST, (t, PAGE)).fetchall() for t in world.teams]
            ),
            "conversation": milliseconds(
                lambda n: run(_CONVERSATION, (world.visible[n % len(world.visible)],)).fetchall()
            ),
            "reply": milliseconds(
                lambda n: scratch.execute(_INSERT, (str(n), "2026-01-01", b"x" * 400))
            ),
            "search": milliseconds(lambda _n: run(_SEARCH, (world.rare_word,)).fetchall()),
            "figures": milliseconds(lambda _n: _days(connection, world, 28)),
            "figures-all": milliseconds(lambda _n: _days(connection, world, 400)),
        }


def _days(connection: sqlite3.Connection, world: World, days: int) -> int:
    since = (date.today() - timedelta(days=days)).isoformat()
    pairs = [(measure, team) for measure in _MEASURES for team in world.teams]
    return sum(len(connection.execute(_FIGURES, (*pair, since)).fetchall()) for pair in pairs)


def of_mail(folder: Path, mails: Sequence[bytes]) -> float:
    """CPU milliseconds of parsing one mail and inserting it, in a commit of its own."""
    with _scratch(folder) as scratch:

        def take(number: int) -> None:
            raw = mails[number]
            parts = [part.get_payload(decode=True) for part in message_from_bytes(raw).walk()]
            scratch.execute(_INSERT, (str(number), str(len(parts)), zlib.compress(raw, 1)))

        return milliseconds(take, min(len(mails), 300))
