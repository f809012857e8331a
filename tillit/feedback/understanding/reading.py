"""The words of a comment, with their places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tillit.feedback.understanding.lexicon import Lexicon, lexicon_of, spelled
from tillit.feedback.understanding.patterns import Atom, atoms_in

_PIECE = re.compile(
    r"(?P<word>[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*(?:['’´`][^\W_]+)*)"
    r"|(?P<sign>[:;=][-o']?[)(\]\[DPp/|](?!/)|<3|[\u2600-\u27bf\u2b50\U0001f300-\U0001faff])"
    r"|(?P<end>[.!?…\n;]+)"
    r"|(?P<pause>[,:()–—\"“”„«»]|(?<=\s)-(?=\s))"
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_TYPED_PLAINLY = {"nb": (("aa", "a"), ("oe", "o"), ("ae", "e"))}
"""How letters are written on a keyboard that lacks them."""
_QUOTES = frozenset('"“”„«»')


@dataclass(slots=True)
class Word:
    """One word or sign of a comment."""

    start: int
    end: int
    atoms: tuple[Atom, ...]
    """The spellings of the lexicon that it has."""
    clause: int
    """Clauses are what stands between two marks of punctuation."""
    sentence: int
    asked: bool = False
    """Whether its sentence is a question."""
    quoted: bool = False
    """Whether it stands alone in quotation marks."""


def read(text: str, lexicon: Lexicon) -> list[Word]:
    """All words of a text, in one pass whatever its length."""
    words: list[Word] = []
    clause = sentence = 0
    for piece in _PIECE.finditer(text):
        kind, written = piece.lastgroup, piece.group()
        if kind == "end":
            clause, sentence = clause + 1, sentence + 1
            _ask(words, sentence - 1, "?" in written)
        elif kind == "pause":
            clause += 1
            _quote(words, text, piece.start(), written)
        else:
            atoms = _atoms_of(lexicon.language, written)
            words.append(Word(piece.start(), piece.end(), atoms, clause, sentence))
    return words


def _ask(words: list[Word], sentence: int, asked: bool) -> None:
    for word in reversed(words) if asked else ():
        if word.sentence != sentence:
            break
        word.asked = True


def _quote(words: list[Word], text: str, at: int, mark: str) -> None:
    if mark in _QUOTES and words:
        last = words[-1]
        last.quoted = last.end == at and last.start > 0 and text[last.start - 1] in _QUOTES


@lru_cache(maxsize=1 << 14)
def _atoms_of(language: str, written: str) -> tuple[Atom, ...]:
    """What the lexicon knows of a word, also when it is stretched or typed without accents."""
    known = lexicon_of(language).atoms
    for maybe in _variants(language, spelled(written)):
        if found := atoms_in(maybe, known):
            return found
    return ()


def _variants(language: str, word: str) -> list[str]:
    variants = [word]
    if _STRETCHED.search(word):
        variants += [_STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)]
    for typed, meant in _TYPED_PLAINLY.get(language, ()):
        variants += [one.replace(typed, meant) for one in list(variants) if typed in one]
    return variants
