"""Where entries of the lexicon stand in a comment.

Of two that share a word the longer one counts. What only tells a topic may share words with praise
and blame: "still waiting" is blame, and "waiting for an answer" is about speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tillit.feedback.understanding.lexicon import Entry, Lexicon
from tillit.feedback.understanding.reading import Word

WIDEST_GAP = 3
"""Words that may stand where an entry has dots."""


@dataclass(slots=True)
class Hit:
    """One entry that stands in the comment."""

    entry: Entry
    places: tuple[int, ...]
    """Which words of the comment are its own, in order."""

    @property
    def first(self) -> int:
        """Its first word."""
        return self.places[0]

    @property
    def last(self) -> int:
        """Its last word."""
        return self.places[-1]


def hits_in(words: Sequence[Word], lexicon: Lexicon) -> list[Hit]:
    """The entries that count, in the order of the text."""
    found = [hit for at in range(len(words)) for hit in _beginning_at(words, at, lexicon)]
    found.sort(key=lambda hit: hit.entry.specificity, reverse=True)
    weighing = _apart(hit for hit in found if hit.entry.weighs)
    longest = {at: len(hit.places) for hit in weighing for at in hit.places}
    telling = _apart(
        hit
        for hit in found
        if not hit.entry.weighs and all(longest.get(at, 0) <= len(hit.places) for at in hit.places)
    )
    return sorted(weighing + telling, key=lambda hit: hit.first)


def _apart(found: Iterable[Hit]) -> list[Hit]:
    """Those that share no word with one before them."""
    taken: set[int] = set()
    apart = []
    for hit in found:
        if taken.isdisjoint(hit.places):
            taken.update(hit.places)
            apart.append(hit)
    return apart


def _beginning_at(words: Sequence[Word], at: int, lexicon: Lexicon) -> Iterator[Hit]:
    following = words[at + 1].atoms if at + 1 < len(words) else ()
    for atom in words[at].atoms:
        if single := lexicon.singles.get(atom):
            yield Hit(single, (at,))
        longer = list(lexicon.gapped.get(atom, ()))
        for second in following:
            longer += lexicon.pairs.get((atom, second), ())
        for entry in longer:
            if places := _rest(words, entry, at):
                yield Hit(entry, places)


def _rest(words: Sequence[Word], entry: Entry, first: int) -> tuple[int, ...]:
    """The places of all words of an entry whose first one stands there; none if one is missing."""
    places = [first]
    most = 1
    for element in entry.elements[1:]:
        if element is None:
            most = 1 + WIDEST_GAP
            continue
        place = _next(words, element, places[-1] + 1, most)
        if place is None:
            return ()
        places.append(place)
        most = 1
    return tuple(places)


def _next(words: Sequence[Word], element: frozenset, start: int, most: int) -> int | None:
    for place in range(start, min(start + most, len(words))):
        if words[place].clause != words[start - 1].clause:
            return None
        if not element.isdisjoint(words[place].atoms):
            return place
    return None
