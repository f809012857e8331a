"""Keeping the index: what has changed is read and spelled first, and written in one short go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from tillit.search import vocabulary
from tillit.search.entries import Entry, entry_of, place_of, unpacked
from tillit.search.kinds import kinds, reader_of
from tillit.search.models import Document, Stale
from tillit.search.store import index

BATCH = 60
RUN = 500
"""Places that are looked at together."""


def index_stale(batch: int = BATCH) -> int:
    """Read again what has changed; the number of changes that were seen to."""
    marks = list(Stale.objects.filter(kind__in=kinds()).order_by("id")[:batch])
    if not marks:
        return 0
    changed: dict[str, list[int]] = defaultdict(list)
    for stale in marks:
        changed[stale.kind].append(stale.number)
    found = [Reading.of(kind, numbers) for kind, numbers in changed.items()]
    with transaction.atomic():
        index.one_writer()
        Stale.objects.filter(pk__in=[stale.pk for stale in marks]).delete()
        for reading in found:
            reading.write()
    return len(marks)


@dataclass(frozen=True)
class Reading:
    """Things of one kind as they were read: entries of those that exist, numbers of all."""

    kind: str
    numbers: Sequence[int]
    entries: Sequence[Entry]

    @classmethod
    def of(cls, kind: str, numbers: Iterable[int]) -> Reading:
        """Read and spell, without holding up anybody."""
        wanted = list(dict.fromkeys(numbers))
        sources = reader_of(kind).read(wanted)
        return cls(kind, wanted, [entry_of(kind, source) for source in sources])

    def write(self) -> None:
        """Make the index say the same; to be called in a transaction, by one writer at a time."""
        known = {
            document.number: document
            for document in Document.objects.filter(kind=self.kind, number__in=self.numbers)
        }
        new = [entry for entry in self.entries if _is_newer(entry, known.get(entry.number))]
        read = {entry.number for entry in self.entries}
        replaced = {entry.number for entry in new} | (set(self.numbers) - read)
        _take_out([known[number] for number in replaced if number in known])
        _put_in(new)


def _is_newer(entry: Entry, document: Document | None) -> bool:
    if document is None:
        return True
    return entry.version >= document.version and entry.digest != document.digest


def _take_out(documents: Sequence[Document]) -> None:
    index.take_out((document.key, unpacked(bytes(document.packed))) for document in documents)
    Document.objects.filter(pk__in=[document.pk for document in documents]).delete()


def _put_in(entries: Sequence[Entry]) -> None:
    vocabulary.learn(word for entry in entries for word in entry.vocabulary)
    placed = list(zip(_free_places(entries), entries, strict=True))
    Document.objects.bulk_create(
        Document(
            key=key,
            kind=entry.kind,
            number=entry.number,
            version=entry.version,
            digest=entry.digest,
            packed=entry.packed if index.takes_columns_out() else b"",
        )
        for key, entry in placed
    )
    index.put_in(placed)


def _free_places(entries: Sequence[Entry]) -> list[int]:
    """A place for each: that of its instant, or the next one down that is free."""
    wanted = [place_of(entry.at) for entry in entries]
    taken = set(Document.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    places = []
    for place in wanted:
        if place in taken:
            place = _below(place, taken)
        taken.add(place)
        places.append(place)
    return places


def _below(place: int, taken: set[int]) -> int:
    """The next free place; imported history has many of the same second."""
    while True:
        lowest = place - RUN
        some = Document.objects.filter(pk__gt=lowest, pk__lte=place)
        taken.update(some.values_list("pk", flat=True))
        free = next((one for one in range(place, lowest, -1) if one not in taken), None)
        if free is not None:
            return free
        place = lowest
