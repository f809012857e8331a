"""What a comment is about: every topic that one of its words tells and no other silences."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tillit.feedback.understanding.lexicon import Telling
from tillit.feedback.understanding.matching import Hit
from tillit.feedback.understanding.reading import Word
from tillit.feedback.understanding.surroundings import Surroundings
from tillit.feedback.understanding.understood import DecidingWord, Found, Topic

Stretch = tuple[int, int]
"""A part of the comment within which topics silence each other: a clause, up to a "but"."""


def topics_of(
    words: Sequence[Word], hits: Sequence[Hit], around: Surroundings
) -> tuple[Found, ...]:
    """The topics in the order of `Topic`, each with its words."""
    told = [(hit, _told(hit, around), _stretch(hit, words, around)) for hit in hits]
    surely: dict[Stretch, set[Topic]] = defaultdict(set)
    for _hit, topics, stretch in told:
        surely[stretch] |= {topic for topic, telling in topics.items() if not telling.unless}
    places: dict[Topic, set[int]] = defaultdict(set)
    for hit, topics, stretch in told:
        for topic, telling in topics.items():
            if surely[stretch].isdisjoint(telling.unless):
                places[topic].update(hit.places)
    return tuple(_found(topic, sorted(places[topic]), words) for topic in Topic if topic in places)


def _told(hit: Hit, around: Surroundings) -> Mapping[Topic, Telling]:
    """The topics that a hit tells here."""
    topics = hit.entry.topics
    if all(not telling.denied for telling in topics.values()) or around.negator_of(hit):
        return topics
    return {topic: telling for topic, telling in topics.items() if not telling.denied}


def _stretch(hit: Hit, words: Sequence[Word], around: Surroundings) -> Stretch:
    return words[hit.first].clause, bisect_right(around.contrasts, hit.first)


def _found(topic: Topic, places: Sequence[int], words: Sequence[Word]) -> Found:
    return Found(topic, tuple(DecidingWord(words[at].start, words[at].end) for at in places))
