"""The spine: conversations and what they are made of."""

from tillit.conversations.models.conversation import Conversation, Shelf, Status, Tally
from tillit.conversations.models.inbox import Inbox
from tillit.conversations.models.message import (
    Attachment,
    Delivery,
    DeliveryState,
    Message,
    MessageKind,
)
from tillit.conversations.models.parcel import Parcel, ParcelState

__all__ = [
    "Attachment",
    "Conversation",
    "Delivery",
    "DeliveryState",
    "Inbox",
    "Message",
    "MessageKind",
    "Parcel",
    "ParcelState",
    "Shelf",
    "Status",
    "Tally",
]
