"""The words of the index: a search for one word becomes a search for its forms and compounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tillit.search.models import Stem, Word
from tillit.search.stems import SHORTEST, stems_of
from tillit.search.store import parts, words
from tillit.search.words import folded

LONGEST = 40
"""Letters of a word that has forms; the index knows longer ones only as they are."""
SHORTEST_INSIDE = 4
"""Letters that are looked for inside of other words; two are enough at their beginning."""
SHORTEST_BEGINNING = 2
LONGEST_ENDING = 3
MOST_FORMS, MOST_BEGINNINGS, MOST_COMPOUNDS = 24, 16, 24


def learn(heard: Iterable[str]) -> None:
    """Remember words that are new; only one writer at a time."""
    wanted = {word.casefold() for word in set(heard) if _has_forms(word)}
    new = sorted(wanted - words.known(list(wanted)))
    if not new:
        return
    learnt = words.insert((word, folded(word)) for word in new)
    words.insert_stems(
        (stem, number) for number, written, _folded in learnt for stem in sorted(stems_of(written))
    )
    parts.add([(number, spelled) for number, _written, spelled in learnt])


def _has_forms(word: str) -> bool:
    return SHORTEST_BEGINNING <= len(word) <= LONGEST and word.isalpha()


def forms_of(word: str) -> list[str]:
    """How a word may stand in the index: itself, other endings, words with it inside."""
    itself = folded(word)
    if not _has_forms(word):
        return [itself]
    return list(dict.fromkeys([itself, *_forms(word, itself)]))


def _forms(word: str, itself: str) -> Iterator[str]:
    stems = stems_of(word)
    if word.isascii():
        # Typed without accents: the stems are those of the words that look like it.
        stems |= set(
            Stem.objects.filter(word__folded=itself).values_list("stem", flat=True)[:MOST_FORMS]
        )
    yield from _with_stems(stems)
    yield from parts.containing(f" {itself}", most=MOST_BEGINNINGS)
    inside = _inside(itself, stems)
    if len(inside) >= SHORTEST_INSIDE:
        yield from parts.containing(inside, most=MOST_COMPOUNDS)


def _with_stems(stems: set[str]) -> Iterable[str]:
    found = Word.objects.filter(stems__stem__in=stems).order_by("id").distinct()
    return found.values_list("folded", flat=True)[:MOST_FORMS]


def _inside(itself: str, stems: set[str]) -> str:
    """What must stand inside of a compound: the word, or what is left without a short ending."""
    shortest = max(SHORTEST_INSIDE + 1, len(itself) - LONGEST_ENDING, SHORTEST)
    kept = [stem for stem in stems if len(stem) >= shortest and itself.startswith(stem)]
    return min(kept, key=lambda stem: (len(stem), stem), default=itself)
