"""Who has read what a document says now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from tillit.documents.events import VersionRead
from tillit.documents.models import Document, DocumentVersion, Reading
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


@dataclass(frozen=True)
class Readers:
    """Of those whom a document concerns: who has read it, and who has not, by name."""

    have: list[Agent]
    have_not: list[Agent]

    @property
    def count(self) -> int:
        """How many it concerns."""
        return len(self.have) + len(self.have_not)


@transaction.atomic(savepoint=False)
def confirm(*, version: DocumentVersion, by: Agent) -> bool:
    """Say that one has read a version; False when one has said so before."""
    _reading, new = Reading.objects.get_or_create(version=version, agent=by)
    if new:
        emit(VersionRead(version.document_id, version.pk, by.pk), by=Actor.agent(by))
    return new


def readers_of(document: Document) -> Readers:
    """Who has read it: the version that last asked to be read, or one since."""
    readings = Reading.objects.filter(version__in=_counting(document))
    known = set(readings.values_list("agent_id", flat=True))
    concerned = list(document.concerned().order_by("name"))
    have = [agent for agent in concerned if agent.pk in known]
    return Readers(have, [agent for agent in concerned if agent.pk not in known])


def _counting(document: Document) -> QuerySet[DocumentVersion]:
    asked = document.versions.filter(asks_reading=True).order_by("-number").first()
    return document.versions.filter(number__gte=asked.number if asked else 1)


def unread_by(agent: Agent, documents: Iterable[Document]) -> set[int]:
    """Which of these documents concern an agent who has not read them yet."""
    found = list(documents)
    versions = DocumentVersion.objects.filter(document__in=found)
    asked: dict[int, int] = {}
    for document, number in versions.filter(asks_reading=True).values_list("document", "number"):
        asked[document] = max(asked.get(document, 0), number)
    readings = Reading.objects.filter(agent=agent, version__document__in=found)
    read = {
        document
        for document, number in readings.values_list("version__document", "version__number")
        if number >= asked.get(document, 1)
    }
    own = set(agent.teams.values_list("pk", flat=True))
    concerned = {one.pk for one in found if one.team_id is None or one.team_id in own}
    return concerned - read
