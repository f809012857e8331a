"""What a word is, and how it is spelled in the index: without case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

LONGEST = 64
"""Characters of a word that count; longer ones are no words but codes."""
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart into a letter and an accent."""


Place = tuple[int, int]
"""The first character of a word, and the one behind it."""


def composed(text: str) -> str:
    """The text with each accent on its letter, as `places` counts characters."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def holds(text: str, spellings: Collection[str]) -> bool:
    """Whether a composed text has a word that is spelled in one of these ways."""
    return not frozenset(spellings).isdisjoint(map(folded, _WORD.findall(text)))


def places(text: str, spellings: Collection[str], start: int, end: int) -> Iterator[Place]:
    """Where such words stand between two gaps of a composed text, in order."""
    for found in _WORD.finditer(text, start, end):
        if folded(found.group()) in spellings:
            yield found.span()


def spelled(text: str) -> list[str]:
    """The words of any text, as the index spells them."""
    return [folded(word) for word in _WORD.findall(composed(text))]


def written(text: str) -> list[str]:
    """The words of any text as they were written."""
    return _WORD.findall(composed(text))


@lru_cache(maxsize=1 << 15)
def folded(word: str) -> str:
    """One word without case and accents."""
    word = word[:LONGEST].casefold()
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    plain = "".join(letter for letter in apart if letter.isalnum()).lower()
    return plain[:LONGEST] or "_"
