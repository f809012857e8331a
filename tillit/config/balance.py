"""Mails received against the states that they are in: nothing may be missing."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from tillit import clock
from tillit.conversations.models import Delivery, DeliveryState, Parcel, ParcelState
from tillit.journal.models import Event


@dataclass(frozen=True)
class Balance:
    """What was received, as the journal counts it, and where it is now."""

    received: int
    states: dict[ParcelState, int]

    @property
    def adds_up(self) -> bool:
        """Whether every mail that was received is in exactly one state."""
        return self.received == sum(self.states.values())


def balance() -> Balance:
    """Count arrivals in the journal, and parcels by their state."""
    rows = Parcel.objects.values_list("state").annotate(count=Count("id"))
    states = {ParcelState(state): count for state, count in rows}
    # A duplicate is noticed by its key, before it becomes a fact of its own.
    arrived = Event.objects.filter(subject__gte="parcel:", subject__lt="parcel;").count()
    return Balance(arrived + states.get(ParcelState.DUPLICATE, 0), states)


def oldest_unsent() -> datetime | None:
    """Since when the oldest mail that has not left waits; what is to leave later does not."""
    queued = Delivery.objects.filter(state=DeliveryState.QUEUED, created_at__lte=clock.now())
    return queued.order_by("created_at").values_list("created_at", flat=True).first()
