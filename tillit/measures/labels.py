"""What comments are about, and how they sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from tillit.measures.statistics import Rate, rate


class Sentiment(StrEnum):
    """How a comment sounds."""

    POSITIVE = "pos"
    NEUTRAL = "neu"
    NEGATIVE = "neg"


@dataclass(frozen=True, slots=True)
class Comment:
    """The topics of one comment, none or several, and how it sounds."""

    topics: Collection[str]
    sentiment: Sentiment


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: the share of all comments that name it, and (positive − negative)/those.

    Shares of topics may add up to more than 1, since a comment may have several.
    """

    name: str
    share: Rate
    net_sentiment: float


@dataclass(frozen=True, slots=True)
class Topics:
    """What so many comments are about, the most frequent first, and the share without a topic."""

    n: int
    topics: tuple[Topic, ...]
    untagged: Rate


def topics_of(counted: Iterable[tuple[Comment, int]]) -> Topics:
    """How often each topic comes up, and how it sounds; a topic counts once in a comment.

    `counted`: each kind of comment with how many there are.
    """
    named = Counter[str]()
    polarity = Counter[str]()
    n = untagged = 0
    for comment, number in counted:
        n += number
        untagged += 0 if comment.topics else number
        for topic in set(comment.topics):
            named[topic] += number
            polarity[topic] += number * _sign(comment.sentiment)
    ordered = sorted(named, key=lambda topic: (-named[topic], topic))
    return Topics(
        n=n,
        topics=tuple(
            Topic(topic, rate(named[topic], n), polarity[topic] / named[topic]) for topic in ordered
        ),
        untagged=rate(untagged, n),
    )


def _sign(sentiment: Sentiment) -> int:
    return (sentiment == Sentiment.POSITIVE) - (sentiment == Sentiment.NEGATIVE)
