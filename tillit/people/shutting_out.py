"""Verbs that shut an address of a customer out, and let it in again."""

from django.db import transaction

from tillit.journal.recording import emit
from tillit.people import blocking
from tillit.people.actor import Actor
from tillit.people.customer_events import CustomerAddressBlocked, CustomerAddressUnblocked
from tillit.people.models import BlockedSender, Identity


@transaction.atomic
def block(*, identity: Identity, by: Actor) -> bool:
    """File nothing more that comes from an address; False when that was so already."""
    if not blocking.block(identity.value):
        return False
    emit(CustomerAddressBlocked(identity.contact_id, identity.pk), by=by)
    return True


@transaction.atomic
def unblock(*, identity: Identity, by: Actor) -> bool:
    """File it again; False when it was not blocked."""
    if not blocking.unblock(identity.value):
        return False
    emit(CustomerAddressUnblocked(identity.contact_id, identity.pk), by=by)
    return True


def blocked_among(values: list[str]) -> set[str]:
    """Those of these addresses that are blocked."""
    return set(BlockedSender.objects.filter(value__in=values).values_list("value", flat=True))
