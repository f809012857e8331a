"""Mail that cannot leave: tried for five days, seen by everybody, and then failed for good."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations.channels import TemporaryFailure
from tillit.conversations.events import MessageUndeliverable
from tillit.conversations.models import Conversation, Delivery, DeliveryState, Message
from tillit.journal import bus
from tillit.journal.models import Reaction
from tillit.journal.worker import MOST_TRIES, PAUSES, pause_after
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import clicks_send, tries_in_vain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FIVE_DAYS = timedelta(days=5)


@pytest.fixture
def message(desk: Desk) -> Message:
    """Ada has answered; the acknowledgement has left."""
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    return clicks_send(desk.ada, conversation, at=MONDAY_TEN)


def fails_to_send(message: Message, error: Exception, *, tries: int = 0) -> Delivery:
    """One more try, after `tries` others, comes to nothing."""
    if tries:
        Reaction.objects.update(tries=tries, ready_at=MONDAY_TEN)
    assert tries_in_vain(error, at=MONDAY_TEN) == 1
    return Delivery.objects.get(message=message)


def test_it_is_tried_often_at_first_then_every_hour_for_five_days() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, MOST_TRIES)]
    assert pauses[0] == timedelta(seconds=5)
    assert set(pauses[5:]) == {timedelta(hours=1)}
    assert FIVE_DAYS <= sum(filter(None, pauses), timedelta()) < FIVE_DAYS + timedelta(hours=1)
    assert pause_after(MOST_TRIES) is None


def test_everybody_who_looks_hears_of_the_first_failure_at_once(
    message: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: set[str] = set()
    monkeypatch.setattr(bus, "wake", lambda *topics: heard.update(topics))
    version = Conversation.objects.get().version
    delivery = fails_to_send(message, TemporaryFailure("451 try later"))
    assert (delivery.state, delivery.attempts) == (DeliveryState.QUEUED, 1)
    assert (delivery.error, delivery.next_try_at) == ("451 try later", MONDAY_TEN + PAUSES[0])
    assert delivery.next_try_at == Reaction.objects.get().ready_at
    assert f"team.{message.conversation.team_id}" in heard
    assert Conversation.objects.get().version > version


def test_what_nobody_foresaw_is_seen_as_well(message: Message) -> None:
    delivery = fails_to_send(message, FileNotFoundError("a file is missing"))
    assert delivery.error == "a file is missing"
    assert Reaction.objects.count() == 1


def test_after_five_days_it_fails_for_good(message: Message) -> None:
    error = TemporaryFailure("451 try later")
    assert fails_to_send(message, error, tries=MOST_TRIES - 2).state == DeliveryState.QUEUED
    with assert_emits(MessageUndeliverable):
        delivery = fails_to_send(message, error, tries=MOST_TRIES - 1)
    assert (delivery.state, delivery.error) == (DeliveryState.FAILED, "451 try later")
    assert not Reaction.objects.exists()


def test_when_it_leaves_at_last_the_page_is_told(message: Message) -> None:
    fails_to_send(message, TemporaryFailure("451 try later"))
    version = Conversation.objects.get().version
    with clock.moved_to(MONDAY_TEN + PAUSES[0]):
        run_reactions()
    assert Delivery.objects.get(message=message).state == DeliveryState.SENT
    assert Conversation.objects.get().version > version
