"""Verbs about what a customer allows: asked before anything is written, taken back at any time."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tillit import clock
from tillit.feedback.interviews.events import ConsentGiven, ConsentWithdrawn
from tillit.feedback.interviews.planning import hold_interview
from tillit.feedback.models import Consent, Interview, Notes, Use
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


class NobodyToAsk(Exception):
    """The customer was erased."""


def words_in(language: str) -> str:
    """How we ask, unless a team asks otherwise; in the customer's language."""
    with translation.override(language):
        return _(
            "May we write down what you tell us? Only our team reads it. You decide whether we "
            "may quote you, with your name or without it, and you can take that back at any "
            "time: then we delete what we wrote."
        )


@transaction.atomic
def take(*, interview: Interview, use: Use, words: str, by: Agent) -> Consent:
    """The customer allows it; asked again, the new answer counts, for what was written as well.

    Raises:
        NobodyToAsk: the customer was erased.
        ValueError: it is not said by which words it was asked.
    """
    held = hold_interview(interview)
    if held.contact is None:
        raise NobodyToAsk
    if not words.strip():
        raise ValueError("Nobody can agree to what was not said.")
    values = {
        "contact": held.contact,
        "use": use,
        "words": words.strip(),
        "given_at": clock.now(),
        "taken_by": by,
        "withdrawn_at": None,
    }
    consent, _new = Consent.objects.update_or_create(interview=held, defaults=values)
    fact = ConsentGiven(held.pk, held.round.team_id, consent.pk)
    emit(fact, by=Actor.agent(by))
    return consent


@transaction.atomic
def withdraw(*, interview: Interview, by: Agent) -> None:
    """The customer takes it back: notes, quotes and themes are deleted. Harmless to repeat."""
    held = hold_interview(interview)
    consent = Consent.objects.filter(interview=held, withdrawn_at=None).first()
    if consent is None:
        return
    Notes.objects.filter(consent=consent).delete()
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    fact = ConsentWithdrawn(held.pk, held.round.team_id, consent.pk)
    emit(fact, by=Actor.agent(by))


def standing(interview: Interview) -> Consent | None:
    """What the customer allows now; None when nothing."""
    return Consent.objects.filter(interview=interview, withdrawn_at=None).first()
