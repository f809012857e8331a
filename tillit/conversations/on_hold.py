"""Waiting for somebody else than the customer: a carrier, a supplier, another department."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tillit.conversations import changes
from tillit.conversations.case_events import ConversationHeld, ConversationTakenUp
from tillit.conversations.models import Conversation, Status
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.people.actor import Actor


class Party(models.TextChoices):
    """For whom we wait."""

    CARRIER = "carrier", _("The carrier")
    SUPPLIER = "supplier", _("A supplier")
    DEPARTMENT = "department", _("Another department")
    OTHER = "other", _("Somebody else")


@transaction.atomic(savepoint=False)
def hold(*, conversation: Conversation, party: Party, by: Actor) -> None:
    """Say for whom we wait; the customer still waits for us, and the answer keeps its clock."""
    conversation = changes.lock(conversation.pk)
    before = conversation.status
    if not conversation.is_open or party_of(conversation) == party:
        return
    changes.change(conversation, status=Status.ON_HOLD)
    after = Status.ON_HOLD.value
    fact = ConversationHeld(conversation.pk, conversation.team_id, before, after, party.value)
    emit(fact, by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def take_up(*, conversation: Conversation, by: Actor) -> None:
    """Say that we wait for nobody any more."""
    conversation = changes.lock(conversation.pk)
    before = conversation.status
    if before != Status.ON_HOLD:
        return
    changes.change(conversation, status=Status.OPEN)
    after = Status.OPEN.value
    fact = ConversationTakenUp(conversation.pk, conversation.team_id, before, after)
    emit(fact, by=by, carrying=conversation)


def party_of(conversation: Conversation) -> Party | None:
    """For whom we wait; None when we wait for nobody else than the customer."""
    if conversation.status != Status.ON_HOLD:
        return None
    told = Event.objects.filter(
        subject=f"conversation:{conversation.pk}", kind=ConversationHeld.kind()
    )
    last = told.order_by("-id").first()
    return Party(last.data["party"]) if last else Party.OTHER
