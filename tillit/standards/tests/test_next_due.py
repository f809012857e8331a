"""Whatever people do, in whatever order: lists know the earliest promise that waits."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.models import Conversation, Delivery, DeliveryState, Message, MessageKind
from tillit.conversations.spine import post, receive
from tillit.people.actor import Actor
from tillit.standards.models import Promise, PromiseState
from tillit.standards.promises import break_overdue
from tillit.testing.cast import GRACE, MONDAY_TEN, open_desk, writes
from tillit.testing.steps import bounces, clicks_send, fails, leaves

ENOUGH = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
FIRST = "<first@customer.example>"
minutes = st.integers(1, 150)


class OneConversation(RuleBasedStateMachine):
    """A conversation to which things happen, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = MONDAY_TEN

    def teardown(self) -> None:
        """Leave nothing for the next one."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begins(self) -> None:
        self.desk = open_desk()
        self.number = writes(GRACE, self.desk.inbox, message_id=FIRST).pk

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.get(pk=self.number)

    def replies(self, state: DeliveryState) -> list[Message]:
        sent = Delivery.objects.filter(state=state, message__automatic=False).order_by("id")
        return [delivery.message for delivery in sent.select_related("message")]

    @rule(passed=minutes)
    def time_passes(self, passed: int) -> None:
        self.now += timedelta(minutes=passed)

    @rule(passed=minutes)
    def the_clock_looks(self, passed: int) -> None:
        self.now += timedelta(minutes=passed)
        break_overdue(now=self.now)

    @rule()
    def the_customer_writes(self) -> None:
        self.now += timedelta(minutes=1)
        writes(GRACE, self.desk.inbox, at=self.now, answers=FIRST)

    @rule()
    def a_machine_answers(self) -> None:
        away = Envelope(
            GRACE.email, text="Away", language="en", references=(FIRST,), robot=Robot.AUTO_REPLY
        )
        receive(away, inbox=self.desk.inbox, at=self.now)

    @rule()
    def an_agent_clicks_send(self) -> None:
        self.now += timedelta(minutes=1)
        clicks_send(self.desk.ada, self.conversation, at=self.now)

    @rule()
    def an_agent_writes_a_note(self) -> None:
        by = Actor.agent(self.desk.bo)
        post(conversation=self.conversation, by=by, text="Hm.", note=True, at=self.now)

    @rule(choice=st.integers(0, 3))
    @precondition(lambda self: self.replies(DeliveryState.QUEUED))
    def a_reply_leaves(self, choice: int) -> None:
        waiting = self.replies(DeliveryState.QUEUED)
        leaves(waiting[choice % len(waiting)], at=self.now)

    @rule()
    @precondition(lambda self: self.replies(DeliveryState.QUEUED))
    def a_reply_is_refused(self) -> None:
        fails(self.replies(DeliveryState.QUEUED)[0], at=self.now)

    @rule(choice=st.integers(0, 3))
    @precondition(lambda self: self.replies(DeliveryState.SENT))
    def a_reply_bounces(self, choice: int) -> None:
        arrived = self.replies(DeliveryState.SENT)
        bounces(arrived[choice % len(arrived)], at=self.now)

    @rule(needed=st.booleans())
    def an_agent_resolves(self, needed: bool) -> None:
        by = Actor.agent(self.desk.ada)
        actions.resolve(
            conversation=self.conversation, by=by, no_reply_needed=not needed, at=self.now
        )

    @rule()
    def an_agent_reopens(self) -> None:
        actions.reopen(conversation=self.conversation, by=Actor.agent(self.desk.liv))

    @invariant()
    def lists_know_the_earliest_promise_that_waits(self) -> None:
        conversation = self.conversation
        first = conversation.promises.unsettled().order_by("due_at").first()
        shown = (conversation.next_due_from, conversation.warn_at, conversation.next_due_at)
        wanted = (first.started_at, first.warn_at, first.due_at) if first else (None, None, None)
        assert shown == wanted

    @invariant()
    def every_promise_agrees_with_itself(self) -> None:
        for promise in Promise.objects.all():
            running = promise.state == PromiseState.RUNNING
            kept = promise.state == PromiseState.KEPT
            assert running == (promise.decided_at is None)
            assert not (running and promise.settled_at)
            if kept:
                assert promise.decided_at == promise.met_at
                assert promise.met_at
                assert promise.met_at <= promise.due_at
            if promise.state == PromiseState.BROKEN:
                assert promise.decided_at == promise.due_at
            assert promise.lines(clock.now())[-1].end == promise.due_at

    @invariant()
    def whoever_waits_in_an_open_conversation_has_a_promise(self) -> None:
        conversation = self.conversation
        said = conversation.messages.filter(automatic=False).exclude(kind=MessageKind.NOTE)
        arrived = said.exclude(deliveries__state__in=[DeliveryState.QUEUED, DeliveryState.FAILED])
        last = arrived.order_by("-at", "-id").first()
        if conversation.is_open and last and last.kind == MessageKind.INCOMING:
            assert conversation.promises.unsettled().exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("monday_ten")
def test_lists_know_the_earliest_promise_whatever_happens() -> None:
    run_state_machine_as_test(OneConversation, settings=ENOUGH)
