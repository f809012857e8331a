"""What people do in tests, each at an instant: agents answer, mails leave, mails come back."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tillit import clock
from tillit.channels.email.stand_in import sending_through
from tillit.conversations.channels import PermanentFailure
from tillit.conversations.deliveries import send, undeliverable
from tillit.conversations.models import Conversation, Delivery, DeliveryRole, Message
from tillit.conversations.spine import post
from tillit.journal.models import Lane
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.journal import run_reactions

OSLO = ZoneInfo("Europe/Oslo")


def oslo(text: str) -> datetime:
    """An instant by the clock on the wall in Oslo: `oslo("2026-06-01 10:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


def clicks_send(
    agent: Agent, conversation: Conversation, *, at: datetime, text: str = "We are on it."
) -> Message:
    """An agent presses Send; the reply has not left yet."""
    return post(conversation=conversation, by=Actor.agent(agent), agent=agent, text=text, at=at)


def mails_leave(*, at: datetime) -> None:
    """The worker carries out what waits at this instant; all mails are accepted."""
    with clock.moved_to(at):
        run_reactions()


def leaves(message: Message, *, at: datetime, role: str = DeliveryRole.TO) -> None:
    """One mail is accepted by the sending server, whatever else still waits."""
    with clock.moved_to(at), sending_through(lambda delivery: None):
        finish = send(message.deliveries.get(role=role))
    if finish:
        finish()


def fails(message: Message, *, at: datetime) -> None:
    """One mail is refused for good by the sending server."""
    with clock.moved_to(at), sending_through(_refuse):
        finish = send(message.deliveries.get(role=DeliveryRole.TO))
    if finish:
        finish()


def tries_in_vain(error: Exception, *, at: datetime) -> int:
    """The worker tries to send one mail, and meets an error; the number of those tried."""

    def refuse(delivery: Delivery) -> None:
        raise error

    with clock.moved_to(at), sending_through(refuse):
        return work_off(Lane.SLOW, batch=1)


def _refuse(delivery: Delivery) -> None:
    raise PermanentFailure("550 no such mailbox")


def answers(
    agent: Agent,
    conversation: Conversation,
    *,
    at: datetime,
    left_at: datetime | None = None,
    text: str = "We are on it.",
) -> Message:
    """An agent presses Send, and the reply leaves at once (or at `left_at`)."""
    message = clicks_send(agent, conversation, at=at, text=text)
    mails_leave(at=left_at or at)
    return message


def bounces(message: Message, *, at: datetime) -> None:
    """A reply that had left comes back."""
    undeliverable(message.deliveries.get(role=DeliveryRole.TO), error="550 no such mailbox", at=at)
