"""Since when a customer waits for a person: kept on the conversation, whatever its channel.

It is read from the messages whenever something happens that can change it, so that no order of
events leaves it wrong; a merge, a bounce or a withdrawn reply need no rule of their own.
"""

from __future__ import annotations

from datetime import datetime

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.case_events import (
    CheckBackCame,
    ConversationAbsorbed,
    ConversationMerged,
    ConversationReturned,
    ConversationSplitOff,
    ConversationUnmerged,
    MessagesSplitOff,
    SpamMarked,
    SpamUnmarked,
)
from tillit.conversations.events import (
    ConversationFact,
    ConversationReopened,
    ConversationResolved,
    MessageQueued,
    MessageReceived,
    MessageSent,
    MessageUndeliverable,
    MessageWithdrawn,
)
from tillit.conversations.models import (
    Conversation,
    DeliveryRole,
    DeliveryState,
    Message,
    MessageKind,
)
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.journal.registry import on

_UNANSWERED = """
    conversation_id = %s AND kind = %s AND NOT automatic
    AND NOT EXISTS (
        SELECT 1 FROM conversations_message said
        WHERE said.conversation_id = conversations_message.conversation_id AND said.kind = %s
        AND NOT said.automatic AND said.at >= conversations_message.at AND said.at <= %s
        AND NOT EXISTS (
            SELECT 1 FROM conversations_delivery sent
            WHERE sent.message_id = said.id AND sent.role = %s AND sent.state = %s
        )
    )
    ORDER BY at LIMIT 1
"""


def since(conversation: Conversation, *, now: datetime) -> datetime | None:
    """The oldest message of the customer that no person has answered; None when nobody waits.

    A reply counts from its click on, unless it could not be delivered; one for later, once it is
    time. What was put off is still waited for.
    """
    if not conversation.is_open:
        return None
    values = [
        conversation.pk,
        MessageKind.INCOMING.value,
        MessageKind.OUTGOING.value,
        rows.stored(now),
        DeliveryRole.TO.value,
        DeliveryState.FAILED.value,
    ]
    found = rows.values(Message, ("at",), _UNANSWERED, values)
    return found[0][0] if found else None


@on(
    MessageReceived,
    MessageQueued,
    MessageSent,
    MessageWithdrawn,
    MessageUndeliverable,
    ConversationResolved,
    ConversationReopened,
    CheckBackCame,
    SpamMarked,
    SpamUnmarked,
    ConversationMerged,
    ConversationAbsorbed,
    ConversationUnmerged,
    ConversationReturned,
    MessagesSplitOff,
    ConversationSplitOff,
    even_quiet=True,
)
def keep_the_wait(fact: ConversationFact, event: Event) -> None:
    """Keep on the conversation what its list sorts and counts by."""
    if getattr(fact, "automatic", False) or getattr(fact, "copy", False):
        return
    if isinstance(fact, MessageReceived) and fact.first:
        return
    conversation = changes.held_in(event, fact.conversation)
    found = since(conversation, now=max(event.at, clock.now()))
    if found != conversation.waits_since:
        changes.change(conversation, waits_since=found)
