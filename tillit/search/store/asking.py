"""What is asked of the index, and how each database wants to hear it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TEXTS = ("words", "senders", "receivers")
"""The columns in which a search without a filter looks."""


@dataclass(frozen=True)
class Clause:
    """One of these must stand in one of these columns; several words in a row are a phrase.

    Every word is spelled as the index spells it, so it holds no sign that a database would read.
    """

    columns: Sequence[str]
    choices: Sequence[Sequence[str]]

    def for_sqlite(self) -> str:
        """In the language of FTS5."""
        phrases = (f'"{" ".join(choice)}"' for choice in self.choices)
        return f"({{{' '.join(self.columns)}}} : ({' OR '.join(phrases)}))"

    def for_postgresql(self, weights: Mapping[str, str]) -> str:
        """As a tsquery."""
        return f"({' | '.join(self._phrases(weights))})"

    def _phrases(self, weights: Mapping[str, str]) -> Iterable[str]:
        for choice in self.choices:
            if len(choice) == 1:
                letters = "".join(weights[column] for column in self.columns)
                yield f"'{choice[0]}':{letters}"
                continue
            for column in self.columns:
                yield "(" + " <-> ".join(f"'{word}':{weights[column]}" for word in choice) + ")"


@dataclass(frozen=True)
class Asking:
    """Every clause must hold, and none of those against it."""

    clauses: Sequence[Clause]
    against: Sequence[Clause] = ()

    def for_sqlite(self) -> str:
        """In the language of FTS5."""
        asked = " AND ".join(clause.for_sqlite() for clause in self.clauses)
        return f"({asked})" + "".join(f" NOT {clause.for_sqlite()}" for clause in self.against)

    def for_postgresql(self, weights: Mapping[str, str]) -> str:
        """As a tsquery."""
        asked = [clause.for_postgresql(weights) for clause in self.clauses]
        against = [f"!{clause.for_postgresql(weights)}" for clause in self.against]
        return " & ".join([*asked, *against])
