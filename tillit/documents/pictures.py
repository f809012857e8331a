"""Pictures in documents: known by their first bytes, small, and kept beside the text."""

from __future__ import annotations

from django.db import transaction

from tillit.documents.events import PictureAdded
from tillit.documents.models import Document, Picture
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent

LARGEST = 2 * 1024 * 1024
MOST = 60
"""Of one document."""
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def type_of(content: bytes) -> str:
    """What kind of picture it is, whatever its name says; empty when it is none that we show."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _BEGINNINGS if content.startswith(start)), "")


@transaction.atomic
def add(*, document: Document, name: str, content: bytes, by: Agent) -> Picture:
    """Keep a picture that the text of a document may show.

    Raises:
        ValueError: it is none that we show, or too large.
    """
    content_type = type_of(content)
    if not content_type or len(content) > LARGEST:
        raise ValueError(name)
    picture = Picture.objects.create(
        document=document, name=name[:120], content_type=content_type, content=content, author=by
    )
    emit(PictureAdded(document.pk, picture.pk), by=Actor.agent(by))
    return picture
