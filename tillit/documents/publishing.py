"""The verbs that change what a document says, and whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from tillit import clock
from tillit.documents.days import next_review, today_at_home
from tillit.documents.events import (
    DocumentArranged,
    DocumentDropped,
    DocumentTakenUp,
    VersionPublished,
)
from tillit.documents.models import Document, DocumentVersion, Reading, Words
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team


class Overtaken(Exception):
    """Somebody else has published a version meanwhile, or decided already."""


@dataclass(frozen=True)
class Text:
    """What a version is to say, by language; `reason` is why, for those who come later."""

    title: Words
    text: Words
    reason: str = ""
    asks_reading: bool = True


def lock(document: int) -> Document:
    """The document, for the length of the transaction ours alone."""
    return (
        Document.objects.select_for_update(of=("self",)).select_related("current").get(pk=document)
    )


@transaction.atomic(savepoint=False)
def write(*, kind: str, language: str, text: Text, team: Team | None, by: Agent) -> Document:
    """Publish the first version of a new document; whoever writes it looks after it."""
    document = Document.objects.create(
        kind=kind,
        slug=_free_slug(kind, text.title.get(language) or next(iter(text.title.values()), "")),
        language=language if text.text.get(language) else next(iter(text.text), language),
        team=team,
        owner=by,
        review_date=next_review(today_at_home(clock.now())),
    )
    _add_version(document, text, by=by)
    return document


@transaction.atomic
def publish(*, document: Document, text: Text, seen: int, by: Agent) -> DocumentVersion | None:
    """Let a document say this from now on; None when it says so already.

    Raises:
        Overtaken: `seen` is not the number of the version that holds now.
    """
    held = lock(document.pk)
    if held.current is None or held.current.number != seen:
        raise Overtaken
    if (held.current.title, held.current.text) == (text.title, text.text):
        return None
    return _add_version(held, text, by=by)


def _add_version(document: Document, text: Text, *, by: Agent) -> DocumentVersion:
    """To be called in a transaction that has locked the document; its author has read it."""
    version = DocumentVersion.objects.create(
        document=document,
        number=document.current.number + 1 if document.current else 1,
        title=text.title,
        text=text.text,
        author=by,
        reason=text.reason,
        asks_reading=text.asks_reading,
    )
    document.current = version
    document.save(update_fields=["current"])
    Reading.objects.create(version=version, agent=by)
    emit(VersionPublished(document.pk, version.pk), by=Actor.agent(by))
    return version


@transaction.atomic(savepoint=False)
def arrange(
    *,
    document: Document,
    owner: Agent | None,
    team: Team | None,
    review_date: date | None,
    by: Agent,
) -> None:
    """Say who looks after a document, whom it concerns, and when it is looked at again."""
    held = lock(document.pk)
    said: Mapping[str, object] = {"owner": owner, "team": team, "review_date": review_date}
    if all(getattr(held, name) == value for name, value in said.items()):
        return
    held.owner, held.team, held.review_date = owner, team, review_date
    held.save(update_fields=list(said))
    emit(DocumentArranged(held.pk), by=Actor.agent(by))


@transaction.atomic(savepoint=False)
def drop(*, document: Document, by: Agent) -> None:
    """It holds no longer; it can still be read."""
    held = lock(document.pk)
    if held.dropped_at is None:
        held.dropped_at = clock.now()
        held.save(update_fields=["dropped_at"])
        emit(DocumentDropped(held.pk), by=Actor.agent(by))


@transaction.atomic(savepoint=False)
def take_up(*, document: Document, by: Agent) -> None:
    """It holds again, as it was."""
    held = lock(document.pk)
    if held.dropped_at is not None:
        held.dropped_at = None
        held.save(update_fields=["dropped_at"])
        emit(DocumentTakenUp(held.pk), by=Actor.agent(by))


def _free_slug(kind: str, title: str) -> str:
    plain = slugify(title.translate(_LETTERS))[:70].strip("-") or "page"
    taken = set(Document.objects.filter(kind=kind).values_list("slug", flat=True))
    number = 2
    slug = plain
    while slug in taken:
        slug, number = f"{plain}-{number}", number + 1
    return slug


_LETTERS = str.maketrans({"ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae"})
