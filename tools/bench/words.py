"""Words as people use them: a few all the time, most of them hardly ever (Zipf's law)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from random import Random

from tillit.demo.scripts import people, scripts

LANGUAGES = {"nb": 0.4, "en": 0.25, "nl": 0.2, "hu": 0.15}
"""How many of all customers write in which language."""
DISTINCT_WORDS = 6000
STEEPNESS, SHIFT = 1.05, 2.7
"""The frequency of the word of rank r is 1 / (r + shift) ** steepness, as Mandelbrot fitted it."""
SENTENCE = (4, 17)
PARAGRAPH = 3

_WORD = re.compile(r"[^\W\d_]{2,}")


class Vocabulary:
    """The words of one language and the names of those who speak it."""

    def __init__(self, language: str) -> None:
        """Rank the words of the demo threads; rare ones are put together from common ones."""
        counted = Counter(word for text in _texts(language) for word in _WORD.findall(text.lower()))
        random = Random(language)  # noqa: S311 (the same every time, not a secret)
        self._words = list(dict.fromkeys(_ranked(counted, random)))[:DISTINCT_WORDS]
        weights = (1 / (rank + SHIFT) ** STEEPNESS for rank in range(len(self._words)))
        self._cumulative = list(accumulate(weights))
        self._names = [person.name.split(" ", 1) for person in people(language)]

    def word_of_rank(self, rank: int) -> str:
        """The word that comes so far down among the most frequent ones."""
        return self._words[min(rank, len(self._words) - 1)]

    def words(self, random: Random, count: int) -> list[str]:
        """So many words."""
        return random.choices(self._words, cum_weights=self._cumulative, k=count)

    def subject(self, random: Random) -> str:
        """A subject of a few words."""
        return " ".join(self.words(random, random.randint(2, 7))).capitalize()

    def text(self, random: Random, count: int) -> str:
        """About so many words in sentences and paragraphs."""
        sentences = list(self._sentences(random, count))
        return "\n\n".join(
            " ".join(sentences[first : first + PARAGRAPH])
            for first in range(0, len(sentences), PARAGRAPH)
        )

    def name(self, random: Random) -> str:
        """Somebody's full name."""
        return f"{random.choice(self._names)[0]} {random.choice(self._names)[-1]}"

    def _sentences(self, random: Random, count: int) -> Iterator[str]:
        words = self.words(random, count)
        while words:
            length = random.randint(*SENTENCE)
            yield " ".join(words[:length]).capitalize() + "."
            del words[:length]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language."""
    return Vocabulary(language)


def some_language(random: Random) -> str:
    """A language, as often as customers write in it."""
    return random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]


def length_of_a_mail(random: Random) -> int:
    """How many words somebody writes: mostly some dozens, now and then some hundreds."""
    return max(8, min(600, round(random.lognormvariate(3.9, 0.6))))


def _texts(language: str) -> Iterator[str]:
    for script in scripts(language):
        yield script.subject
        yield from (turn.text for turn in script.turns)


def _ranked(counted: Counter[str], random: Random) -> Iterator[str]:
    common = [word for word, _count in counted.most_common()]
    yield from common
    for _ in range(2 * DISTINCT_WORDS):
        yield random.choice(common) + random.choice(common)
