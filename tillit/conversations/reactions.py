"""What the spine itself does about facts: file parcels, send messages, wake the pages."""

from collections.abc import Callable

from tillit.conversations import deliveries, parcels
from tillit.conversations.events import (
    AutomaticReplyReceived,
    ConversationAssigned,
    ConversationFact,
    ConversationRead,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    MessageQueued,
    MessageReceived,
    MessageSent,
    MessageUndeliverable,
    NoteWritten,
    ParcelKept,
    ParcelRetried,
)
from tillit.conversations.models import Delivery, Parcel
from tillit.journal import bus
from tillit.journal.models import Event, Lane
from tillit.journal.registry import Mode, on


@on(ParcelKept, ParcelRetried, mode=Mode.OUTSIDE)
def file_parcel(fact: ParcelKept | ParcelRetried, event: Event) -> Callable[[], None] | None:
    """Read what arrived and file it."""
    parcel = Parcel.objects.select_related("inbox").get(pk=fact.parcel)
    return parcels.prepare(parcel, attempt=event.attempt)


@on(MessageQueued, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def deliver(fact: MessageQueued, event: Event) -> Callable[[], None] | None:
    """Send what was said."""
    delivery = Delivery.objects.select_related(
        "message__conversation__inbox__calendar", "message__agent"
    ).get(pk=fact.delivery)
    return deliveries.send(delivery)


@on(
    AutomaticReplyReceived,
    ConversationAssigned,
    ConversationRead,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    MessageQueued,
    MessageReceived,
    MessageSent,
    MessageUndeliverable,
    NoteWritten,
    even_quiet=True,
)
def wake_pages(fact: ConversationFact, event: Event) -> None:
    """Tell the open pages of the team to look again."""
    bus.wake(f"team.{fact.team}")
