"""What a rule is asked about: one conversation, at one instant, for one cause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tillit.conversations.models import Conversation, Message, MessageKind
from tillit.journal import rows


@dataclass
class Case:
    """A conversation and what happened; `answerable`: whether an automatic answer is in place."""

    cause: str
    conversation: Conversation
    at: datetime
    message: int | None = None
    answerable: bool = True

    @cached_property
    def words(self) -> str:
        """The customer's words that it is about, else the last ones."""
        if self.message:
            return rows.get(Message, self.message).text
        last = "conversation_id = %s AND kind = %s ORDER BY at DESC, id DESC LIMIT 1"
        found = rows.select(Message, last, [self.conversation.pk, MessageKind.INCOMING.value])
        return found[0].text if found else ""
