"""Verbs about what was said: written down only with consent."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tillit import clock
from tillit.feedback.interviews.consenting import standing
from tillit.feedback.interviews.events import NotesWritten
from tillit.feedback.interviews.planning import hold_interview
from tillit.feedback.models import Interview, Notes
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


class NoConsent(Exception):
    """The customer has not allowed that anything is written down."""


@transaction.atomic
def write(*, interview: Interview, text: str, quotes: Sequence[str], by: Agent) -> Notes:
    """Write down what was said, or write it differently; themes that were found stay.

    Raises:
        NoConsent: the customer has not allowed it, or no longer does.
        ValueError: nothing was written.
    """
    held = hold_interview(interview)
    consent = standing(held)
    if consent is None:
        raise NoConsent
    if not text.strip():
        raise ValueError("Notes need words.")
    known = Notes.objects.filter(consent=consent).first()
    said = {"text": text.strip(), "quotes": [one for one in quotes if one.strip()]}
    if known and (known.text, known.quotes) == (said["text"], said["quotes"]):
        return known
    values = {**said, "by": by, "at": clock.now()}
    notes, _new = Notes.objects.update_or_create(consent=consent, defaults=values)
    emit(NotesWritten(held.pk, held.round.team_id), by=Actor.agent(by))
    return notes


def notes_of(interview: Interview) -> Notes | None:
    """What was written down of a talk, if anything may be and was."""
    return Notes.objects.filter(consent__interview=interview).first()
