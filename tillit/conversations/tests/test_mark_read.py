"""Remembering that somebody has read it."""

import pytest

from tillit.conversations.actions import mark_read
from tillit.conversations.events import ConversationRead
from tillit.conversations.models import Conversation
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_what_was_unread_is_read(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with assert_emits(ConversationRead):
        mark_read(conversation=conversation, by=Actor.agent(desk.ada))
    read = Conversation.objects.get()
    assert not read.unread
    assert read.status == conversation.status
    assert read.promises.unsettled().count() == 1


def test_twice_tells_once_and_changes_once(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    mark_read(conversation=conversation, by=Actor.agent(desk.ada))
    version = Conversation.objects.get().version
    mark_read(conversation=conversation, by=Actor.agent(desk.bo))
    assert Conversation.objects.get().version == version
    assert Event.objects.filter(kind=ConversationRead.kind()).count() == 1
