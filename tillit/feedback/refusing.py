"""Customers who do not want to be asked any more: by a signed address, without signing in."""

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from tillit import clock
from tillit.conversations import changes
from tillit.feedback.events import SurveysRefused, SurveysWanted
from tillit.feedback.models import Invitation, Refusal
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor

_SIGNER = Signer(salt="tillit.feedback.refusing")


def refusal_address(invitation: Invitation) -> str:
    """Where the customer who was asked can refuse further questions; it cannot be guessed."""
    path = reverse("feedback:refusing", args=[_SIGNER.sign(str(invitation.pk))])
    return settings.TILLIT_BASE_URL.rstrip("/") + path


def invitation_of(sealed: str) -> Invitation | None:
    """The question whose mail an address was in; None when we did not make it."""
    try:
        number = int(_SIGNER.unsign(sealed))
    except (BadSignature, ValueError):
        return None
    known = Invitation.objects.select_related("conversation__inbox", "contact")
    return known.filter(pk=number).first()


def refuses(contact: int) -> bool:
    """Whether somebody does not want to be asked."""
    return rows.first(Refusal, contact_id=contact) is not None


@transaction.atomic(savepoint=False)
def refuse(*, invitation: Invitation, at: datetime | None = None) -> None:
    """Never ask this customer again; harmless to repeat."""
    at = at or clock.now()
    conversation = changes.lock(invitation.conversation_id)
    contact = invitation.contact_id
    if Refusal.objects.get_or_create(contact_id=contact, defaults={"at": at})[1]:
        changes.change(conversation)
        fact = SurveysRefused(conversation.pk, conversation.team_id, contact)
        emit(fact, by=Actor("contact", str(contact)), at=at, carrying=conversation)


@transaction.atomic(savepoint=False)
def want(*, invitation: Invitation, at: datetime | None = None) -> None:
    """Take the refusal back."""
    at = at or clock.now()
    conversation = changes.lock(invitation.conversation_id)
    contact = invitation.contact_id
    if Refusal.objects.filter(contact_id=contact).delete()[0]:
        changes.change(conversation)
        fact = SurveysWanted(conversation.pk, conversation.team_id, contact)
        emit(fact, by=Actor("contact", str(contact)), at=at, carrying=conversation)
