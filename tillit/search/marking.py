"""Saying that something has changed and is to be read again."""

from collections.abc import Iterable

from tillit import clock
from tillit.journal import rows
from tillit.search.models import Stale


def mark_stale(kind: str, number: int) -> None:
    """In the transaction of the change; one plain statement that waits for nobody."""
    rows.insert(Stale(kind=kind, number=number, at=clock.now()))


def mark_all_stale(kind: str, numbers: Iterable[int]) -> None:
    """The same for many, for example those that are deleted together."""
    now = clock.now()
    Stale.objects.bulk_create(Stale(kind=kind, number=number, at=now) for number in numbers)
