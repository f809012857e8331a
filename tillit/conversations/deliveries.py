"""The way out: sending what is queued, and recording what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.channels import PermanentFailure, TemporaryFailure, channel_of
from tillit.conversations.events import MessageSent, MessageUndeliverable
from tillit.conversations.models import Conversation, Delivery, DeliveryState
from tillit.conversations.words import without_nul
from tillit.hours.timeline import EntryKind, first_response
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
    delivery.save(update_fields=["state", "sent_at", "error"])
    message = delivery.message
    conversation = message.conversation
    if not message.automatic:
        conversation = changes.lock(message.conversation_id)
        _remember_first_answer(conversation, delivery)
    emit(
        MessageSent(
            conversation.pk,
            conversation.team_id,
            message.pk,
            delivery.pk,
            automatic=message.automatic,
            said_at=message.at.isoformat(),
        ),
        by=SENDER,
        at=at,
        carrying=None if message.automatic else conversation,
    )


def _remember_first_answer(conversation: Conversation, delivery: Delivery) -> None:
    """First response time: from the first customer message to the click of the first answer."""
    message, asked_at = delivery.message, conversation.first_asked_at
    if conversation.first_answered_at or asked_at is None:
        return
    hours = conversation.inbox.calendar.version_at(asked_at).hours
    entries = [(EntryKind.CUSTOMER, asked_at), (EntryKind.AGENT_PUBLIC, message.at)]
    changes.change(
        conversation,
        first_answered_at=message.at,
        first_answered_by_id=message.agent_id,
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
        _forget_first_answer(conversation)
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


def _forget_first_answer(conversation: Conversation) -> None:
    changes.change(
        conversation,
        first_answered_at=None,
        first_answered_by=None,
        first_response_business=None,
        first_response_calendar=None,
    )
