"""What words have in common beneath their endings, in the languages that we speak."""

from __future__ import annotations

import threading
from typing import Any

import Stemmer

from tillit.search.words import folded

VERSION: str = Stemmer.version()
"""Other stems may come with another version; the index keeps the one that it was made with."""
LANGUAGES = ("english", "norwegian", "dutch", "hungarian")
SHORTEST = 3
"""Two letters say nothing."""

_local = threading.local()


def stems_of(word: str) -> set[str]:
    """The stems of a word as it was written, one for each language that makes a different one.

    Endings are told by their accents, so a word is stemmed as it was written and folded afterwards.
    """
    word = word.casefold()
    stems = {folded(stemmer.stemWord(word)) for stemmer in _stemmers()}
    return {stem for stem in stems if len(stem) >= SHORTEST}


def _stemmers() -> list[Any]:
    """A stemmer remembers what it has stemmed, and must not be shared by threads."""
    if not hasattr(_local, "stemmers"):
        _local.stemmers = [Stemmer.Stemmer(language) for language in LANGUAGES]
    made: list[Any] = _local.stemmers
    return made
