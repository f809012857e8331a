"""What apps above contribute to pages of ours: functions, each in a group and in an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Source = TypeVar("Source")


class Contributions(Generic[Source]):
    """The functions that were registered; those with a lower order come first."""

    def __init__(self) -> None:
        """Begin without any."""
        self._entries: list[tuple[int, str, Source]] = []

    def register(self, group: str, *, order: int) -> Callable[[Source], Source]:
        """Add the function that this decorates."""

        def add(source: Source) -> Source:
            self._entries.append((order, group, source))
            self._entries.sort(key=lambda entry: entry[0])
            return source

        return add

    def __iter__(self) -> Iterator[tuple[str, Source]]:
        """All of them with their groups, in order."""
        return ((group, source) for _order, group, source in self._entries)
