"""Searching: from what an agent typed to the conversations that he or she may see."""

from __future__ import annotations

from dataclasses import dataclass

from tillit.conversations.finding import marks
from tillit.conversations.finding.filters import meaning_of
from tillit.conversations.finding.reading import KIND
from tillit.people.models import Agent
from tillit.search.finding import Bounds, find, marked
from tillit.search.questions import Question, read, reading_of

PAGE = 25


@dataclass(frozen=True)
class Found:
    """One page of a search. `spellings`: the words to be shown as hits; `notes`: see `filters`."""

    question: Question
    numbers: list[int]
    next: int | None
    spellings: frozenset[str]
    notes: list[str]


def search(agent: Agent, text: str, *, below: int | None = None, most: int = PAGE) -> Found:
    """The newest conversations that an agent may see and that answer to this text.

    Spam is found only by those who ask for it, and what went into another only by its number.
    """
    question = read(text)
    if question.is_empty:
        return Found(question, [], None, frozenset(), [])
    reading = reading_of(question)
    meaning = meaning_of(question.filters, agent)
    hidden = [] if meaning.wants_spam else [marks.SPAM]
    if not question.numbers:
        hidden.append(marks.MERGED)
    hits = find(
        KIND,
        [marks.visible_to(agent), *reading.clauses, *meaning.clauses],
        against=[marked(*hidden)] if hidden else [],
        bounds=Bounds(meaning.since, meaning.until),
        below=below,
        most=most,
    )
    return Found(question, hits.numbers, hits.next, reading.spellings, meaning.notes)
