"""How much may be said automatically to one recipient in one conversation."""

from datetime import datetime, timedelta

import pytest

from tillit.conversations import changes
from tillit.conversations.events import AutomaticMessageWithheld
from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine import post_automatically
from tillit.people.actor import Actor
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

ROBOT = Actor.system("test")


def say(conversation: Conversation, at: datetime) -> Message | None:
    held = changes.lock(conversation.pk)
    return post_automatically(conversation=held, by=ROBOT, text="Hi.", purpose="test", at=at)


def said(conversation: Conversation, every: timedelta, times: int) -> int:
    """How much is said, tried so often."""
    tries = [say(conversation, MONDAY_TEN + every * number) for number in range(times)]
    return sum(message is not None for message in tries)


def without_acknowledgement(desk: Desk) -> Conversation:
    conversation = writes(GRACE, desk.inbox, at=MONDAY_TEN - timedelta(days=1))
    conversation.messages.filter(automatic=True).delete()
    return conversation


def test_ten_in_ten_minutes(desk: Desk) -> None:
    assert said(without_acknowledgement(desk), timedelta(seconds=20), 25) == 10


def test_thirty_in_an_hour(desk: Desk) -> None:
    assert said(without_acknowledgement(desk), timedelta(seconds=75), 45) == 30


def test_later_there_is_room_again(desk: Desk) -> None:
    conversation = without_acknowledgement(desk)
    said(conversation, timedelta(seconds=1), 11)
    assert say(conversation, MONDAY_TEN + timedelta(minutes=9, seconds=59)) is None
    assert say(conversation, MONDAY_TEN + timedelta(minutes=10))


def test_another_conversation_is_not_held_back(desk: Desk) -> None:
    said(without_acknowledgement(desk), timedelta(seconds=1), 11)
    assert say(writes(DAAN, desk.inbox), MONDAY_TEN + timedelta(seconds=12))


def test_what_is_not_sent_is_told_with_its_reason(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    conversation = without_acknowledgement(desk)
    said(conversation, timedelta(seconds=1), 10)
    with assert_emits(AutomaticMessageWithheld), caplog.at_level("WARNING"):
        assert say(conversation, MONDAY_TEN + timedelta(seconds=11)) is None
    assert "said_enough" in caplog.text
    assert GRACE.email not in caplog.text
