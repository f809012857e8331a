"""A source as it stands in the index: four columns of words, spelled as searches spell them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from tillit.search.kinds import Source, mark
from tillit.search.words import folded, written

MOST_WORDS = 16_000
"""Words of one document that are found; PostgreSQL knows no later places."""
GAP = "_"
"""Stands between two texts, so that no phrase reaches from one into the other."""
KIND, NUMBER = "kind", "number"
"""The marks that every document has."""

Columns = tuple[str, str, str, str]


@dataclass(frozen=True)
class Entry:
    """One document, ready to be written; `vocabulary` holds its words as they were written."""

    kind: str
    number: int
    version: int
    at: datetime
    columns: Columns
    vocabulary: frozenset[str]

    @property
    def digest(self) -> str:
        """Changes with anything that a search could tell."""
        told = json.dumps([self.at.timestamp(), *self.columns])
        return blake2b(told.encode(), digest_size=16).hexdigest()

    @property
    def packed(self) -> bytes:
        """The columns in little room."""
        return zlib.compress("\n".join(self.columns).encode(), 1)


def unpacked(packed: bytes) -> list[str]:
    """The columns that `packed` holds."""
    return zlib.decompress(packed).decode().split("\n")


def entry_of(kind: str, source: Source) -> Entry:
    """Spell a source."""
    heard: set[str] = set()
    words, senders, receivers = (
        _spelled(texts, heard) for texts in (source.words, source.senders, source.receivers)
    )
    own = (mark(KIND, kind), mark(NUMBER, source.number))
    marks = " ".join(dict.fromkeys([*own, *source.marks]))
    return Entry(
        kind,
        source.number,
        source.version,
        source.at.astimezone(UTC),
        (words, senders, receivers, marks),
        frozenset(heard),
    )


def _spelled(texts: Iterable[str], heard: set[str]) -> str:
    found: list[str] = []
    for text in texts:
        words = written(text)[: MOST_WORDS - len(found)]
        heard.update(words)
        found += map(folded, words)
        found.append(GAP)
    return " ".join(found[:MOST_WORDS])


def place_of(at: datetime) -> int:
    """Where a document of this instant stands in the index, in milliseconds."""
    return int(at.timestamp() * 1000)
