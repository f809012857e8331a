"""The way out: sending what is queued, and recording what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.channels import PermanentFailure, TemporaryFailure, channel_of
from tillit.conversations.events import MessageDelayed, MessageSent, MessageUndeliverable
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryState,
    Message,
    MessageKind,
)
from tillit.conversations.openness import version_for
from tillit.conversations.turns import pass_on
from tillit.conversations.words import without_nul
from tillit.hours.timeline import EntryKind, first_response
from tillit.journal import bus, rows
from tillit.journal.recording import emit
from tillit.journal.worker import TryLater, pause_after
from tillit.people.actor import Actor

SENDER = Actor.system("delivery")


def send(delivery: Delivery, *, attempt: int = 1) -> Callable[[], None] | None:
    """Hand a message to its channel, outside of any transaction; what is returned records it.

    Raises:
        TryLater: the channel could not take it now. The agent sees why meanwhile.
        Exception: something that nobody foresaw; it is tried again all the same.
    """
    if delivery.state != DeliveryState.QUEUED:
        return None
    channel = channel_of(delivery.message.conversation.channel)
    try:
        channel.send(delivery)
    except PermanentFailure as error:
        return partial(undeliverable, delivery, error=str(error), at=clock.now())
    except Exception as error:
        pause = pause_after(attempt)
        if pause is None:
            return partial(undeliverable, delivery, error=str(error), at=clock.now())
        _note_problem(delivery, str(error), attempt, clock.now() + pause)
        if isinstance(error, TemporaryFailure):
            raise TryLater(str(error)) from error
        raise
    return partial(_sent, delivery, at=clock.now())


@transaction.atomic
def _note_problem(delivery: Delivery, error: str, attempt: int, next_try_at: datetime) -> None:
    """Let everybody who looks at the conversation see why it has not left, and what comes next."""
    conversation = changes.lock(delivery.message.conversation_id)
    Delivery.objects.filter(pk=delivery.pk).update(
        error=without_nul(error)[:2000], attempts=attempt, next_try_at=next_try_at
    )
    show_anew(conversation)


def show_anew(conversation: Conversation) -> None:
    """Let open pages look at a conversation again."""
    changes.change(conversation)
    bus.wake(f"team.{conversation.team_id}")


def _sent(delivery: Delivery, *, at: datetime) -> None:
    delivery.state, delivery.sent_at, delivery.error = DeliveryState.SENT, at, ""
    rows.update(delivery, ("state", "sent_at", "error"))
    message = delivery.message
    conversation, instead_of, after = message.conversation, None, ""
    shown = delivery.attempts > 0 or not message.automatic
    if shown:
        conversation = changes.lock(message.conversation_id)
        changes.change(conversation)
    if not (message.automatic or delivery.is_copy):
        after = _take_turn(conversation, message)
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
            copy=delivery.is_copy,
            after=after,
        ),
        by=SENDER,
        at=at,
        carrying=conversation if shown else None,
    )


def _take_turn(conversation: Conversation, message: Message) -> str:
    """What was scheduled becomes our answer only now, unless the customer has written since."""
    before = conversation.status
    if message.scheduled:
        since = conversation.messages.filter(kind=MessageKind.INCOMING, automatic=False)
        if not since.filter(at__gt=message.at).exists():
            pass_on(conversation, message)
    return conversation.status if conversation.status != before else ""


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
    hours = version_for(conversation, asked_at).hours
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
    if delivery.state == DeliveryState.FAILED:
        return
    had_left = delivery.state == DeliveryState.SENT
    delivery.state, delivery.error = DeliveryState.FAILED, without_nul(error)[:2000]
    delivery.save(update_fields=["state", "error"])
    message = delivery.message
    conversation = changes.lock(message.conversation_id)
    changes.change(conversation, unread=True)
    if had_left and not delivery.is_copy and conversation.first_answered_at == message.at:
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
            copy=delivery.is_copy,
        ),
        by=SENDER,
        at=at,
        carrying=conversation,
    )


def delayed(delivery: Delivery, *, reason: str, at: datetime) -> None:
    """Record that a message is late: another server still tries, so nothing has failed yet."""
    if delivery.state != DeliveryState.SENT:
        return
    told_before = bool(delivery.error)
    delivery.error = without_nul(reason)[:2000]
    rows.update(delivery, ("error",))
    if told_before:
        return
    conversation = changes.lock(delivery.message.conversation_id)
    changes.change(conversation, unread=True)
    fact = MessageDelayed(conversation.pk, conversation.team_id, delivery.message_id, delivery.pk)
    emit(fact, by=SENDER, at=at, carrying=conversation)


def _look_for_another_first_answer(conversation: Conversation) -> None:
    arrived = conversation.messages.arrived_replies()
    _answered_first_by(conversation, arrived.order_by("at", "id").first())
