"""Files that came through a browser: what was never sent is cleared away after a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain

from django.db import models

from tillit import clock
from tillit.conversations import files
from tillit.conversations.envelope import Enclosure
from tillit.conversations.models import (
    Attachment,
    KeptDraft,
    MacroUse,
    RemotePicture,
    SavedReplyFile,
    Upload,
)
from tillit.conversations.spine import KeptFile, keep_enclosures
from tillit.journal import rows

PATIENCE = timedelta(days=1)
AT_ONCE = 200
NAMING_FILES: tuple[type[models.Model], ...] = (Attachment, RemotePicture, SavedReplyFile)
"""Whose rows name a stored file by its checksum; drafts do so as well, for a while."""


def keep_uploads(enclosures: Sequence[Enclosure]) -> list[KeptFile]:
    """Store what a browser has sent, and note it: nobody has sent it on yet."""
    kept = keep_enclosures(enclosures)
    for file in kept:
        Upload.objects.update_or_create(
            sha256=file.sha256, defaults={"due_at": _next_look(clock.now())}
        )
    return kept


def clear_unsent(*, now: datetime) -> int:
    """Remove the files that nothing names a day after they came; the number of them.

    Drafts are asked first: what leaves a draft to be sent is found with the message by then.
    """
    late = "due_at <= %s ORDER BY due_at LIMIT %s"
    due = {one.sha256: one for one in rows.select(Upload, late, [rows.stored(now), AT_ONCE])}
    if not due:
        return 0
    waiting = due.keys() & _named_in_drafts()
    sent = _named_in_rows(due.keys() - waiting)
    removed = {
        name
        for name in due.keys() - waiting - sent
        if files.clear_away(name, untouched_for=PATIENCE)
    }
    Upload.objects.filter(sha256__in=sent | removed).delete()
    later = due.keys() - sent - removed
    Upload.objects.filter(sha256__in=later).update(due_at=_next_look(now))
    return len(removed)


def _next_look(now: datetime) -> datetime:
    """Files are looked at together, once an hour."""
    later = now + PATIENCE + timedelta(hours=1)
    return later.replace(minute=0, second=0, microsecond=0)


def _named_in_drafts() -> set[str]:
    """The files of what is being written, and of what stood there before a macro was used."""
    drafts: Iterable[list[dict[str, str]]] = KeptDraft.objects.exclude(kept=[]).values_list(
        "kept", flat=True
    )
    undone = MacroUse.objects.exclude(words_before={}).values_list("words_before", flat=True)
    before: Iterable[list[dict[str, str]]] = (words.get("kept", []) for words in undone)
    return {file["sha256"] for each in chain(drafts, before) for file in each}


def _named_in_rows(names: Collection[str]) -> set[str]:
    return {
        name
        for model in NAMING_FILES
        for name in model._default_manager.filter(sha256__in=names).values_list("sha256", flat=True)
    }
