"""The agent's pages and the things that can be posted to them."""

from tillit.conversations.views.acting import assignment, reading, reopening, resolution
from tillit.conversations.views.attachments import attachment
from tillit.conversations.views.composing import messages
from tillit.conversations.views.held import held, parcel_deletion, parcel_retry, raw_parcel
from tillit.conversations.views.inbox import conversation, home, inbox

__all__ = [
    "assignment",
    "attachment",
    "conversation",
    "held",
    "home",
    "inbox",
    "messages",
    "parcel_deletion",
    "parcel_retry",
    "raw_parcel",
    "reading",
    "reopening",
    "resolution",
]
