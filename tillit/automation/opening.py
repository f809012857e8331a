"""Whether we are open for a conversation."""

from __future__ import annotations

from datetime import datetime

from tillit.conversations.models import Conversation
from tillit.hours import business_time
from tillit.hours.coming import OpenState, state_at
from tillit.hours.models import version_in_force
from tillit.hours.opening_hours import Hours


def hours_of(conversation: Conversation, at: datetime) -> Hours:
    """The opening hours that count for a conversation."""
    return version_in_force(conversation.inbox.calendar_id, at).hours


def is_open(conversation: Conversation, at: datetime) -> bool:
    """Whether somebody can be expected to answer."""
    return business_time.is_open(hours_of(conversation, at), at)


def state_of(conversation: Conversation, at: datetime) -> OpenState:
    """Whether it is open, and when that changes."""
    return state_at(hours_of(conversation, at), at)
