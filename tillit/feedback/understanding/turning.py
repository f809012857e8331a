"""What the words around praise and blame make of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tillit.feedback.understanding.lexicon import Role
from tillit.feedback.understanding.matching import Hit
from tillit.feedback.understanding.reading import Word
from tillit.feedback.understanding.understood import Topic

MILD = 0.5
"""The worth of +1: politeness."""
STRONGER, WEAKER = 1.4, 0.6
NO_PRAISE, NO_BLAME = -0.8, -0.5
"""What "not good" and "not bad" keep of their strength."""
MISSED = -2.0
"""The worth of what was expected and did not come."""
ASKED = 0.4
"""What a question keeps: "who can help me?" """
REACH = 4
"""Words that may stand between a negator and what it turns."""
REACH_BACK = {"nl": 3, "nb": 2, "hu": 1}
"""Where the verb comes first, "het werkt niet": words back to what a negator turns."""
REACH_OF_WISH = 8
REACH_OF_DEGREE = 2
SOLVING = frozenset({Topic.COMPETENCE, Topic.RETURNS})
IRONY = -2.0
"""Blame that makes a word of praise before it, alone before a comma, a bitter one."""


class Turning:
    """The words of one comment that change others, by their places."""

    def __init__(self, words: Sequence[Word], hits: Sequence[Hit], language: str) -> None:
        """Sort the hits by what they do."""
        self.words = words
        self.back = REACH_BACK.get(language, 0)
        roles: dict[Role, list[Hit]] = {role: [] for role in Role}
        for hit in hits:
            if hit.entry.role:
                roles[hit.entry.role].append(hit)
        self.negators, self.wishes = roles[Role.NEGATOR], roles[Role.WISH]
        self.degrees = {hit.last: STRONGER for hit in roles[Role.INTENSIFIER]}
        self.degrees |= {hit.last: WEAKER for hit in roles[Role.DIMINISHER]}
        self.contrasts = [hit.first for hit in roles[Role.CONTRAST]]
        self.valued = [hit.first for hit in hits if hit.entry.strength or hit.entry.expected]
        self.blame = {hit.first for hit in self.negators}
        self.blame |= {hit.first for hit in hits if hit.entry.strength < 0}
        self.solved = {words[hit.first].sentence for hit in hits if self._solves(hit)}
        self.bitter = self._bitter(hits)

    def _solves(self, hit: Hit) -> bool:
        """Whether a hit praises that something was put right."""
        solving = not SOLVING.isdisjoint(hit.entry.topics) and hit.entry.strength > 0
        return solving and not self.negator_of(hit)

    def value_of(self, hit: Hit) -> tuple[float, tuple[int, ...]]:
        """What a hit is worth here, and the places of the words that turned it."""
        strength = 0.0 if self._only_strengthens(hit) else float(hit.entry.strength)
        negator = self.negator_of(hit) if strength or hit.entry.expected else None
        if negator:
            return self._denied(strength) * self._degree(hit), negator.places
        if strength > 0 and self._is_no_praise(hit):
            return 0.0, ()
        if hit.entry.role == Role.MATTER and self._is_solved(hit):
            return 0.0, ()
        strength = strength if abs(strength) > 1 else strength * MILD
        asked = ASKED if self.words[hit.first].asked else 1.0
        return strength * self._degree(hit) * asked, ()

    def _is_no_praise(self, hit: Hit) -> bool:
        return self._is_wished(hit) or self._is_ironic(hit) or self._is_only_manner(hit)

    def _is_only_manner(self, hit: Hit) -> bool:
        """Right before blame: "clearly not", "well annoyed"."""
        behind = hit.last + 1
        if len(hit.places) > 1 or behind == len(self.words) or behind not in self.blame:
            return False
        return self.words[behind].clause == self.words[hit.first].clause

    def _is_solved(self, hit: Hit) -> bool:
        word = self.words[hit.first]
        return word.sentence in self.solved and self.contrast_in(hit) is None

    def _only_strengthens(self, hit: Hit) -> bool:
        """ "Terribly kind" is no blame, and "super quick" is praised once."""
        return hit.last in self.degrees and hit.last + 1 in self.valued

    def _denied(self, strength: float) -> float:
        if not strength:
            return MISSED
        return strength * (NO_PRAISE if strength > 0 else NO_BLAME)

    def left_open(self) -> Iterator[Hit]:
        """Negators at the end of a clause that turn what was praised before: "the food is not"."""
        for negator in self.negators:
            behind = negator.last + 1
            ends = behind == len(self.words) or self.words[behind].clause != self._clause(negator)
            if ends and self._is_alone(negator):
                yield negator

    def _is_alone(self, negator: Hit) -> bool:
        """Whether its clause has nothing to turn, and the sentence has, before."""
        before = [at for at in self.valued if at < negator.first]
        return bool(before) and (
            self.words[before[-1]].sentence == self.words[negator.first].sentence
            and self.words[before[-1]].clause != self._clause(negator)
        )

    def _clause(self, hit: Hit) -> int:
        return self.words[hit.first].clause

    def contrast_in(self, hit: Hit) -> int | None:
        """The first "but" of the sentence that the hit stands in."""
        sentence = self.words[hit.first].sentence
        return next((at for at in self.contrasts if self.words[at].sentence == sentence), None)

    def _degree(self, hit: Hit) -> float:
        before = range(max(0, hit.first - REACH_OF_DEGREE), hit.first)
        clause = self.words[hit.first].clause
        near = [at for at in before if at in self.degrees and self.words[at].clause == clause]
        return self.degrees[near[-1]] if near else 1.0

    def negator_of(self, hit: Hit) -> Hit | None:
        """The negator that turns a hit: before it, or right behind it where verbs come first."""
        if hit.entry.denies:
            return None
        return next((one for one in reversed(self.negators) if self._reaches(one, hit)), None)

    def _reaches(self, negator: Hit, hit: Hit) -> bool:
        if self.words[negator.last].clause != self.words[hit.first].clause:
            return False
        if negator.last < hit.first:
            reach = 1 if hit.entry.strength < 0 and len(hit.places) > 1 else REACH
            return hit.first - negator.last <= reach and not self._parted(negator.last, hit.first)
        return (
            0 < negator.first - hit.last <= self.back
            and hit.entry.strength >= 0
            and not self._parted(hit.last, negator.first)
            and not self._turns_what_follows(negator)
        )

    def _parted(self, first: int, last: int) -> bool:
        """Whether a "but" stands between."""
        at = bisect_left(self.contrasts, first)
        return at < len(self.contrasts) and self.contrasts[at] < last

    def _turns_what_follows(self, negator: Hit) -> bool:
        at = bisect_left(self.valued, negator.last + 1)
        if at == len(self.valued):
            return False
        following, clause = self.valued[at], self.words[negator.last].clause
        return following - negator.last <= REACH and self.words[following].clause == clause

    def _is_wished(self, hit: Hit) -> bool:
        clause = self.words[hit.first].clause
        return any(
            0 < hit.first - wish.last <= REACH_OF_WISH and self.words[wish.last].clause == clause
            for wish in self.wishes
        )

    def _is_ironic(self, hit: Hit) -> bool:
        return self.words[hit.first].quoted or hit.first in self.bitter

    def _bitter(self, hits: Sequence[Hit]) -> set[int]:
        """Praise that opens a sentence, alone before a comma, and is followed by blame only."""
        opening: dict[int, Hit] = {}
        rest: dict[int, list[int]] = {}
        for hit in hits:
            if not hit.entry.strength:
                continue
            word = self.words[hit.first]
            if self._opens(hit):
                opening[word.sentence] = hit
            else:
                rest.setdefault(word.sentence, []).append(hit.entry.strength)
        return {
            hit.first
            for sentence, hit in opening.items()
            if (others := rest.get(sentence))
            and max(others) < 0
            and sum(others) <= IRONY
            and self.contrast_in(hit) is None
        }

    def _opens(self, hit: Hit) -> bool:
        before = self.words[hit.first - 1] if hit.first else None
        behind = self.words[hit.last + 1] if hit.last + 1 < len(self.words) else None
        word = self.words[hit.first]
        return (
            hit.entry.strength > 0
            and len(hit.places) == 1
            and (before is None or before.sentence != word.sentence)
            and behind is not None
            and behind.sentence == word.sentence
            and behind.clause != word.clause
        )
