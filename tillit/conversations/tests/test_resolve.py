"""Saying that everything is done."""

from datetime import timedelta

import pytest

from tillit.conversations.actions import reopen, resolve
from tillit.conversations.events import ConversationResolved
from tillit.conversations.models import Conversation, Message, Shelf, Status
from tillit.conversations.spine import post
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def told() -> list[dict[str, object]]:
    """What each telling said."""
    events = Event.objects.filter(kind=ConversationResolved.kind()).order_by("id")
    return [event.data for event in events]


def test_an_answered_conversation_is_simply_done(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=MONDAY_TEN)
    with assert_emits(ConversationResolved):
        resolve(conversation=conversation, by=Actor.agent(desk.ada))
    done = Conversation.objects.get()
    assert (done.status, done.shelf, done.resolved_at) == (
        Status.RESOLVED,
        Shelf.RESOLVED,
        MONDAY_TEN,
    )
    assert not done.without_reply
    assert (told()[0]["before"], told()[0]["without_reply"]) == (Status.WAITING, False)


def test_an_unanswered_one_is_resolved_without_a_reply_whatever_was_said(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    resolve(conversation=conversation, by=Actor.agent(desk.ada))
    done = Conversation.objects.get()
    assert done.without_reply
    assert not done.unread
    assert told()[0]["without_reply"]
    assert not done.promises.unsettled().exists()
    assert done.next_due_at is None


def test_a_note_is_not_a_reply(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    post(conversation=conversation, by=by, agent=desk.ada, text="Spam?", note=True)
    resolve(conversation=conversation, by=by)
    assert Conversation.objects.get().without_reply


def test_a_later_message_of_the_customer_is_unanswered(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    answers(desk.ada, conversation, at=MONDAY_TEN)
    writes(GRACE, desk.inbox, answers="<a@x>", at=MONDAY_TEN + timedelta(hours=1))
    resolve(conversation=conversation, by=Actor.agent(desk.ada))
    assert Conversation.objects.get().without_reply


def test_twice_tells_once_and_changes_once(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    resolve(conversation=conversation, by=Actor.agent(desk.ada))
    first = Conversation.objects.get()
    later = MONDAY_TEN + timedelta(days=1)
    resolve(conversation=conversation, by=Actor.agent(desk.bo), no_reply_needed=True, at=later)
    again = Conversation.objects.get()
    assert (again.version, again.resolved_at) == (first.version, first.resolved_at)
    assert len(told()) == 1


@pytest.mark.parametrize(
    ("answered", "no_reply_needed", "asked"),
    [(True, False, 1), (True, True, 1), (False, False, 0), (False, True, 0)],
)
def test_who_was_answered_is_asked_however_it_is_resolved(
    desk: Desk, answered: bool, no_reply_needed: bool, asked: int
) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    if answered:
        answers(desk.ada, conversation, at=MONDAY_TEN)
    resolve(conversation=conversation, by=by, no_reply_needed=no_reply_needed)
    run_reactions()
    assert Message.objects.filter(purpose="survey").count() == asked
    assert told()[0]["no_reply_needed"] is no_reply_needed


def test_what_was_opened_again_meanwhile_asks_nobody(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    answers(desk.ada, conversation, at=MONDAY_TEN)
    resolve(conversation=conversation, by=by)
    reopen(conversation=conversation, by=by)
    run_reactions()
    assert not Message.objects.filter(purpose="survey").exists()
