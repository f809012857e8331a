"""What a customer's comment says: its mood and its topics, with the words that decided.

A lexicon for each language and a few rules, no model: whoever doubts a label sees why it is there,
and mends a line of `words/`. Works without a database.
"""

from __future__ import annotations

from tillit.conversations.language import language_of
from tillit.feedback.understanding.lexicon import Lexicon, lexicon_of
from tillit.feedback.understanding.matching import hits_in
from tillit.feedback.understanding.moods import mood_of
from tillit.feedback.understanding.reading import read
from tillit.feedback.understanding.subjects import topics_of
from tillit.feedback.understanding.surroundings import Surroundings
from tillit.feedback.understanding.understood import (
    Confidence,
    DecidingWord,
    Found,
    Mood,
    Topic,
    Understood,
)
from tillit.people.languages import CODES

VERSION = "1"
"""Of words and rules together. Raise it with either, and comments can be understood anew."""

__all__ = [
    "VERSION",
    "Confidence",
    "DecidingWord",
    "Found",
    "Mood",
    "Topic",
    "Understood",
    "understand",
]


def understand(text: str, language: str) -> Understood:
    """The mood and the topics of a comment that is said to be in this language."""
    spoken = language_of(text) or language
    if spoken not in CODES:
        return Understood(Mood.NEUTRAL, Confidence.UNSURE, (), (), "", VERSION)
    return _understood(text, lexicon_of(spoken))


def _understood(text: str, lexicon: Lexicon) -> Understood:
    words = read(text, lexicon)
    hits = hits_in(words, lexicon)
    around = Surroundings(words, hits, lexicon.language)
    mood, confidence, deciding = mood_of(words, hits, around)
    topics = topics_of(words, hits, around)
    return Understood(mood, confidence, deciding, topics, lexicon.language, VERSION)
