"""Building the index anew, from the newest on; whoever goes on begins where it stopped."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Model

from tillit.journal import rows
from tillit.search.indexing import Reading, index_stale
from tillit.search.kinds import kinds, reader_of
from tillit.search.models import Document, Rebuilding, Stale, Stem, Word
from tillit.search.stems import VERSION
from tillit.search.store import index, parts

BATCH = 100


@transaction.atomic
def begin() -> None:
    """Empty the index; `go_on` fills it again, and until then not everything is found."""
    index.one_writer()
    index.forget()
    parts.forget()
    _empty(Document, Stem, Word, Stale, Rebuilding)
    Rebuilding.objects.bulk_create(Rebuilding(kind=kind, stemmer=VERSION) for kind in kinds())


def _empty(*models: type[Model]) -> None:
    """Without reading what is deleted."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 (our own names)


def is_unfinished() -> bool:
    """Whether something is still to be built, as after an upgrade to the first index."""
    found = dict(rows.values(Rebuilding, ("kind", "done"), "TRUE"))
    return not (found.keys() >= set(kinds()) and all(found.values()))


def has_other_stems() -> bool:
    """Whether the index was made with another version of the stemmer."""
    return Rebuilding.objects.exclude(stemmer=VERSION).exists()


def go_on(batch: int = BATCH) -> int:
    """Build some more; how many things were read, and 0 when everything is done."""
    for kind in sorted(_missing()):
        Rebuilding.objects.get_or_create(kind=kind, defaults={"stemmer": VERSION})
    progress = Rebuilding.objects.filter(done=False, kind__in=kinds()).order_by("id").first()
    if progress is None:
        return 0
    numbers = reader_of(progress.kind).numbers(below=progress.below, most=batch)
    reading = Reading.of(progress.kind, numbers)
    with transaction.atomic():
        index.one_writer()
        reading.write()
        done = not numbers
        below = min(numbers, default=progress.below)
        Rebuilding.objects.filter(pk=progress.pk).update(below=below, done=done)
    return len(numbers) or go_on(batch)


def _missing() -> set[str]:
    return set(kinds()) - set(Rebuilding.objects.values_list("kind", flat=True))


def catch_up() -> int:
    """What a worker does again and again: what has changed first, then what was never indexed."""
    return index_stale() or go_on()
