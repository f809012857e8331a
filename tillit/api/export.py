"""Every conversation with all that belongs to it, one JSON object per line."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TextIO

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Prefetch

from tillit.api.cases import CASE, case_of
from tillit.conversations.models import Conversation, Delivery, Message, Outcome, Shelf
from tillit.conversations.outcomes import outcomes_of
from tillit.feedback.models import Invitation
from tillit.journal.models import Event

AT_ONCE = 500
FIRST_RESPONSE = ("first_answered_at", "first_response_business", "first_response_calendar")
OUTCOME = tuple(
    field.name
    for field in Outcome._meta.concrete_fields
    if field.name not in ("id", "conversation", "version")
)


def write(file: TextIO) -> None:
    """Write one line for each conversation, in the order of their numbers."""
    for conversation in conversations():
        file.write(json.dumps(conversation, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n")


def conversations() -> Iterator[dict[str, Any]]:
    """Everything about each conversation, a batch in memory at a time."""
    messages = Message.objects.prefetch_related("attachments", "deliveries")
    rows = (
        Conversation.objects.select_related("contact", "inbox", "team", "assignee")
        .prefetch_related(
            *CASE,
            Prefetch("messages", queryset=messages.order_by("at", "id")),
            "promises__version",
            "promises__first_version",
            "contact__identities",
        )
        .order_by("id")
    )
    found = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        outcomes = outcomes_of([one for one in some if one.shelf == Shelf.RESOLVED])
        for conversation in some:
            yield _conversation(conversation, outcomes.get(conversation.pk))


def _conversation(conversation: Conversation, outcome: Outcome | None) -> dict[str, Any]:
    contact = conversation.contact
    return {
        "number": conversation.number,
        "inbox": conversation.inbox.name,
        "team": conversation.team.name,
        "channel": conversation.channel,
        "subject": conversation.subject,
        "language": conversation.language,
        "status": conversation.status,
        "assignee": conversation.assignee.email if conversation.assignee else None,
        "created_at": conversation.created_at,
        "resolved_at": conversation.resolved_at,
        "follows": conversation.follows_id,
        **case_of(conversation),
        "contact": {
            "id": contact.pk,
            "name": contact.name,
            "language": contact.language,
            "identities": [_fields(one, ("kind", "value")) for one in contact.identities.all()],
        },
        "messages": [_message(message) for message in conversation.messages.all()],
        "promises": [_promise(promise) for promise in conversation.promises.all()],
        "first_response": _fields(conversation, FIRST_RESPONSE),
        "outcome": _fields(outcome, OUTCOME) if outcome else None,
        "answer": _answer(conversation),
        "events": _events(conversation),
    }


def _fields(row: Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _message(message: Message) -> dict[str, Any]:
    names = ("id", "kind", "automatic", "purpose", "at", "address", "subject", "text", "quoted")
    return {
        **_fields(message, names),
        "leaves_at": message.leaves_at,
        "scheduled": message.scheduled,
        "agent": message.agent_id,
        "external_id": message.external_id,
        "attachments": [
            _fields(one, ("name", "content_type", "size", "sha256", "content_id", "inline"))
            for one in message.attachments.all()
        ],
        "parties": message.parties,
        "deliveries": [_delivery(delivery) for delivery in message.deliveries.all()],
    }


def _delivery(delivery: Delivery) -> dict[str, Any]:
    return _fields(delivery, ("recipient", "role", "state", "created_at", "sent_at", "error"))


def _promise(promise: Any) -> dict[str, Any]:
    names = ("id", "clock", "hours_kind", "target_seconds", "state", "cause", "started_at")
    instants = ("due_at", "decided_at", "met_at", "settled_at")
    version = promise.version
    return {
        **_fields(promise, (*names, *instants)),
        "standard": version.standard_id,
        "version": version.number,
        "first_version": promise.first_version.number if promise.first_version else None,
        "wording": version.wording,
        "calendar_version": promise.calendar_version_id,
    }


def _answer(conversation: Conversation) -> dict[str, Any] | None:
    sent = Invitation.objects.filter(conversation=conversation).order_by("sent_at", "id")
    asked = sent.select_related("response").first()
    if asked is None:
        return None
    response = getattr(asked, "response", None)
    given = _fields(response, ("score", "comment", "first_at", "at")) if response else {}
    return {"asked_at": asked.sent_at, "language": asked.language, **given}


def _events(conversation: Conversation) -> list[dict[str, Any]]:
    events = Event.objects.filter(subject=f"conversation:{conversation.pk}").order_by("id")
    names = ("id", "kind", "at", "actor", "cause_id", "depth", "quiet", "data")
    return [_fields(event, names) for event in events]
