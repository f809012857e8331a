"""The index itself: documents in the order of their instants, the newest last.

Both databases keep four columns of words, in the order of `COLUMNS`. SQLite reads the lists of
documents of all words at once, from the newest on, and stops when a page is full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from tillit.search.entries import GAP, Columns, Entry
from tillit.search.store.asking import Asking

COLUMNS = ("words", "senders", "receivers", "marks")
WEIGHTS = dict(zip(COLUMNS, "DABC", strict=True))
"""What PostgreSQL calls the columns."""
MOST_PLACES = 250
"""PostgreSQL keeps 255 places of one word."""

_OUT = (
    "INSERT INTO search_index(search_index, rowid, words, senders, receivers, marks)"
    " VALUES ('delete', %s, %s, %s, %s, %s)"
)
_IN = (
    "INSERT INTO search_index(rowid, words, senders, receivers, marks) VALUES (%s, %s, %s, %s, %s)"
)
_PLACED = "UPDATE search_document SET vector = %s::tsvector WHERE key = %s"
_FIND = {
    "sqlite": (
        "SELECT d.key, d.number"
        " FROM search_index CROSS JOIN search_document d ON d.key = search_index.rowid"
        " WHERE search_index MATCH %s AND search_index.rowid > %s AND search_index.rowid < %s"
        " ORDER BY search_index.rowid DESC LIMIT %s"
    ),
    "postgresql": (
        "SELECT key, number FROM search_document"
        " WHERE vector @@ %s::tsquery AND key > %s AND key < %s ORDER BY key DESC LIMIT %s"
    ),
}
LOCK = 7_315_224
"""Writers of the index wait for each other; on SQLite they do so by themselves."""


def one_writer() -> None:
    """Wait until no other transaction writes the index."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def takes_columns_out() -> bool:
    """Whether the index must be told what to take out; PostgreSQL drops it with the row."""
    return connection.vendor == "sqlite"


def take_out(places: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Take documents out, each by its place and the columns that stand there."""
    if takes_columns_out():
        with connection.cursor() as cursor:
            cursor.executemany(_OUT, [(key, *columns) for key, columns in places])


def put_in(entries: Iterable[tuple[int, Entry]]) -> None:
    """Put documents in, each at its place; their rows are there already."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_IN, [(key, *entry.columns) for key, entry in entries])
        else:
            placed = [(_vector(entry.columns), key) for key, entry in entries]
            cursor.executemany(_PLACED, placed)


def find(asking: Asking, *, above: int, below: int, most: int) -> list[tuple[int, int]]:
    """The place and number of the newest documents between two places."""
    postgresql = connection.vendor == "postgresql"
    asked = asking.for_postgresql(WEIGHTS) if postgresql else asking.for_sqlite()
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [asked, above, below, most])
        return list(cursor.fetchall())


def forget() -> None:
    """Drop everything; the rows of the documents go with it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")


def _vector(columns: Columns) -> str:
    """The columns as PostgreSQL writes them: each word with its places.

    No two words share a place, since it keeps one weight for each. The long column comes last:
    places beyond the last that it knows all become that one.
    """
    places: dict[str, list[str]] = {}
    short_first = sorted(zip(COLUMNS, columns, strict=True), key=lambda one: one[0] == "words")
    spoken = ((name, word) for name, column in short_first for word in [*column.split(), GAP])
    for place, (name, word) in enumerate(spoken, start=1):
        known = places.setdefault(word, [])
        if len(known) < MOST_PLACES:
            known.append(f"{place}{WEIGHTS[name]}")
    return " ".join(f"'{word}':{','.join(known)}" for word, known in places.items())
