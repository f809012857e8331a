"""Customers who do not want to be asked any more: by a signed address, without signing in.

The address names the customer and the conversation, not the question: it still works when an
anonymous answer has forgotten whose it was.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.models import Conversation
from tillit.feedback.events import SurveysRefused, SurveysWanted
from tillit.feedback.models import Refusal
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Contact

_SIGNER = Signer(salt="tillit.feedback.refusing")


@dataclass(frozen=True)
class Asked:
    """Whose mail an address was in."""

    conversation: Conversation
    contact: int


def refusal_address(conversation: int, contact: int) -> str:
    """Where a customer who was asked can refuse further questions; it cannot be guessed."""
    path = reverse("feedback:refusing", args=[_SIGNER.sign(f"{conversation}-{contact}")])
    return settings.TILLIT_BASE_URL.rstrip("/") + path


def asked_behind(sealed: str) -> Asked | None:
    """Whose mail an address was in; None when we did not make it, or that is gone.

    Of customers who were united it is the one who is left.
    """
    try:
        conversation, contact = map(int, _SIGNER.unsign(sealed).split("-"))
    except (BadSignature, ValueError):
        return None
    found = Conversation.objects.select_related("inbox").filter(pk=conversation).first()
    return Asked(found, _left_of(contact)) if found else None


def _left_of(contact: int) -> int:
    """The customer into whom this one was united, as often as that happened."""
    seen = {contact}
    while into := Contact.objects.filter(pk=contact).values_list("merged_into", flat=True).first():
        if into in seen:
            break
        seen.add(into)
        contact = into
    return contact


def refuses(contact: int) -> bool:
    """Whether somebody does not want to be asked."""
    return rows.first(Refusal, contact_id=contact) is not None


@transaction.atomic(savepoint=False)
def refuse(*, asked: Asked, at: datetime | None = None) -> None:
    """Never ask this customer again; harmless to repeat."""
    at = at or clock.now()
    conversation, contact = changes.lock(asked.conversation.pk), asked.contact
    if Refusal.objects.get_or_create(contact_id=contact, defaults={"at": at})[1]:
        changes.change(conversation)
        fact = SurveysRefused(conversation.pk, conversation.team_id, contact)
        emit(fact, by=Actor("contact", str(contact)), at=at, carrying=conversation)


@transaction.atomic(savepoint=False)
def want(*, asked: Asked, at: datetime | None = None) -> None:
    """Take the refusal back."""
    at = at or clock.now()
    conversation, contact = changes.lock(asked.conversation.pk), asked.contact
    if Refusal.objects.filter(contact_id=contact).delete()[0]:
        changes.change(conversation)
        fact = SurveysWanted(conversation.pk, conversation.team_id, contact)
        emit(fact, by=Actor("contact", str(contact)), at=at, carrying=conversation)
