"""Messages that are held: taken back, let go at once, tried again now."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.addressees import Typed, typed_again
from tillit.conversations.deliveries import show_anew
from tillit.conversations.events import (
    ConversationAssigned,
    ConversationReopened,
    MessageQueued,
    MessageWithdrawn,
)
from tillit.conversations.models import (
    Conversation,
    DeliveryState,
    Message,
    MessageKind,
    Status,
)
from tillit.conversations.spine.enclosures import KeptFile, kept_with
from tillit.conversations.spine.posting import queued, queued_copy
from tillit.conversations.turns import owes_an_answer, pass_on
from tillit.conversations.words import preview_of
from tillit.journal import rows
from tillit.journal.facts import Fact
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.journal.waiting import hasten, take_back
from tillit.people.actor import Actor


@dataclass(frozen=True)
class Withdrawn:
    """What comes back to its writer."""

    message: Message
    kept: list[KeptFile]
    copies: Typed


@transaction.atomic(savepoint=False)
def withdraw(*, message: Message, by: Actor) -> Withdrawn | None:
    """Take a message back before it leaves; None when it has left, or was taken back already.

    The conversation is then as it would have been without it, but for what others did meanwhile.
    """
    conversation = changes.lock(message.conversation_id)
    held = _held(conversation, message)
    if held is None or not take_back(queued_events(held)):
        return None
    came_back = Withdrawn(message, kept_with(held), typed_again(held))
    held.delete()
    before = conversation.status
    if held.scheduled or held.kind != MessageKind.OUTGOING:
        changes.change(conversation)
    else:
        _forget(conversation, by=by)
    fact = MessageWithdrawn(
        conversation.pk,
        conversation.team_id,
        message.pk,
        scheduled=held.scheduled,
        before=before,
        after=conversation.status,
    )
    emit(fact, by=by, carrying=conversation)
    return came_back


@transaction.atomic(savepoint=False)
def take_back_note(*, note: Message, by: Actor) -> None:
    """Take back a note that was written together with something else that is undone."""
    conversation = changes.lock(note.conversation_id)
    found = conversation.messages.filter(pk=note.pk, kind=MessageKind.NOTE).first()
    if found is None:
        return
    found.delete()
    changes.change(conversation)
    status = conversation.status
    fact = MessageWithdrawn(
        conversation.pk, conversation.team_id, note.pk, scheduled=False, before=status, after=status
    )
    emit(fact, by=by, carrying=conversation)


@transaction.atomic(savepoint=False)
def send_now(*, message: Message, by: Actor, leaves_at: datetime | None = None) -> bool:
    """Say at once what was scheduled; False when it has left, or is gone.

    It is said now, and held until `leaves_at` like every reply, so that it can be undone.
    """
    conversation = changes.lock(message.conversation_id)
    held = _held(conversation, message)
    if held is None or not held.scheduled or not take_back(queued_events(held)):
        return False
    held.at, held.leaves_at, held.scheduled = clock.now(), leaves_at or clock.now(), False
    rows.update(held, ("at", "leaves_at", "scheduled"))
    before, assignee_before = conversation.status, conversation.assignee_id
    pass_on(conversation, held)
    tell = partial(emit, by=by, carrying=conversation, not_before=leaves_at)
    for delivery in held.deliveries.select_related("message"):
        delivery.created_at = held.at
        rows.update(delivery, ("created_at",))
        tell(
            queued_copy(conversation, delivery)
            if delivery.is_copy
            else queued(conversation, delivery, before=before, assignee_before=assignee_before)
        )
    return True


@transaction.atomic(savepoint=False)
def try_now(*, message: Message) -> bool:
    """Try a message again at once; False when it does not wait for another try."""
    conversation = changes.lock(message.conversation_id)
    if not hasten(queued_events(message)):
        return False
    unsent = message.deliveries.filter(state=DeliveryState.QUEUED).exclude(next_try_at=None)
    unsent.update(next_try_at=clock.now())
    show_anew(conversation)
    return True


def queued_events(message: Message) -> list[Event]:
    """What set the deliveries of a message going, the last time for each."""
    told = _told(MessageQueued, message.conversation_id).order_by("id")
    mine = (event for event in told if event.data["message"] == message.pk)
    return list({event.data["delivery"]: event for event in mine}.values())


def _held(conversation: Conversation, message: Message) -> Message | None:
    return conversation.messages.filter(pk=message.pk).exclude(leaves_at=None).first()


def _told(fact: type[Fact], conversation: int) -> QuerySet[Event]:
    return Event.objects.filter(subject=f"conversation:{conversation}", kind=fact.kind())


def _forget(conversation: Conversation, *, by: Actor) -> None:
    """Give back the turn, the words and the place in lists that a withdrawn reply had taken."""
    now = clock.now()
    silent = (MessageKind.NOTE, MessageKind.FORWARD)
    said = conversation.messages.exclude(kind__in=silent).filter(automatic=False)
    last = said.filter(at__lte=now).order_by("-at", "-id").first()
    changes.change(
        conversation,
        preview=preview_of(last.text) if last else "",
        last_message_at=last.at if last else conversation.created_at,
    )
    if conversation.status == Status.WAITING and owes_an_answer(conversation, until=now):
        _give_the_turn_back(conversation)
    elif conversation.status == Status.RESOLVED and not conversation.without_reply:
        _reopen_if_owed(conversation, by=by)


def _give_the_turn_back(conversation: Conversation) -> None:
    """The status and the assignee from before the reply that had passed the turn on."""
    told = _told(MessageQueued, conversation.pk).order_by("-id")
    turn = next((event for event in told if event.data["before"] != event.data["after"]), None)
    if turn is None:
        changes.change(conversation, status=Status.OPEN)
        return
    taken_by_replying = (
        turn.data.get("assignee_before") is None
        and turn.actor == f"agent:{conversation.assignee_id}"
        and not _told(ConversationAssigned, conversation.pk).filter(id__gt=turn.pk).exists()
    )
    assignee = None if taken_by_replying else conversation.assignee_id
    changes.change(conversation, status=turn.data["before"], assignee_id=assignee)


def _reopen_if_owed(conversation: Conversation, *, by: Actor) -> None:
    """It was resolved with an answer, and that is no more."""
    if owes_an_answer(conversation):
        changes.change(conversation, status=Status.OPEN, resolved_at=None)
        fact = ConversationReopened(conversation.pk, conversation.team_id, Status.OPEN)
        emit(fact, by=by, carrying=conversation)
