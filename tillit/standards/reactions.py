"""What promises do about facts; all inline, so no conversation can be without its promise."""

from tillit.conversations import changes
from tillit.conversations.channels import channel_of
from tillit.conversations.events import (
    ConversationReopened,
    ConversationResolved,
    MessageReceived,
    MessageSent,
    MessageUndeliverable,
)
from tillit.conversations.models import Message
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.standards import acknowledgement, promises


@on(MessageReceived)
def promise_and_acknowledge(fact: MessageReceived, event: Event) -> None:
    """Promise an answer, and tell the customer at once when it is due."""
    conversation = changes.held_in(event, fact.conversation)
    promise = promises.hear(conversation, at=event.at, first=fact.first)
    if fact.acknowledge and channel_of(conversation.channel).capabilities.acknowledges:
        acknowledgement.send(conversation, promise, at=event.at)


@on(MessageSent)
def keep_the_promise(fact: MessageSent, event: Event) -> None:
    """A person's answer has left."""
    if not fact.automatic:
        message = Message.objects.get(pk=fact.message)
        promises.answer(changes.held_in(event, fact.conversation), message)


@on(MessageUndeliverable)
def the_answer_was_none(fact: MessageUndeliverable, event: Event) -> None:
    """An answer that had left came back."""
    if fact.had_left and not fact.automatic:
        message = Message.objects.get(pk=fact.message)
        promises.undo_answer(changes.held_in(event, fact.conversation), message, now=event.at)


@on(ConversationResolved)
def nobody_waits(fact: ConversationResolved, event: Event) -> None:
    """Resolved without a reply."""
    if fact.without_reply:
        promises.cancel(changes.held_in(event, fact.conversation), at=event.at)


@on(ConversationReopened)
def somebody_waits_again(fact: ConversationReopened, event: Event) -> None:
    """Reopened, by us or by the customer."""
    promises.resume(changes.held_in(event, fact.conversation), at=event.at)
