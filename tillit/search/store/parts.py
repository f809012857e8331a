"""Which words contain some letters: each word is kept by its runs of three letters."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

LETTERS = 3
LOOKED_AT = 8
"""How many times more words are looked at than are wanted: runs may stand in another order."""

_ADD = {
    "sqlite": "INSERT INTO search_parts(rowid, word) VALUES (%s, %s)",
    "postgresql": (
        "INSERT INTO search_parts(word_id, runs) VALUES (%s, array_to_tsvector(%s::text[]))"
    ),
}
_FIND = {
    "sqlite": (
        "SELECT w.folded FROM search_parts CROSS JOIN search_word w ON w.id = search_parts.rowid"
        " WHERE search_parts MATCH %s ORDER BY search_parts.rowid LIMIT %s"
    ),
    "postgresql": (
        "SELECT w.folded FROM search_parts JOIN search_word w ON w.id = search_parts.word_id"
        " WHERE search_parts.runs @@ %s::tsquery ORDER BY search_parts.word_id LIMIT %s"
    ),
}


def runs_of(letters: str) -> list[str]:
    """The runs of three letters, without repetition."""
    count = len(letters) - LETTERS + 1
    return list(dict.fromkeys(letters[place : place + LETTERS] for place in range(count)))


def add(words: Sequence[tuple[int, str]]) -> None:
    """Keep words by their numbers; a space stands where they begin and end."""
    spaced = [(number, f" {word} ") for number, word in words]
    if connection.vendor == "postgresql":
        values = [(number, runs_of(word)) for number, word in spaced]
    else:
        values = spaced  # type: ignore[assignment]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD[connection.vendor], values)


def containing(letters: str, *, most: int) -> list[str]:
    """The words that were learnt first of those with these letters; at least three."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [_asked(letters), most * LOOKED_AT])
        looked_at = (row[0] for row in cursor.fetchall())
        return [word for word in looked_at if letters in f" {word} "][:most]


def _asked(letters: str) -> str:
    quoted = (f'"{run}"' for run in runs_of(letters))
    if connection.vendor == "postgresql":
        quoted = (f"'{run}'" for run in runs_of(letters))
    return (" & " if connection.vendor == "postgresql" else " AND ").join(quoted)


def forget() -> None:
    """Drop all words."""
    sqlite = "INSERT INTO search_parts(search_parts) VALUES ('delete-all')"
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE search_parts" if connection.vendor == "postgresql" else sqlite)
