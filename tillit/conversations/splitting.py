"""Making two conversations of one, since it holds two matters."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.case_events import ConversationSplitOff, MessagesSplitOff
from tillit.conversations.models import Conversation, Message, MessageKind, Status
from tillit.conversations.properties import NotThat
from tillit.conversations.turns import owes_an_answer
from tillit.conversations.words import preview_of
from tillit.journal.recording import emit
from tillit.people.actor import Actor


@transaction.atomic
def split(*, message: Message, onwards: bool, by: Actor) -> Conversation:
    """Let a message of the customer, or all from it on, be a conversation of its own.

    Raises:
        NotThat: it is none of the customer, nothing would be left, or something has not left yet.
    """
    origin = changes.lock(message.conversation_id)
    moving = _moving(origin, message, onwards=onwards)
    staying = origin.messages.filter(automatic=False).exclude(pk__in=moving.values("pk"))
    unsent = moving.filter(deliveries__state="queued").exists()
    if message.kind != MessageKind.INCOMING or unsent or not staying.exists():
        raise NotThat(message.pk)
    new = _begin(origin, message)
    numbers = list(moving.values_list("pk", flat=True))
    Message.objects.filter(pk__in=numbers).update(conversation=new)
    _settle(new)
    _settle(origin)
    told = MessagesSplitOff(origin.pk, origin.team_id, new.pk)
    emit(told, by=by, carrying=origin)
    emit(ConversationSplitOff(new.pk, new.team_id, origin.pk), by=by, carrying=new)
    return new


def _moving(origin: Conversation, message: Message, *, onwards: bool) -> QuerySet[Message]:
    if not onwards:
        return origin.messages.filter(pk=message.pk)
    later = Q(at__gt=message.at) | Q(at=message.at, pk__gte=message.pk)
    return origin.messages.filter(later)


def _begin(origin: Conversation, message: Message) -> Conversation:
    new = Conversation(
        inbox=origin.inbox,
        team_id=origin.team_id,
        contact_id=message.contact_id or origin.contact_id,
        channel=origin.channel,
        address=message.address or origin.address,
        subject=message.subject or origin.subject,
        language=origin.language,
        assignee_id=origin.assignee_id,
        preview=preview_of(message.text),
        created_at=message.at,
        last_message_at=message.at,
        first_asked_at=message.at,
    )
    changes.create(new)
    return new


def _settle(conversation: Conversation) -> None:
    """What its row says follows from the messages that it has now."""
    last = conversation.messages.exclude(kind=MessageKind.NOTE).order_by("-at", "-id").first()
    fields: dict[str, Any] = {}
    if last is not None:
        fields |= {"preview": preview_of(last.text), "last_message_at": last.at}
    if conversation.is_open:
        fields["status"] = _status_of(conversation)
    changes.change(conversation, **fields)


def _status_of(conversation: Conversation) -> str:
    if not owes_an_answer(conversation, until=clock.now()):
        return str(Status.WAITING.value)
    waiting = conversation.status == Status.WAITING
    return str(Status.OPEN.value) if waiting else conversation.status
