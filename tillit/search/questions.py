"""The language of searches: words, "phrases in quotes", #numbers and filters such as from:nora."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tillit.search.entries import NUMBER
from tillit.search.kinds import mark
from tillit.search.store.asking import TEXTS, Clause
from tillit.search.vocabulary import forms_of
from tillit.search.words import spelled, written

LONGEST = 500
"""Characters of a search that are read."""
MOST_TYPED = 4 * LONGEST
MOST_WORDS = 12
MOST_DIGITS = 18
FILTERS = ("from", "to", "tag", "before", "after", "is", "in", "has")
_VALUE = r"""(?:"(?P<{0}phrase>[^"]*)"?|(?P<{0}plain>[^\s"]{1}))"""
_PART = re.compile(
    rf"(?:(?P<name>{'|'.join(FILTERS)}):{_VALUE.format('of_', '*')})|{_VALUE.format('', '+')}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Term:
    """A word as it was written, or with `exact` several in a row."""

    words: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True)
class Filter:
    """A filter and its value, both as written."""

    name: str
    value: str
    exact: bool = False

    def __str__(self) -> str:
        return f'{self.name}:"{self.value}"' if self.exact else f"{self.name}:{self.value}"


@dataclass(frozen=True)
class Question:
    """A search that has been read. `numbers` are those written as #1042."""

    text: str
    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    numbers: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.terms or self.filters or self.numbers)


def read(text: str) -> Question:
    """What somebody typed; there is nothing that cannot be read."""
    text = " ".join(_sayable(text[:MOST_TYPED]).split())[:LONGEST]
    terms: list[Term] = []
    filters: list[Filter] = []
    numbers: list[int] = []
    for found in _PART.finditer(text):
        phrase, plain = found["phrase"], found["plain"] or ""
        if found["name"]:
            filters.append(_filter(found))
        elif plain.startswith("#") and _is_number(plain[1:]):
            numbers.append(int(plain[1:]))
        else:
            terms += _terms(plain if phrase is None else phrase, phrase is not None)
    return Question(text, tuple(terms[:MOST_WORDS]), tuple(filters[:MOST_WORDS]), tuple(numbers))


def _filter(found: re.Match[str]) -> Filter:
    phrase, plain = found["of_phrase"], found["of_plain"] or ""
    value = plain if phrase is None else phrase.strip()
    return Filter(found["name"].lower(), value, exact=phrase is not None)


def _sayable(text: str) -> str:
    """Without NUL, and without halves of letters, which no database keeps."""
    return text.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def _terms(value: str, exact: bool) -> Iterator[Term]:
    words = written(value)[:MOST_WORDS]
    if exact and words:
        yield Term(tuple(words), exact=True)
    elif not exact:
        yield from (Term((word,)) for word in words)


@dataclass(frozen=True)
class Reading:
    """A question as the index hears it, and how the words that are found may be spelled."""

    clauses: tuple[Clause, ...]
    spellings: frozenset[str]


def reading_of(question: Question) -> Reading:
    """Look up the forms of each word; filters are left to whoever knows what they mean."""
    clauses: list[Clause] = []
    spellings: set[str] = set()
    for term in question.terms:
        clause = clause_of(term)
        clauses.append(clause)
        spellings.update(word for choice in clause.choices for word in choice)
    if question.numbers:
        named = [[mark(NUMBER, number)] for number in question.numbers]
        clauses.append(Clause(("marks",), named))
    return Reading(tuple(clauses), frozenset(spellings))


def clause_of(term: Term, columns: Iterable[str] = TEXTS) -> Clause:
    """What must stand in these columns for a term; a bare number may also be the document's own."""
    columns = tuple(columns)
    if term.exact:
        return Clause(columns, [[word for each in term.words for word in spelled(each)]])
    word = term.words[0]
    choices = [[form] for form in forms_of(word)]
    if _is_number(word) and columns == TEXTS:
        return Clause((*columns, "marks"), [*choices, [mark(NUMBER, int(word))]])
    return Clause(columns, choices)


def people_clauses(named: Filter, column: str) -> list[Clause]:
    """What must stand in a column of people for `from:` and `to:`."""
    return [clause_of(term, (column,)) for term in _terms(named.value, named.exact)]
