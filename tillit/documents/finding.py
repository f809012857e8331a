"""Documents in the index: found by the words of all their languages, by those who may read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tillit.documents.models import Document
from tillit.people.models import Agent
from tillit.search import kinds
from tillit.search.finding import find, marked
from tillit.search.kinds import Source, mark
from tillit.search.questions import read, reading_of

KIND = "document"
EVERYBODY = "everybody"
MOST = 50


class DocumentReader:
    """How the index reads documents."""

    def numbers(self, *, below: int | None, most: int) -> list[int]:
        """The newest documents below a number."""
        found = Document.objects.order_by("-id")
        if below is not None:
            found = found.filter(pk__lt=below)
        return list(found.values_list("pk", flat=True)[:most])

    def read(self, numbers: Sequence[int]) -> Iterable[Source]:
        """Those that still hold; one that was dropped is not found any more."""
        found = Document.objects.in_force().filter(pk__in=numbers)
        return [_source(document) for document in found.select_related("current")]


kinds.register(KIND, DocumentReader())


def _source(document: Document) -> Source:
    version = document.current
    assert version is not None  # noqa: S101 (those in force have one)
    return Source(
        number=document.pk,
        version=version.number,
        at=version.at,
        words=[*version.title.values(), *version.text.values()],
        marks=[mark("of", document.kind), _for(document.team_id)],
    )


def _for(team: int | None) -> str:
    return mark("for", EVERYBODY if team is None else team)


@dataclass(frozen=True)
class Found:
    """The numbers of documents, newest first, and how the words found may be spelled."""

    numbers: list[int]
    spellings: frozenset[str]


def search(agent: Agent, kind: str, text: str) -> Found:
    """The documents of a kind that an agent may read and in which every word stands."""
    reading = reading_of(read(text))
    if not reading.clauses:
        return Found([], frozenset())
    readable = marked(*(_for(team) for team in (None, *agent.team_ids)))
    hits = find(KIND, [marked(mark("of", kind)), readable, *reading.clauses], most=MOST)
    return Found(hits.numbers, reading.spellings)
