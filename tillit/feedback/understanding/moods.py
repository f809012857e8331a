"""The mood of a comment: praise and blame, set against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tillit.feedback.understanding.matching import Hit
from tillit.feedback.understanding.reading import Word
from tillit.feedback.understanding.surroundings import Surroundings
from tillit.feedback.understanding.turning import MISSED, Turning
from tillit.feedback.understanding.understood import Confidence, DecidingWord, Mood

ENOUGH = 1.0
"""Praise or blame below this is no more than politeness."""
BOTH = 0.6
"""Praise and blame are mixed when the lesser is at least this part of the greater."""
BOTH_WITH_CONTRAST = 0.2
"""The same in a comment that says "but"."""
CLEAR, PLAIN = 3.0, 1.5
"""So much praise or blame makes a mood sure, or likely."""
DENIAL = -1.0
"""The worth of a "not" in a comment that says nothing clearer: "there was no van"."""
AFTER, BEFORE = 1.25, 0.8
"""What follows a "but" weighs more than what stands before it."""
FEW_WORDS = 8
"""A comment as short as this that praises and blames nothing hardly means to."""

Decision = tuple[Mood, Confidence, tuple[DecidingWord, ...]]


@dataclass(slots=True)
class Weight:
    """What one hit adds, and the places that speak for it."""

    value: float
    places: tuple[int, ...]


def mood_of(words: Sequence[Word], hits: Sequence[Hit], around: Surroundings) -> Decision:
    """The mood, how sure it is, and the words that decided."""
    weights = _weights(words, hits, around)
    good = sum(weight.value for weight in weights if weight.value > 0)
    bad = -sum(weight.value for weight in weights if weight.value < 0)
    mood = _decided(good, bad, bool(around.contrasts))
    confidence = _confidence(mood, good, bad, len(words))
    return mood, confidence, _deciding(words, weights, mood)


def _weights(words: Sequence[Word], hits: Sequence[Hit], around: Surroundings) -> list[Weight]:
    turning = Turning(words, hits, around)
    weights = [weight for hit in hits if (weight := _weight(hit, turning, around)).value]
    weights += [Weight(MISSED, negator.places) for negator in around.left_open()]
    return weights or [Weight(DENIAL, negator.places) for negator in around.telling_negators()]


def _weight(hit: Hit, turning: Turning, around: Surroundings) -> Weight:
    value, turners = turning.worth_of(hit)
    if value and (contrast := around.contrast_in(hit)) is not None:
        value *= AFTER if hit.first > contrast else BEFORE
    return Weight(value, (*turners, *hit.places))


def _decided(good: float, bad: float, contrast: bool) -> Mood:
    less, more = sorted((good, bad))
    if more < ENOUGH:
        return Mood.NEUTRAL
    if less >= ENOUGH and less >= more * (BOTH_WITH_CONTRAST if contrast else BOTH):
        return Mood.MIXED
    return Mood.GOOD if good > bad else Mood.BAD


def _confidence(mood: Mood, good: float, bad: float, words: int) -> Confidence:
    """How clear the words are, and whether any speaks for the contrary."""
    less, more = sorted((good, bad))
    if mood == Mood.NEUTRAL:
        return Confidence.UNSURE if more or words > FEW_WORDS else Confidence.LIKELY
    if mood == Mood.MIXED:
        return Confidence.LIKELY if less >= PLAIN else Confidence.UNSURE
    if more >= CLEAR and not less:
        return Confidence.SURE
    return Confidence.LIKELY if more - less >= PLAIN else Confidence.UNSURE


def _deciding(
    words: Sequence[Word], weights: Sequence[Weight], mood: Mood
) -> tuple[DecidingWord, ...]:
    """The words that speak for the mood; of a mixed one, those of both sides."""
    deciding = set()
    for weight in weights:
        tone = Mood.GOOD if weight.value > 0 else Mood.BAD
        if mood in (tone, Mood.MIXED):
            deciding |= {DecidingWord(words[at].start, words[at].end, tone) for at in weight.places}
    return tuple(sorted(deciding, key=lambda word: (word.start, word.tone or "")))
