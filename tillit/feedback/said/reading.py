"""The machine's labels of comments, and a person's, which win."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tillit import clock
from tillit.feedback.models import FollowUp, Reading
from tillit.feedback.said.events import CommentCorrected
from tillit.feedback.understanding import VERSION, Mood, Topic, Understood, understand
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


def joined(topics: Collection[str]) -> str:
    """Topics as one text, always in the same order; nothing for none."""
    known = [topic.value for topic in Topic if topic.value in topics]
    return f",{','.join(known)}," if known else ""


def fingerprint(comment: str) -> str:
    """By which it is known that a comment is still the same."""
    return hashlib.sha256(comment.encode()).hexdigest()[:32]


def read(follow_up: FollowUp, comment: str) -> None:
    """Label a comment, unless it is labelled already by these rules; sets what counts.

    The row itself is left to be saved.
    """
    reading = rows.first(Reading, follow_up_id=follow_up.pk)
    if not comment:
        if reading:
            reading.delete()
        follow_up.mood = follow_up.topics = ""
        return
    same = reading is not None and reading.fingerprint == fingerprint(comment)
    if reading is not None and same and reading.version == VERSION:
        return
    understood = understand(comment, follow_up.language)
    _keep(reading or Reading(follow_up=follow_up), understood, comment, same=same)
    if not (reading and same and reading.corrected_at):
        follow_up.mood, follow_up.topics = understood.mood, joined(understood.topic_keys)


def _keep(reading: Reading, understood: Understood, comment: str, *, same: bool) -> None:
    if not same:
        reading.corrected_by = reading.corrected_at = None
    reading.version, reading.language = understood.version, understood.language
    reading.mood, reading.confidence = understood.mood, understood.confidence
    reading.words = [[one.start, one.end, one.tone or ""] for one in understood.words]
    reading.topics = {
        found.topic.value: [[one.start, one.end] for one in found.words]
        for found in understood.topics
    }
    reading.fingerprint = fingerprint(comment)
    reading.save()


@transaction.atomic
def correct(
    *,
    follow_up: FollowUp,
    mood: str,
    topics: Collection[str],
    by: Agent,
    at: datetime | None = None,
) -> None:
    """Say how a comment sounds and what it is about; the machine's labels stand no more.

    Raises:
        ValueError: there is no comment, or no such mood.
    """
    at = at or clock.now()
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    reading = rows.first(Reading, follow_up_id=follow_up.pk)
    if reading is None or mood not in Mood.values:
        raise ValueError(mood)
    before = follow_up.mood
    said = (mood, joined(topics))
    if reading.corrected_at and said == (before, follow_up.topics):
        return
    follow_up.mood, follow_up.topics = said
    follow_up.save(update_fields=["mood", "topics"])
    reading.corrected_by, reading.corrected_at = by, at
    reading.save(update_fields=["corrected_by", "corrected_at"])
    fact = CommentCorrected(follow_up.pk, follow_up.team_id, before, mood)
    emit(fact, by=Actor.agent(by), at=at)
