"""Replies that leave in another order than they were clicked in: the click counts."""

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.deliveries import undeliverable
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.standards.models import PromiseState
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.steps import clicks_send, leaves, oslo

pytestmark = pytest.mark.django_db

ASKED = oslo("2026-06-01 10:00")


def test_a_reply_clicked_in_time_is_kept_though_a_later_one_left_first(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, at=ASKED)
    slow = clicks_send(desk.ada, conversation, at=oslo("2026-06-01 13:50"))
    quick = clicks_send(desk.bo, conversation, at=oslo("2026-06-01 14:10"))
    leaves(quick, at=oslo("2026-06-01 14:11"))
    leaves(slow, at=oslo("2026-06-01 14:30"))
    promise = conversation.promises.get()
    assert promise.state == PromiseState.KEPT
    assert promise.met_at == slow.at
    conversation.refresh_from_db()
    assert conversation.first_answered_at == slow.at
    assert conversation.next_due_at is None


def test_resolving_does_not_cancel_what_was_answered_already(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, at=ASKED)
    reply = clicks_send(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 11:10"), answers=reply.external_id)
    with clock.moved_to(oslo("2026-06-01 11:20")):
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    leaves(reply, at=oslo("2026-06-01 11:30"))
    promise = conversation.promises.order_by("id").first()
    assert promise is not None
    assert (promise.state, promise.met_at) == (PromiseState.KEPT, reply.at)


def test_when_the_first_answer_bounces_the_second_is_the_first(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, at=ASKED)
    first = clicks_send(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    leaves(first, at=oslo("2026-06-01 11:00"))
    second = clicks_send(desk.bo, conversation, at=oslo("2026-06-01 12:00"))
    leaves(second, at=oslo("2026-06-01 12:00"))
    undeliverable(first.deliveries.get(), error="no such user", at=oslo("2026-06-01 12:30"))
    conversation.refresh_from_db()
    assert conversation.first_answered_at == second.at
    assert conversation.first_answered_by == desk.bo
    with clock.moved_to(oslo("2026-06-02 12:00")):
        tick()
    assert conversation.promises.get().state == PromiseState.KEPT
