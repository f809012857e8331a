"""The one place that writes conversations: the row, its version and the tallies together."""

from typing import Any

from django.db import connection

from tillit.conversations.models import Conversation, Inbox, Shelf, Tally
from tillit.journal import rows
from tillit.journal.models import Event

Place = tuple[int, str, bool]

_PLACING = {"status", "snoozed_until", "snoozed_until_reply"}
"""What decides on which shelf a conversation stands."""

_STEP = (
    "UPDATE conversations_tally SET count = count + %s"
    " WHERE team_id = %s AND shelf = %s AND assigned = %s"
)


def place_of(conversation: Conversation) -> Place:
    """Under which tally a conversation counts."""
    return conversation.team_id, conversation.shelf, conversation.assignee_id is not None


def lock(conversation_id: int) -> Conversation:
    """The conversation, held against other writers until the transaction ends.

    Raises:
        DoesNotExist: there is none.
    """
    # SQLite has one writer: whoever is in a transaction that writes holds everything.
    held = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    found = rows.select(Conversation, f"id = %s{held}", [conversation_id])
    if not found:
        raise Conversation.DoesNotExist(f"conversation {conversation_id}")
    [conversation] = found
    conversation.inbox = rows.get(Inbox, conversation.inbox_id)
    return conversation


def held_in(event: Event, conversation_id: int) -> Conversation:
    """The conversation that the emitter of an event holds already, else a fresh lock on it."""
    carried = event.carried
    if isinstance(carried, Conversation) and carried.pk == conversation_id:
        return carried
    return lock(conversation_id)


def create(conversation: Conversation) -> None:
    """Insert a new conversation and count it."""
    rows.insert(conversation)
    _count(place_of(conversation), +1)


def change(conversation: Conversation, **fields: Any) -> None:
    """Set fields of a conversation, make its list row new, and keep the tallies true."""
    before = place_of(conversation)
    fields["version"] = conversation.version + 1
    for name, value in fields.items():
        setattr(conversation, name, value)
    if _PLACING & fields.keys():
        snoozed = conversation.is_snoozed
        fields["shelf"] = conversation.shelf = Shelf.of(conversation.status, snoozed=snoozed)
    rows.update(conversation, fields)
    after = place_of(conversation)
    if before != after:
        _count(before, -1)
        _count(after, +1)


def _count(place: Place, step: int) -> None:
    team, shelf, assigned = place
    with connection.cursor() as cursor:
        cursor.execute(_STEP, [step, team, shelf, assigned])
        if not cursor.rowcount:
            Tally.objects.get_or_create(team_id=team, shelf=shelf, assigned=assigned)
            cursor.execute(_STEP, [step, team, shelf, assigned])
