"""The words of a comment that change what others mean, found by their places."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from tillit.feedback.understanding.lexicon import Role
from tillit.feedback.understanding.matching import Hit
from tillit.feedback.understanding.reading import Word

STRONGER, WEAKER = 1.4, 0.6
REACH = 4
"""Words from a negator to what it turns, at most."""
REACH_BACK = {"nl": 3, "nb": 2, "hu": 1}
"""Where the verb comes first, "het werkt niet": words back to what a negator turns."""
REACH_OF_WISH = 8
REACH_OF_DEGREE = 2
FEWEST_WORDS = 4
"""Of a sentence that tells something: "no comment" does not."""


class Surroundings:
    """Negators, degrees, wishes and contrasts of one comment."""

    def __init__(self, words: Sequence[Word], hits: Sequence[Hit], language: str) -> None:
        """Sort the hits by what they do."""
        self.words = words
        self.back = REACH_BACK.get(language, 0)
        roles: dict[Role, list[Hit]] = {role: [] for role in Role}
        for hit in hits:
            if hit.entry.role:
                roles[hit.entry.role].append(hit)
        self.negators = roles[Role.NEGATOR]
        self._ending = {hit.last: hit for hit in self.negators}
        self._beginning = {hit.first: hit for hit in self.negators}
        self._wishes = {hit.last for hit in roles[Role.WISH]}
        self.degrees = {hit.last: STRONGER for hit in roles[Role.INTENSIFIER]}
        self.degrees |= {hit.last: WEAKER for hit in roles[Role.DIMINISHER]}
        self.contrasts = [hit.first for hit in roles[Role.CONTRAST]]
        self._contrast_of = {words[at].sentence: at for at in reversed(self.contrasts)}
        self.valued = [hit.first for hit in hits if hit.entry.strength or hit.entry.expected]
        self._lengths = Counter(word.sentence for word in words)

    def negator_of(self, hit: Hit) -> Hit | None:
        """The negator that turns a hit: before it, or right behind it where verbs come first."""
        if hit.entry.denies:
            return None
        # A phrase of blame is an idiom: only a "not" right before it turns it.
        reach = 1 if hit.entry.strength < 0 and len(hit.places) > 1 else REACH
        before = (self._ending.get(at) for at in range(hit.first - 1, hit.first - reach - 1, -1))
        behind = (self._beginning.get(at) for at in range(hit.last + 1, hit.last + self.back + 1))
        return next(
            (one for one in before if one and self._turns(one, one.last, hit.first, hit)), None
        ) or next((one for one in behind if one and self._turns_back(one, hit)), None)

    def degree_of(self, hit: Hit) -> float:
        """How much the words right before a hit strengthen or weaken it."""
        for at in range(hit.first - 1, hit.first - REACH_OF_DEGREE - 1, -1):
            if at in self.degrees and self._clause(at) == self._clause(hit.first):
                return self.degrees[at]
        return 1.0

    def contrast_in(self, hit: Hit) -> int | None:
        """The first "but" of the sentence that the hit stands in."""
        return self._contrast_of.get(self.words[hit.first].sentence)

    def is_wished(self, hit: Hit) -> bool:
        """Whether its clause only wishes for it: "it should be quick"."""
        before = range(max(0, hit.first - REACH_OF_WISH), hit.first)
        return any(
            at in self._wishes and self._clause(at) == self._clause(hit.first) for at in before
        )

    def left_open(self) -> Iterator[Hit]:
        """Negators that end a clause and turn what was praised before: "the food is not"."""
        for negator in self.negators:
            behind = negator.last + 1
            ends = behind == len(self.words) or self._clause(behind) != self._clause(negator.first)
            if ends and self._follows_praise(negator):
                yield negator

    def telling_negators(self) -> list[Hit]:
        """Those that are not asked about, in a sentence of some length."""
        words = self.words
        return [
            one
            for one in self.negators
            if not words[one.first].asked
            and self._lengths[words[one.first].sentence] >= FEWEST_WORDS
        ]

    def _turns(self, negator: Hit, first: int, last: int, hit: Hit) -> bool:
        """Whether nothing stands between a negator and a hit, in the same clause."""
        if self._clause(negator.first) != self._clause(hit.first):
            return False
        at = bisect_left(self.contrasts, first)
        return at == len(self.contrasts) or self.contrasts[at] >= last

    def _turns_back(self, negator: Hit, hit: Hit) -> bool:
        return (
            hit.entry.strength >= 0
            and self._turns(negator, hit.last, negator.first, hit)
            and not self._turns_what_follows(negator)
        )

    def _turns_what_follows(self, negator: Hit) -> bool:
        at = bisect_left(self.valued, negator.last + 1)
        if at == len(self.valued) or self.valued[at] - negator.last > REACH:
            return False
        return self._clause(self.valued[at]) == self._clause(negator.last)

    def _follows_praise(self, negator: Hit) -> bool:
        """Whether its own clause has nothing to turn, but one before in the sentence has."""
        at = bisect_left(self.valued, negator.first)
        if not at:
            return False
        before, word = self.words[self.valued[at - 1]], self.words[negator.first]
        return before.sentence == word.sentence and before.clause != word.clause

    def _clause(self, at: int) -> int:
        return self.words[at].clause
