"""How well comments are understood: against labels that people have given.

A file has a comment on each line: its mood, its topics with commas, and its words, with tabs
between; its name ends with the language: `build_nb.tsv`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tillit.feedback.understanding import understand
from tillit.feedback.understanding.understood import Confidence, Mood, Topic, Understood


@dataclass(frozen=True, slots=True)
class Labelled:
    """A comment with the labels that a person has given."""

    mood: str
    topics: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """How one label was found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of those found, the part that is right."""
        return _part(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of those there, the part that was found."""
        return _part(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Both in one."""
        return _part(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of the comments of one file."""

    language: str
    comments: int
    moods: dict[str, Score]
    topics: dict[str, Score]
    commonest_mood: dict[str, Score]
    commonest_topic: dict[str, Score]
    sureness: dict[Confidence, tuple[int, int]]
    """How many moods were right, of how many, at each confidence."""


def labelled_in(path: Path) -> list[Labelled]:
    """The comments of a file."""
    lines = path.read_text("utf-8").split("\n")
    return [_labelled(line) for line in lines if line.strip()]


def _labelled(line: str) -> Labelled:
    mood, topics, words = line.rstrip("\r").split("\t", 2)
    named = (topic.strip() for topic in topics.split(","))
    return Labelled(Mood(mood).value, frozenset(Topic(one).value for one in named if one), words)


def measured(path: Path) -> Measured:
    """Understand every comment of a file and compare."""
    language = path.stem.rpartition("_")[2]
    comments = labelled_in(path)
    found = [understand(comment.words, language) for comment in comments]
    moods = [frozenset((comment.mood,)) for comment in comments]
    topics = [comment.topics for comment in comments]
    return Measured(
        language,
        len(comments),
        scores(Mood.values, moods, [frozenset((one.mood.value,)) for one in found]),
        scores(Topic.values, topics, [one.topic_keys for one in found]),
        scores(Mood.values, moods, _always_commonest(moods)),
        scores(Topic.values, topics, _always_commonest(topics)),
        _sureness(comments, found),
    )


def scores(
    labels: Iterable[str], given: Sequence[frozenset[str]], found: Sequence[frozenset[str]]
) -> dict[str, Score]:
    """How each label was found."""
    pairs = list(zip(given, found, strict=True))
    return {
        label: Score(
            sum(label in there and label in here for there, here in pairs),
            sum(label not in there and label in here for there, here in pairs),
            sum(label in there and label not in here for there, here in pairs),
        )
        for label in labels
    }


def macro(by_label: dict[str, Score]) -> float:
    """The mean F1 of the labels that occur."""
    there = [score.f1 for score in by_label.values() if score.right + score.missed]
    return _part(sum(there), len(there))


def micro(by_label: dict[str, Score]) -> float:
    """The F1 of all labels taken together."""
    return sum(by_label.values(), Score(0, 0, 0)).f1


def _always_commonest(given: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    counted = Counter(label for labels in given for label in labels)
    guess = frozenset(label for label, _count in counted.most_common(1))
    return [guess] * len(given)


def _sureness(
    comments: Sequence[Labelled], found: Sequence[Understood]
) -> dict[Confidence, tuple[int, int]]:
    judged = zip(comments, found, strict=True)
    counted = Counter((one.confidence, one.mood.value == said.mood) for said, one in judged)
    return {
        level: (counted[level, True], counted[level, True] + counted[level, False])
        for level in Confidence
    }


def _part(some: float, whole: float) -> float:
    return some / whole if whole else 0.0
