"""What a comment is about: every topic that one of its words tells and no other silences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tillit.feedback.understanding.matching import Hit
from tillit.feedback.understanding.reading import Word
from tillit.feedback.understanding.understood import DecidingWord, Found, Topic


def topics_of(words: Sequence[Word], hits: Sequence[Hit]) -> tuple[Found, ...]:
    """The topics in the order of `Topic`, each with its words."""
    surely = _surely(words, hits)
    places: dict[Topic, set[int]] = defaultdict(set)
    for hit in hits:
        around = surely[words[hit.first].clause]
        for topic, unless in hit.entry.topics.items():
            if around.isdisjoint(unless):
                places[topic].update(hit.places)
    return tuple(_found(topic, sorted(places[topic]), words) for topic in Topic if topic in places)


def _surely(words: Sequence[Word], hits: Sequence[Hit]) -> dict[int, set[Topic]]:
    """The topics of each clause that nothing can silence."""
    topics: dict[int, set[Topic]] = defaultdict(set)
    for hit in hits:
        sure = {topic for topic, unless in hit.entry.topics.items() if not unless}
        topics[words[hit.first].clause] |= sure
    return topics


def _found(topic: Topic, places: Sequence[int], words: Sequence[Word]) -> Found:
    return Found(topic, tuple(DecidingWord(words[at].start, words[at].end) for at in places))
