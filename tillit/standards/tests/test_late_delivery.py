"""Between the click on Send and the mail leaving: what counts is the click."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.models import DeliveryState
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.standards.events import PromiseBroken
from tillit.standards.models import Clock, Promise, PromiseState
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import clicks_send, leaves, mails_leave, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

DUE = oslo("2026-06-01 14:00")
CLICK = oslo("2026-06-01 13:59")
MUCH_LATER = oslo("2026-06-01 16:00")


def test_a_reply_clicked_in_time_that_leaves_late_is_kept(desk: Desk) -> None:
    clicks_send(desk.ada, writes(GRACE, desk.inbox), at=CLICK)
    mails_leave(at=MUCH_LATER)
    promise = Promise.objects.get()
    assert (promise.state, promise.met_at) == (PromiseState.KEPT, CLICK)


def test_it_is_never_broken_meanwhile(desk: Desk) -> None:
    clicks_send(desk.ada, writes(GRACE, desk.inbox), at=CLICK)
    with clock.moved_to(MUCH_LATER):
        assert tick() == 0
    assert Promise.objects.get().state == PromiseState.RUNNING


def test_a_reply_clicked_exactly_when_due_is_not_broken_meanwhile_either(desk: Desk) -> None:
    clicks_send(desk.ada, writes(GRACE, desk.inbox), at=DUE)
    with clock.moved_to(MUCH_LATER):
        assert tick() == 0


def test_a_reply_clicked_too_late_protects_nothing(desk: Desk) -> None:
    clicks_send(desk.ada, writes(GRACE, desk.inbox), at=DUE + timedelta(seconds=1))
    with clock.moved_to(MUCH_LATER):
        assert tick() == 1


def test_an_acknowledgement_on_its_way_protects_nothing(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    assert conversation.messages.get(automatic=True).deliveries.get().state == DeliveryState.QUEUED
    with clock.moved_to(MUCH_LATER):
        assert tick() == 1


def test_a_reply_of_another_conversation_protects_nothing(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    other = writes(GRACE, desk.inbox, at=oslo("2026-06-01 10:05"))
    clicks_send(desk.ada, other, at=CLICK)
    with clock.moved_to(MUCH_LATER):
        assert tick() == 1


def test_a_reply_that_can_never_leave_protects_nothing(desk: Desk) -> None:
    message = clicks_send(desk.ada, writes(GRACE, desk.inbox), at=CLICK)
    message.deliveries.update(state=DeliveryState.FAILED)
    with clock.moved_to(MUCH_LATER), assert_emits(PromiseBroken):
        assert tick() == 1


def test_a_message_between_click_and_delivery_gets_a_promise_of_its_own(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    reply = clicks_send(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    between = oslo("2026-06-01 11:10")
    writes(GRACE, desk.inbox, at=between, answers=reply.external_id)
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 11:20"), answers=reply.external_id)
    mails_leave(at=oslo("2026-06-01 11:30"))
    first, second = Promise.objects.order_by("id")
    assert (first.state, first.met_at) == (PromiseState.KEPT, oslo("2026-06-01 11:00"))
    assert (second.clock, second.state) == (Clock.NEXT_RESPONSE, PromiseState.RUNNING)
    assert (second.started_at, second.due_at) == (between, oslo("2026-06-01 15:10"))
    conversation.refresh_from_db()
    assert conversation.next_due_at == second.due_at


def test_replies_that_leave_in_the_other_order_promise_nothing_new(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    one = clicks_send(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 11:10"), answers=one.external_id)
    other = clicks_send(desk.bo, conversation, at=oslo("2026-06-01 11:20"))
    for message in (other, one):
        leaves(message, at=oslo("2026-06-01 11:30"))
    promise = Promise.objects.get()
    assert (promise.state, promise.settled_at) == (PromiseState.KEPT, one.at)


def test_nothing_is_promised_in_what_was_resolved_meanwhile(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    reply = clicks_send(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 11:10"), answers=reply.external_id)
    at = oslo("2026-06-01 11:20")
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada), at=at)
    mails_leave(at=oslo("2026-06-01 11:30"))
    assert not Promise.objects.unsettled().exists()
