"""How one word of an entry is spelled, and which spellings a word of a comment has."""

from __future__ import annotations

from typing import NamedTuple

GAP = ".."
EXACT, BEGINNING, ENDING = 2, 1, 0
SHORTEST = 2
LONGEST = 32
"""Letters of a word in which beginnings and endings are looked for."""


class Atom(NamedTuple):
    """Letters, and where in a word they must stand."""

    place: int
    letters: str

    @property
    def weight(self) -> int:
        """How much it says: a whole word more than its beginning, that more than a part."""
        return len(self.letters) * 4 + self.place


def atom_of(written: str, letters: str) -> Atom:
    """The atom of a word as the lexicon writes it, its stars saying what may come there."""
    if written.startswith("*"):
        return Atom(ENDING, letters)
    return Atom(BEGINNING if written.endswith("*") else EXACT, letters)


def atoms_in(word: str, known: set[Atom]) -> tuple[Atom, ...]:
    """All atoms that a word has among those that are known."""
    found = [Atom(EXACT, word)] if Atom(EXACT, word) in known else []
    if len(word) <= LONGEST:
        lengths = range(SHORTEST, len(word) + 1)
        maybe = [Atom(BEGINNING, word[:length]) for length in lengths]
        maybe += [Atom(ENDING, word[-length:]) for length in lengths]
        found += [atom for atom in maybe if atom in known]
    return tuple(found)
