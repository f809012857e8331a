"""The mood of a comment: praise and blame, as turned, strengthened and set against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tillit.feedback.understanding.matching import Hit
from tillit.feedback.understanding.reading import Word
from tillit.feedback.understanding.turning import MISSED, Turning
from tillit.feedback.understanding.understood import Confidence, DecidingWord, Mood

ENOUGH = 1.0
"""Praise or blame below this is no more than politeness."""
BOTH = 0.4
"""Praise and blame are mixed when the lesser is at least this part of the greater."""
BOTH_WITH_CONTRAST = 0.2
"""The same in a comment that says "but"."""
CLEARLY, PLAINLY = 4.0, 2.0
AFTER, BEFORE = 1.25, 0.8
"""What follows a "but" weighs more than what stands before it."""

Decision = tuple[Mood, Confidence, tuple[DecidingWord, ...]]


@dataclass(slots=True)
class Weight:
    """What one hit adds, and the places that speak for it."""

    value: float
    places: tuple[int, ...]


def mood_of(words: Sequence[Word], hits: Sequence[Hit], turning: Turning) -> Decision:
    """The mood, how sure it is, and the words that decided."""
    weights = [weight for hit in hits if (weight := _weighed(hit, turning)).value]
    weights += [Weight(MISSED, negator.places) for negator in turning.left_open()]
    good = sum(weight.value for weight in weights if weight.value > 0)
    bad = -sum(weight.value for weight in weights if weight.value < 0)
    mood = _decided(good, bad, bool(turning.contrasts))
    return mood, _confidence(mood, good, bad), _deciding(words, weights, mood)


def _weighed(hit: Hit, turning: Turning) -> Weight:
    value, turners = turning.value_of(hit)
    if value and (contrast := turning.contrast_in(hit)) is not None:
        value *= AFTER if hit.first > contrast else BEFORE
    return Weight(value, (*turners, *hit.places))


def _decided(good: float, bad: float, contrast: bool) -> Mood:
    less, more = sorted((good, bad))
    if more < ENOUGH:
        return Mood.NEUTRAL
    if less >= ENOUGH and less >= more * (BOTH_WITH_CONTRAST if contrast else BOTH):
        return Mood.MIXED
    return Mood.GOOD if good > bad else Mood.BAD


def _confidence(mood: Mood, good: float, bad: float) -> Confidence:
    """How far the decision is from another one."""
    if mood == Mood.NEUTRAL:
        return Confidence.UNSURE if good or bad else Confidence.LIKELY
    less, more = sorted((good, bad))
    distance = less * 2 if mood == Mood.MIXED else more - 2 * less
    if distance >= CLEARLY:
        return Confidence.SURE
    return Confidence.LIKELY if distance >= PLAINLY else Confidence.UNSURE


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
