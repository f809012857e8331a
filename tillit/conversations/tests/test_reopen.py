"""Opening again."""

import pytest

from tillit.conversations.actions import reopen, resolve
from tillit.conversations.events import ConversationReopened
from tillit.conversations.models import Conversation, Shelf, Status
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def tellings() -> int:
    """How often it was told."""
    return Event.objects.filter(kind=ConversationReopened.kind()).count()


def test_what_was_resolved_is_open_as_if_it_had_not_been(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    due = Conversation.objects.get().next_due_at
    resolve(conversation=conversation, by=by)
    with assert_emits(ConversationReopened):
        reopen(conversation=conversation, by=by)
    again = Conversation.objects.get()
    assert (again.status, again.shelf) == (Status.OPEN, Shelf.OPEN)
    assert (again.resolved_at, again.without_reply) == (None, False)
    assert again.next_due_at == due
    assert due is not None


def test_twice_tells_once_and_changes_once(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    resolve(conversation=conversation, by=by)
    reopen(conversation=conversation, by=by)
    version = Conversation.objects.get().version
    reopen(conversation=conversation, by=Actor.agent(desk.bo))
    assert Conversation.objects.get().version == version
    assert tellings() == 1


def test_what_is_open_stays_as_it_is(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    reopen(conversation=conversation, by=Actor.agent(desk.ada))
    assert Conversation.objects.get().status == Status.NEW
    assert tellings() == 0
