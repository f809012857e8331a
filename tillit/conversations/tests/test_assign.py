"""Giving a conversation to somebody."""

import pytest

from tillit.conversations.actions import assign
from tillit.conversations.events import ConversationAssigned
from tillit.conversations.models import Conversation, Tally
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def facts() -> list[tuple[int | None, int | None]]:
    """Who had it before and after, each time."""
    events = Event.objects.filter(kind=ConversationAssigned.kind()).order_by("id")
    return [(event.data["before"], event.data["after"]) for event in events]


def test_it_is_given_taken_over_and_let_go(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    for to in (desk.ada, desk.bo, None):
        with assert_emits(ConversationAssigned):
            assign(conversation=conversation, to=to, by=by)
        assert Conversation.objects.get().assignee == to
    ada, bo = desk.ada.pk, desk.bo.pk
    assert facts() == [(None, ada), (ada, bo), (bo, None)]


@pytest.mark.parametrize("somebody", [True, False])
def test_twice_tells_once_and_changes_once(desk: Desk, somebody: bool) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    to = desk.ada if somebody else None
    assign(conversation=conversation, to=to, by=by)
    version = Conversation.objects.get().version
    assign(conversation=conversation, to=to, by=by)
    assert Conversation.objects.get().version == version
    assert len(facts()) == (1 if somebody else 0)


def test_the_status_and_the_promise_stay(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    before = Conversation.objects.get()
    assign(conversation=conversation, to=desk.bo, by=Actor.agent(desk.ada))
    after = Conversation.objects.get()
    assert (after.status, after.unread, after.next_due_at) == (
        before.status,
        before.unread,
        before.next_due_at,
    )


def test_it_moves_from_one_tally_to_the_other(desk: Desk) -> None:
    assign(conversation=writes(GRACE, desk.inbox), to=desk.bo, by=Actor.agent(desk.ada))
    counts = dict(Tally.objects.values_list("assigned", "count"))
    assert counts == {False: 0, True: 1}
