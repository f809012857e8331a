"""How much may be said automatically: two machines must never write to each other without end."""

import logging
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Q

from tillit.conversations.models import Conversation, Delivery, DeliveryRole
from tillit.journal import rows

logger = logging.getLogger(__name__)

Limits = list[tuple[timedelta, int]]

MOST_IN_CONVERSATION: Limits = [(timedelta(minutes=10), 10), (timedelta(hours=1), 30)]
"""The most automatic messages to one recipient in one conversation, in so much time."""
MOST_BEGUN: Limits = [(timedelta(minutes=10), 20), (timedelta(hours=1), 30)]
"""A person begins at most so many conversations; who begins more is a machine that hides it."""


class Restraint(Enum):
    """Why something was not said automatically."""

    SAID_ENOUGH = "said_enough"
    LIKE_A_MACHINE = "like_a_machine"


def restraint(conversation: Conversation, recipient: str, *, at: datetime) -> Restraint | None:
    """Why nothing more may be said automatically to this recipient now; None when it may."""
    found = None
    if is_over(MOST_BEGUN, _begun(conversation, at), at):
        found = Restraint.LIKE_A_MACHINE
    elif is_over(MOST_IN_CONVERSATION, [*_said(conversation, recipient, at), at], at):
        found = Restraint.SAID_ENOUGH
    if found:
        logger.warning("nothing was sent in conversation %s: %s", conversation.pk, found.value)
    return found


def is_over(limits: Limits, instants: list[datetime], at: datetime) -> bool:
    """Whether more happened up to now than one of these limits allows."""
    return any(sum(instant > at - period for instant in instants) > most for period, most in limits)


def _begun(conversation: Conversation, at: datetime) -> list[datetime]:
    since, until = rows.stored(at - MOST_BEGUN[-1][0]), rows.stored(at)
    begun = "contact_id = %s AND created_at > %s AND created_at <= %s"
    values = [conversation.contact_id, since, until]
    found = rows.select(Conversation, begun, values, only=("created_at",))
    return [one.created_at for one in found]


def _said(conversation: Conversation, recipient: str, at: datetime) -> list[datetime]:
    if conversation.created_at >= at:
        return []  # It begins just now.
    automatic = Q(message__automatic=True) | Q(role=DeliveryRole.COLLEAGUE)
    said = Delivery.objects.filter(
        automatic, message__conversation=conversation, recipient__iexact=recipient
    )
    since = said.filter(created_at__gt=at - MOST_IN_CONVERSATION[-1][0], created_at__lte=at)
    return list(since.values_list("created_at", flat=True))
