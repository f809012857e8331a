"""What apps and parts above the messages add to what can be found of a conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tillit.search.kinds import mark
from tillit.search.words import spelled


@dataclass(frozen=True)
class Addition:
    """Further words and marks of one conversation."""

    words: Sequence[str] = ()
    marks: Sequence[str] = ()


Adder = Callable[[Sequence[int]], Mapping[int, Addition]]

_adders: list[Adder] = []


def register(adder: Adder) -> Adder:
    """Add a function from the numbers of conversations to what it adds to each.

    Whoever changes what it tells calls `mark_stale` for the conversation, in the same transaction.
    """
    _adders.append(adder)
    return adder


def additions(numbers: Sequence[int]) -> list[Mapping[int, Addition]]:
    """What everybody adds to these conversations."""
    return [adder(numbers) for adder in _adders]


def tag_mark(name: str) -> str:
    """The mark of a tag, which `tag:name` asks for."""
    return mark("tag", *spelled(name))


def with_tags(tags: Iterable[str]) -> Addition:
    """What tags add: they are found as words and by `tag:`."""
    names = list(tags)
    return Addition(words=names, marks=[tag_mark(name) for name in names])
