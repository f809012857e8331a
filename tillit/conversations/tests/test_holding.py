"""Replies that are held: undone without a trace, or gone for good; exactly one of the two."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.events import MessageSent, MessageWithdrawn
from tillit.conversations.holding import send_now, withdraw
from tillit.conversations.models import (
    Attachment,
    Conversation,
    Delivery,
    DeliveryState,
    Message,
    Status,
    Tally,
)
from tillit.conversations.spine import KeptFile, post
from tillit.conversations.times import status_changes
from tillit.journal.models import Lane, Reaction
from tillit.journal.worker import claim
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import mails_leave

UNDO = timedelta(seconds=8)
FILE = KeptFile("manual.pdf", "application/pdf", 9, "0" * 64)


def sends(
    desk: Desk, conversation: Conversation, *, at: datetime = MONDAY_TEN, text: str = "Hello!"
) -> Message:
    """Ada presses Send in the workspace."""
    return post(
        conversation=conversation,
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        text=text,
        kept=[FILE],
        at=at,
        leaves_at=at + UNDO,
    )


def undoes(desk: Desk, message: Message, *, after: float = 3.0) -> bool:
    """Ada presses Undo some seconds after Send; whether it was in time."""
    with clock.moved_to(message.at + timedelta(seconds=after)):
        return withdraw(message=message, by=Actor.agent(desk.ada)) is not None


def state_of(conversation: Conversation) -> dict[str, object]:
    """What a reply changes."""
    conversation.refresh_from_db()
    names = ("status", "shelf", "assignee_id", "preview", "last_message_at", "next_due_at")
    return {name: getattr(conversation, name) for name in names}


@pytest.mark.django_db
def test_a_reply_is_held_and_leaves_by_itself(desk: Desk) -> None:
    message = sends(desk, writes(GRACE, desk.inbox))
    mails_leave(at=MONDAY_TEN + UNDO - timedelta(milliseconds=1))
    assert Delivery.objects.get(message=message).state == DeliveryState.QUEUED
    mails_leave(at=MONDAY_TEN + UNDO)
    assert Delivery.objects.get(message=message).state == DeliveryState.SENT


@pytest.mark.django_db
def test_the_promise_is_kept_by_the_click_once_it_has_left(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    promise = conversation.promises.get()
    click = promise.due_at - timedelta(seconds=1)
    sends(desk, conversation, at=click)
    mails_leave(at=click + UNDO)
    promise.refresh_from_db()
    assert (promise.state, promise.met_at) == ("kept", click)


@pytest.mark.django_db
def test_undo_leaves_everything_as_it_was(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    before, tallies = state_of(conversation), list(Tally.objects.values())
    with assert_emits(MessageWithdrawn):
        message = sends(desk, conversation, at=MONDAY_TEN + timedelta(minutes=5))
        with clock.moved_to(message.at + timedelta(seconds=7)):
            came_back = withdraw(message=message, by=Actor.agent(desk.ada))
    assert came_back is not None
    assert (came_back.message.text, came_back.kept) == ("Hello!", [FILE])
    assert state_of(conversation) == before
    assert [row for row in Tally.objects.values() if row["count"]] == tallies
    assert not Message.objects.filter(text="Hello!").exists()
    assert not Attachment.objects.exists()
    mails_leave(at=MONDAY_TEN + timedelta(hours=1))
    assert "Hello!" not in Delivery.objects.values_list("message__text", flat=True)


@pytest.mark.django_db
def test_an_undone_reply_counts_in_no_times(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    message = sends(desk, conversation)
    undoes(desk, message)
    assert [str(stage) for _, stage in status_changes(conversation)][-1] == "new"


@pytest.mark.django_db
def test_what_has_left_is_not_undone(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    message = sends(desk, conversation)
    mails_leave(at=MONDAY_TEN + UNDO)
    assert not undoes(desk, message, after=9)
    assert Message.objects.filter(pk=message.pk).exists()


@pytest.mark.django_db
def test_what_a_worker_has_claimed_is_not_undone(desk: Desk) -> None:
    message = sends(desk, writes(GRACE, desk.inbox))
    with clock.moved_to(MONDAY_TEN + UNDO):
        assert claim(Lane.SLOW, limit=10)
    assert not undoes(desk, message, after=9)


@pytest.mark.django_db
def test_a_reply_that_was_not_held_cannot_be_undone(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    message = post(conversation=conversation, by=by, agent=desk.ada, text="Hi", at=MONDAY_TEN)
    assert not undoes(desk, message)


@pytest.mark.django_db
def test_undo_twice_is_undo_once(desk: Desk) -> None:
    message = sends(desk, writes(GRACE, desk.inbox))
    assert undoes(desk, message)
    assert not undoes(desk, message)


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_replies_are_undone_in_any_order(desk: Desk, order: tuple[int, int]) -> None:
    conversation = writes(GRACE, desk.inbox)
    before = state_of(conversation)
    said = [
        sends(desk, conversation, at=MONDAY_TEN + timedelta(seconds=second), text=f"Reply {second}")
        for second in (60, 62)
    ]
    assert undoes(desk, said[order[0]])
    between = state_of(conversation)
    left = said[order[1]]
    assert (between["status"], between["preview"]) == (Status.WAITING, left.text)
    assert undoes(desk, left)
    assert state_of(conversation) == before


@pytest.mark.django_db
def test_what_happened_meanwhile_stays(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    message = sends(desk, conversation)
    with clock.moved_to(MONDAY_TEN + timedelta(seconds=2)):
        actions.assign(conversation=conversation, to=desk.bo, by=Actor.agent(desk.liv))
    writes(GRACE, desk.inbox, answers="<a@x>", at=MONDAY_TEN + timedelta(seconds=3), text="Oh!")
    assert undoes(desk, message, after=5)
    now = state_of(conversation)
    assert (now["status"], now["assignee_id"], now["preview"]) == (
        Status.OPEN, desk.bo.pk, "Oh!",
    )  # fmt: skip


@pytest.mark.django_db
def test_given_to_a_colleague_meanwhile_it_stays_with_the_colleague(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    message = sends(desk, conversation)
    actions.assign(conversation=conversation, to=desk.bo, by=Actor.agent(desk.liv))
    undoes(desk, message)
    now = state_of(conversation)
    assert (now["status"], now["assignee_id"]) == (Status.NEW, desk.bo.pk)


@pytest.mark.django_db
def test_resolved_meanwhile_it_is_open_again(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    message = sends(desk, conversation)
    with clock.moved_to(MONDAY_TEN + timedelta(seconds=2)):
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    undoes(desk, message, after=4)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.resolved_at) == (Status.OPEN, None)
    assert conversation.promises.unsettled().count() == 1


@pytest.mark.django_db
def test_what_is_scheduled_changes_nothing_before_it_leaves(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    before = state_of(conversation)
    message = schedules(desk, conversation, leaves_at=MONDAY_TEN + timedelta(hours=1))
    assert state_of(conversation) == before
    assert message.at == MONDAY_TEN + timedelta(hours=1)
    mails_leave(at=MONDAY_TEN + timedelta(minutes=59))
    assert state_of(conversation) == before
    with assert_emits(MessageSent):
        mails_leave(at=MONDAY_TEN + timedelta(hours=1, seconds=1))
    after = state_of(conversation)
    assert (after["status"], after["assignee_id"]) == (Status.WAITING, desk.ada.pk)
    assert (after["preview"], after["last_message_at"]) == ("Later!", message.at)
    assert [str(stage) for _, stage in status_changes(conversation)][-1] == "pending"


def schedules(desk: Desk, conversation: Conversation, *, leaves_at: datetime) -> Message:
    """Ada writes now what is to leave later."""
    return post(
        conversation=conversation,
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        text="Later!",
        at=MONDAY_TEN,
        leaves_at=leaves_at,
        scheduled=True,
    )


@pytest.mark.django_db
def test_the_promise_goes_by_when_it_leaves(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    promise = conversation.promises.get()
    late = promise.due_at + timedelta(hours=1)
    schedules(desk, conversation, leaves_at=late)
    mails_leave(at=late + timedelta(seconds=1))
    promise.refresh_from_db()
    assert (promise.state, promise.met_at) == ("broken", late)
    conversation.refresh_from_db()
    assert conversation.first_answered_at == late


@pytest.mark.django_db
def test_when_the_customer_writes_first_what_is_scheduled_stays(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    message = schedules(desk, conversation, leaves_at=MONDAY_TEN + timedelta(hours=2))
    writes(GRACE, desk.inbox, answers="<a@x>", at=MONDAY_TEN + timedelta(hours=1), text="And?")
    mails_leave(at=MONDAY_TEN + timedelta(hours=1))
    assert Delivery.objects.get(message=message).state == DeliveryState.QUEUED
    mails_leave(at=MONDAY_TEN + timedelta(hours=2))
    assert state_of(conversation)["status"] == Status.WAITING
    assert conversation.unread
    assert not conversation.promises.unsettled().exists()


@pytest.mark.django_db
def test_a_customer_who_writes_while_it_is_being_sent_still_waits(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    schedules(desk, conversation, leaves_at=MONDAY_TEN + timedelta(hours=1))
    writes(GRACE, desk.inbox, answers="<a@x>", at=MONDAY_TEN + timedelta(hours=2), text="And?")
    mails_leave(at=MONDAY_TEN + timedelta(hours=3))
    assert state_of(conversation)["status"] == Status.NEW
    assert conversation.promises.unsettled().count() == 1


@pytest.mark.django_db
def test_what_is_scheduled_can_be_cancelled(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    before = state_of(conversation)
    message = schedules(desk, conversation, leaves_at=MONDAY_TEN + timedelta(hours=1))
    with clock.moved_to(MONDAY_TEN + timedelta(minutes=30)):
        assert withdraw(message=message, by=Actor.agent(desk.bo))
    assert state_of(conversation) == before
    mails_leave(at=MONDAY_TEN + timedelta(hours=2))
    assert not Message.objects.filter(text="Later!").exists()


@pytest.mark.django_db
def test_what_is_scheduled_can_leave_now_and_be_undone(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    before, now = state_of(conversation), MONDAY_TEN + timedelta(minutes=30)
    message = schedules(desk, conversation, leaves_at=MONDAY_TEN + timedelta(hours=1))
    with clock.moved_to(now):
        assert send_now(message=message, by=by, leaves_at=now + UNDO)
        assert not send_now(message=message, by=by, leaves_at=now + UNDO)
    message.refresh_from_db()
    assert (message.at, message.scheduled) == (now, False)
    assert state_of(conversation)["status"] == Status.WAITING
    assert undoes(desk, message)
    assert state_of(conversation) == before


@pytest.mark.django_db
def test_what_leaves_now_leaves_once(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    message = schedules(desk, conversation, leaves_at=MONDAY_TEN + timedelta(hours=1))
    with clock.moved_to(MONDAY_TEN + timedelta(minutes=30)):
        send_now(message=message, by=by)
        sent = run_reactions()
    with clock.moved_to(MONDAY_TEN + timedelta(hours=2)):
        sent += run_reactions()
    assert [delivery.message.text for delivery in sent].count("Later!") == 1
    assert not Reaction.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(5))
def test_of_an_undo_and_a_worker_at_the_same_instant_one_wins(desk: Desk, number: int) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    conversation = writes(GRACE, desk.inbox)
    mails_leave(at=MONDAY_TEN)
    message = sends(desk, conversation)
    both, undone = threading.Barrier(2), []

    def undo() -> None:
        both.wait()
        undone.append(undoes(desk, message, after=8))
        connection.close()

    def work() -> None:
        both.wait()
        mails_leave(at=MONDAY_TEN + UNDO)
        connection.close()

    threads = [threading.Thread(target=act) for act in (undo, work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = Delivery.objects.filter(message=message.pk, state=DeliveryState.SENT).exists()
    assert undone == [not sent]
