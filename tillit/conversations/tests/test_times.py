"""How long everything took, told from messages and the journal."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.models import Conversation
from tillit.conversations.spine import post
from tillit.conversations.times import times_of
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

HOUR = timedelta(hours=1)


def answered(desk: Desk, conversation: Conversation, after: timedelta) -> str:
    with clock.moved_to(MONDAY_TEN + after):
        by = Actor.agent(desk.ada)
        reply = post(conversation=conversation, by=by, agent=desk.ada, text="Here you are.")
        run_reactions()
    return reply.external_id


def test_waiting_is_counted_on_the_side_that_owes_the_next_step(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    first = answered(desk, conversation, HOUR)
    writes(GRACE, desk.inbox, at=MONDAY_TEN + 3 * HOUR, answers=first)
    answered(desk, conversation, 3.5 * HOUR)
    with clock.moved_to(MONDAY_TEN + 5 * HOUR):
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    conversation.refresh_from_db()
    times = times_of(conversation, as_of=MONDAY_TEN + 5 * HOUR)
    assert times.answers == [HOUR, 0.5 * HOUR]
    assert times.statuses.requester_wait == 1.5 * HOUR
    assert times.statuses.agent_wait == 3.5 * HOUR
    assert times.statuses.full_resolution == 5 * HOUR
    assert times.statuses.reopens == 0


def test_the_night_does_not_count(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, at=MONDAY_TEN + 6 * HOUR)
    answered(desk, conversation, 24 * HOUR)
    conversation.refresh_from_db()
    assert times_of(conversation, as_of=MONDAY_TEN + 24 * HOUR).answers == [2 * HOUR]
    assert conversation.first_response_business == 2 * 3600
    assert conversation.first_response_calendar == 18 * 3600
