"""The registry of what can be found: apps above say what they add and how it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Source:
    """What is to be found of one thing.

    `words` are its texts, the most important first: very long ones are cut. `senders` and
    `receivers` are names and addresses. `marks` are made with `mark`, and say who may find it and
    which filters let it through. `version` grows with every change.
    """

    number: int
    version: int
    at: datetime
    words: Sequence[str]
    senders: Iterable[str] = ()
    receivers: Iterable[str] = ()
    marks: Iterable[str] = ()


class Reader(Protocol):
    """How the things of one kind are read."""

    def read(self, numbers: Sequence[int]) -> Iterable[Source]:
        """Those of these numbers that still exist."""
        ...

    def numbers(self, *, below: int | None, most: int) -> list[int]:
        """The highest numbers below one, in descending order."""
        ...


_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    """Add a kind of thing that can be found."""
    if kind in _readers:
        raise ValueError(f"two apps register {kind}")
    _readers[kind] = reader


def reader_of(kind: str) -> Reader:
    """How things of this kind are read.

    Raises:
        KeyError: no app registers it any more.
    """
    return _readers[kind]


def kinds() -> list[str]:
    """Every kind that is registered."""
    return list(_readers)


def mark(name: str, *values: object) -> str:
    """The spelling of a mark: `team_3`. Values are spelled by `words.spelled` or are numbers."""
    return "_".join([name, *map(str, values)])
