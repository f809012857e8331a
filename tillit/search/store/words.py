"""The words of the index as plain statements: thousands come at once, and each is short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

AT_ONCE = 900
"""Values of one statement; older SQLite takes no more than 999."""


def known(words: Sequence[str]) -> set[str]:
    """Those of these words that have been learnt."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for start in range(0, len(words), AT_ONCE):
            some = words[start : start + AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT written FROM search_word WHERE written IN ({places})",  # noqa: S608
                some,
            )
            found.update(word for (word,) in cursor.fetchall())
    return found


def insert(words: Iterable[tuple[str, str]]) -> list[tuple[int, str, str]]:
    """Add new words as they are written and folded; the same with their numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM search_word")
        (last,) = cursor.fetchone()
        cursor.executemany("INSERT INTO search_word (written, folded) VALUES (%s, %s)", list(words))
        cursor.execute(
            "SELECT id, written, folded FROM search_word WHERE id > %s ORDER BY id", [last]
        )
        return list(cursor.fetchall())


def insert_stems(stems: Iterable[tuple[str, int]]) -> None:
    """Add stems, each with the number of its word."""
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_stem (stem, word_id) VALUES (%s, %s)", list(stems))
