"""What a message that has not left waits for, and what may be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tillit import clock
from tillit.conversations.addresses import act_from
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryState,
    Message,
    MessageKind,
)
from tillit.people.models import Agent
from tillit.people.policy import Verb, may


class Wait(StrEnum):
    """Why it has not left."""

    UNDO = "undo"
    SCHEDULED = "scheduled"
    RETRY = "retry"


@dataclass(frozen=True)
class Departure:
    """A message that waits, as the page shows it.

    `at` is when it leaves or is tried again. `late`: that is after the promised time; `overtaken`:
    the customer has written since.
    """

    wait: Wait
    at: datetime
    seconds: float
    withdrawal_url: str
    departure_url: str
    attempt_url: str
    reason: str = ""
    attempts: int = 0
    late: bool = False
    overtaken: bool = False


class Departures:
    """The departures of some messages of a conversation, as one agent sees them."""

    def __init__(
        self, conversation: Conversation, said: Iterable[Message], agent: Agent, view: str
    ) -> None:
        self._conversation = conversation
        self._said = said
        self._agent = agent
        self._view = view
        self.may_answer = may(agent, Verb.ANSWER)

    def of(self, message: Message) -> Departure | None:
        """What it waits for; None when it has left, or when the agent can do nothing about it.

        A reply is undone by its writer; what is scheduled may be stopped by every colleague.
        """
        queued = [one for one in message.deliveries.all() if one.state == DeliveryState.QUEUED]
        if not queued or not self.may_answer:
            return None
        if message.leaves_at is not None and message.leaves_at > clock.now():
            if message.scheduled:
                return self._scheduled(message, message.leaves_at)
            mine = message.agent_id == self._agent.pk
            return self._waiting(Wait.UNDO, message, message.leaves_at) if mine else None
        failing = next((one for one in queued if one.attempts), None)
        return self._failing(message, failing) if failing else None

    def _scheduled(self, message: Message, leaves_at: datetime) -> Departure:
        due = self._conversation.next_due_at
        return replace(
            self._waiting(Wait.SCHEDULED, message, leaves_at),
            late=due is not None and leaves_at > due,
            overtaken=any(_is_news(one) and one.pk > message.pk for one in self._said),
        )

    def _failing(self, message: Message, delivery: Delivery) -> Departure:
        departure = self._waiting(Wait.RETRY, message, delivery.next_try_at or clock.now())
        return replace(departure, reason=delivery.error, attempts=delivery.attempts)

    def _waiting(self, wait: Wait, message: Message, at: datetime) -> Departure:
        return Departure(
            wait,
            at,
            seconds=max(0.0, (at - clock.now()).total_seconds()),
            withdrawal_url=self._url("withdrawal", message),
            departure_url=self._url("departure", message),
            attempt_url=self._url("attempt", message),
        )

    def _url(self, name: str, message: Message) -> str:
        return act_from(self._view, name, message.conversation_id, message.pk)


def _is_news(message: Message) -> bool:
    return message.kind == MessageKind.INCOMING and not message.automatic
