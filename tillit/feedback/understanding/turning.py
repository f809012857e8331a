"""What each word of praise or blame is worth where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from tillit.feedback.understanding.lexicon import Role
from tillit.feedback.understanding.matching import Hit
from tillit.feedback.understanding.reading import Word
from tillit.feedback.understanding.surroundings import Surroundings
from tillit.feedback.understanding.understood import Topic

MILD = 0.5
"""The worth of +1: politeness."""
NO_PRAISE, NO_BLAME = -0.8, -0.5
"""What "not good" and "not bad" keep of their strength."""
MISSED = -2.0
"""The worth of what was expected and did not come."""
ASKED = 0.4
"""What a question keeps: "who can help me?" """
SOLVING = frozenset({Topic.COMPETENCE, Topic.RETURNS})
IRONY = -2.0
"""So much blame makes a word of praise that opens the sentence, alone before a comma, bitter."""

Worth = tuple[float, tuple[int, ...]]
"""And the places of the words that turned it."""


class Turning:
    """The worth of the hits of one comment."""

    def __init__(self, words: Sequence[Word], hits: Sequence[Hit], around: Surroundings) -> None:
        """Look at what the comment says as a whole."""
        self.words, self.around = words, around
        self.blame = {hit.first for hit in around.negators}
        self.blame |= {hit.first for hit in hits if hit.entry.strength < 0}
        self.solved = {words[hit.first].sentence for hit in hits if self._solves(hit)}
        self.bitter = self._bitter(hits)
        self._valued = frozenset(around.valued)

    def worth_of(self, hit: Hit) -> Worth:
        """What a hit is worth here: above zero praise, below it blame."""
        strength = 0.0 if self._only_strengthens(hit) else float(hit.entry.strength)
        weighs = strength or hit.entry.expected
        if weighs and (negator := self.around.negator_of(hit)):
            return self._denied(strength) * self.around.degree_of(hit), negator.places
        if self._is_void(hit):
            return 0.0, ()
        strength = strength if abs(strength) > 1 else strength * MILD
        asked = ASKED if self.words[hit.first].asked else 1.0
        return strength * self.around.degree_of(hit) * asked, ()

    def _denied(self, strength: float) -> float:
        if not strength:
            return MISSED
        return strength * (NO_PRAISE if strength > 0 else NO_BLAME)

    def _is_void(self, hit: Hit) -> bool:
        if hit.entry.role == Role.MATTER:
            solved = self.words[hit.first].sentence in self.solved
            return solved and self.around.contrast_in(hit) is None
        return hit.entry.strength > 0 and (
            self.around.is_wished(hit)
            or self._is_only_manner(hit)
            or self.words[hit.first].quoted
            or hit.first in self.bitter
        )

    def _only_strengthens(self, hit: Hit) -> bool:
        """ "Terribly kind" is no blame, and "super quick" is praised once."""
        return hit.last in self.around.degrees and hit.last + 1 in self._valued

    def _is_only_manner(self, hit: Hit) -> bool:
        """Right before blame: "clearly not", "well annoyed"."""
        behind = hit.last + 1
        if len(hit.places) > 1 or behind == len(self.words) or behind not in self.blame:
            return False
        return self.words[behind].clause == self.words[hit.first].clause

    def _solves(self, hit: Hit) -> bool:
        """Whether a hit praises that something was put right."""
        solving = not SOLVING.isdisjoint(hit.entry.topics) and hit.entry.strength > 0
        return solving and not self.around.negator_of(hit)

    def _bitter(self, hits: Sequence[Hit]) -> set[int]:
        """Praise that opens a sentence, alone before a comma, and is followed by blame only."""
        opening: dict[int, int] = {}
        others: dict[int, list[int]] = {}
        for hit in hits:
            sentence = self.words[hit.first].sentence
            if hit.entry.strength > 0 and self._stands_alone(hit):
                opening.setdefault(sentence, hit.first)
            elif hit.entry.strength or hit.entry.role == Role.CONTRAST:
                others.setdefault(sentence, []).append(hit.entry.strength)
        return {at for sentence, at in opening.items() if self._is_blame(others.get(sentence, []))}

    def _is_blame(self, strengths: Sequence[int]) -> bool:
        """A "but" has no strength: where one stands, the praise is meant."""
        return max(strengths, default=0) < 0 and sum(strengths) <= IRONY

    def _stands_alone(self, hit: Hit) -> bool:
        """Whether it is one word, the first of its sentence and the last of its clause."""
        at, word = hit.first, self.words[hit.first]
        first = at == 0 or self.words[at - 1].sentence != word.sentence
        behind = self.words[at + 1] if at + 1 < len(self.words) else word
        return first and behind.sentence == word.sentence and behind.clause != word.clause
