"""What the spine itself does about facts: file parcels, send messages, wake the pages."""

from collections.abc import Callable

from tillit.conversations import (
    changes,
    colleagues,
    deliveries,
    parcels,
    pictures,
    waits,  # noqa: F401 (keeps since when customers wait)
)
from tillit.conversations.bulk import reactions as bulk_reactions  # noqa: F401 (registers its own)
from tillit.conversations.case_events import CASE_FACTS, ConversationMoved
from tillit.conversations.events import (
    AutomaticReplyReceived,
    ConversationAssigned,
    ConversationFact,
    ConversationRead,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    MessageDelayed,
    MessageQueued,
    MessageReceived,
    MessageSent,
    MessageUndeliverable,
    MessageWithdrawn,
    NoteWritten,
    OtherWrote,
    ParcelKept,
    ParcelRetried,
    PicturesFetched,
    PicturesWanted,
)
from tillit.conversations.finding import telling  # noqa: F401 (tells the index)
from tillit.conversations.models import Conversation, Delivery, Inbox, Message, Parcel
from tillit.journal import bus, rows
from tillit.journal.models import Event, Lane
from tillit.journal.registry import Mode, on
from tillit.people.models import Agent, Contact


@on(ParcelKept, ParcelRetried, mode=Mode.OUTSIDE)
def file_parcel(fact: ParcelKept | ParcelRetried, event: Event) -> Callable[[], None] | None:
    """Read what arrived and file it."""
    parcel = rows.get(Parcel, fact.parcel)
    parcel.inbox = rows.get(Inbox, parcel.inbox_id)
    return parcels.prepare(parcel, attempt=event.attempt)


@on(MessageQueued, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def deliver(fact: MessageQueued, event: Event) -> Callable[[], None] | None:
    """Send what was said."""
    return deliveries.send(_with_all_it_takes(fact.delivery), attempt=event.attempt)


def _with_all_it_takes(number: int) -> Delivery:
    delivery = rows.get(Delivery, number)
    message = delivery.message = rows.get(Message, delivery.message_id)
    conversation = message.conversation = rows.get(Conversation, message.conversation_id)
    conversation.inbox = rows.get(Inbox, conversation.inbox_id)
    conversation.contact = rows.get(Contact, conversation.contact_id)
    if message.agent_id:
        message.agent = rows.get(Agent, message.agent_id)
    return delivery


@on(PicturesWanted, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def fetch_pictures(fact: PicturesWanted, event: Event) -> Callable[[], None] | None:
    """Fetch the pictures that somebody wants to see."""
    return pictures.fetch(Message.objects.get(pk=fact.message))


@on(MessageReceived)
def mail_the_assignee(fact: MessageReceived, event: Event) -> None:
    """Whoever has it may want to read it, and to answer, in a mail program."""
    conversation = changes.held_in(event, fact.conversation)
    if conversation.assignee_id is not None:
        colleagues.tell_assignee(conversation, fact.message, at=event.at)


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
    MessageDelayed,
    MessageUndeliverable,
    MessageWithdrawn,
    NoteWritten,
    OtherWrote,
    PicturesFetched,
    PicturesWanted,
    *CASE_FACTS,
    even_quiet=True,
)
def wake_pages(fact: ConversationFact, event: Event) -> None:
    """Tell the open pages of the team to look again."""
    bus.wake(f"team.{fact.team}")
    if isinstance(fact, ConversationMoved):
        bus.wake(f"team.{fact.before}")
