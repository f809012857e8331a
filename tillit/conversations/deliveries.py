"""The way out: sending what is queued, and recording what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.channels import PermanentFailure, TemporaryFailure, channel_of
from tillit.conversations.events import MessageSent, MessageUndeliverable
from tillit.conversations.models import Conversation, Delivery, DeliveryState, Message
from tillit.conversations.words import without_nul
from tillit.hours.timeline import EntryKind, first_response
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.journal.worker import TryLater
from tillit.people.actor import Actor

SENDER = Actor.system("delivery")


def send(delivery: Delivery) -> Callable[[], None] | None:
    """Hand a message to its channel, outside of any transaction; what is returned records it.

    Raises:
        TryLater: the channel could not take it now. The agent sees why meanwhile.
    """
    if delivery.state != DeliveryState.QUEUED:
        return None
    channel = channel_of(delivery.message.conversation.channel)
    try:
        channel.send(delivery)
    except PermanentFailure as error:
        return partial(undeliverable, delivery, error=str(error), at=clock.now())
    except TemporaryFailure as error:
        _note_problem(delivery, str(error))
        raise TryLater(str(error)) from error
    return partial(_sent, delivery, at=clock.now())


def _note_problem(delivery: Delivery, error: str) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(error=without_nul(error)[:2000])


def _sent(delivery: Delivery, *, at: datetime) -> None:
    delivery.state, delivery.sent_at, delivery.error = DeliveryState.SENT, at, ""
    rows.update(delivery, ("state", "sent_at", "error"))
    message = delivery.message
    conversation, instead_of = message.conversation, None
    if not message.automatic:
        conversation = changes.lock(message.conversation_id)
        instead_of = _remember_first_answer(conversation, message)
    emit(
        MessageSent(
            conversation.pk,
            conversation.team_id,
            message.pk,
            delivery.pk,
            automatic=message.automatic,
            said_at=message.at.isoformat(),
            instead_of=instead_of,
        ),
        by=SENDER,
        at=at,
        carrying=None if message.automatic else conversation,
    )


def _remember_first_answer(conversation: Conversation, message: Message) -> str | None:
    """First response time: from the first customer message to the click of the first answer.

    A reply that was clicked earlier but left later takes the place of the one that had overtaken
    it; then the instant of that one is returned.
    """
    before = conversation.first_answered_at
    if before is None or message.at < before:
        _answered_first_by(conversation, message)
        return before.isoformat() if before else None
    return None


def _answered_first_by(conversation: Conversation, message: Message | None) -> None:
    asked_at = conversation.first_asked_at
    if asked_at is None:
        return
    answer = [(EntryKind.AGENT_PUBLIC, message.at)] if message else []
    entries = [(EntryKind.CUSTOMER, asked_at), *answer]
    hours = conversation.inbox.calendar.version_at(asked_at).hours
    changes.change(
        conversation,
        first_answered_at=message.at if message else None,
        first_answered_by_id=message.agent_id if message else None,
        first_response_business=_seconds(first_response(entries, hours)),
        first_response_calendar=_seconds(first_response(entries)),
    )


def _seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else round(duration.total_seconds())


def undeliverable(delivery: Delivery, *, error: str, at: datetime) -> None:
    """Record that a message will never arrive; an answer that bounced was no answer."""
    had_left = delivery.state == DeliveryState.SENT
    delivery.state, delivery.error = DeliveryState.FAILED, without_nul(error)[:2000]
    delivery.save(update_fields=["state", "error"])
    message = delivery.message
    conversation = changes.lock(message.conversation_id)
    if had_left and conversation.first_answered_at == message.at:
        _look_for_another_first_answer(conversation)
    emit(
        MessageUndeliverable(
            conversation.pk,
            conversation.team_id,
            message.pk,
            delivery.pk,
            automatic=message.automatic,
            had_left=had_left,
            said_at=message.at.isoformat(),
        ),
        by=SENDER,
        at=at,
        carrying=conversation,
    )


def _look_for_another_first_answer(conversation: Conversation) -> None:
    arrived = conversation.messages.human_replies().filter(delivery__state=DeliveryState.SENT)
    _answered_first_by(conversation, arrived.order_by("at", "id").first())
