"""A kind of thing for tests: short texts that are found by their place in a list."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from tillit.search.finding import Hits, find
from tillit.search.indexing import index_stale
from tillit.search.kinds import Source
from tillit.search.marking import mark_all_stale
from tillit.search.questions import read, reading_of

KIND = "text"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Library:
    """Texts by their numbers, one an hour."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = dict(enumerate(texts, start=1))

    def numbers(self, *, below: int | None, most: int) -> list[int]:
        known = sorted(self.texts, reverse=True)
        return [number for number in known if below is None or number < below][:most]

    def read(self, numbers: Sequence[int]) -> Iterable[Source]:
        for number in numbers:
            if number in self.texts:
                at = BEGINNING + timedelta(hours=number)
                yield Source(number, 1, at, [self.texts[number]])


def index_all(library: Library) -> None:
    mark_all_stale(KIND, library.texts)
    while index_stale():
        pass


def found(text: str, *, most: int = 300, below: int | None = None) -> Hits:
    return find(KIND, reading_of(read(text)).clauses, most=most, below=below)
