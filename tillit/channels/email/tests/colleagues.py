"""A colleague who has a conversation, is mailed what the customer writes, and answers by mail."""

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from tillit.channels.email.composing_for_colleagues import compose_for_colleague
from tillit.channels.email.tests import filing
from tillit.channels.email.tests.letters import letter
from tillit.conversations import actions
from tillit.conversations.colleagues import Doubt
from tillit.conversations.events import ColleagueDoubted
from tillit.conversations.models import Conversation, Delivery, DeliveryRole, Message, Parcel
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

LATER = MONDAY_TEN + timedelta(minutes=30)


def tell(desk: Desk, agent: Agent) -> EmailMessage:
    agent.mails_assigned = True
    agent.save()
    conversation = writes(GRACE, desk.inbox, message_id="<one@customer.example>")
    actions.assign(conversation=conversation, to=agent, by=Actor.agent(agent))
    writes(
        GRACE,
        desk.inbox,
        at=MONDAY_TEN + timedelta(minutes=5),
        text="And the handle as well?",
        answers="<one@customer.example>",
    )
    return received(Delivery.objects.get(role=DeliveryRole.COLLEAGUE))


def received(delivery: Delivery) -> EmailMessage:
    """The mail as the colleague's program reads it."""
    mail = message_from_bytes(compose_for_colleague(delivery).as_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def answer(told: EmailMessage, body: str = "The handle as well.\n", **headers: str) -> bytes:
    """Ada's mail program answers."""
    quoted = "\nOn Mon, 1 Jun 2026 at 10:05, Desk wrote:\n> And the handle as well?\n"
    given = {
        "From": "Ada <ada@desk.example>",
        "To": str(told["Reply-To"]),
        "Subject": f"Re: {told['Subject']}",
        "Date": "Mon, 1 Jun 2026 10:30:00 +0200",
        "Message_ID": "<answer@desk.example>",
        "In_Reply_To": str(told["Message-ID"]),
    }
    return letter(body + quoted, **{**given, **headers})


def filed(desk: Desk, raw: bytes) -> Parcel:
    """A mail comes in half an hour after Grace's."""
    return filing.filed(desk, raw, at=LATER)


def replies() -> list[Message]:
    return list(Message.objects.human_replies().order_by("id"))


def doubts() -> list[str]:
    told = Event.objects.filter(kind=ColleagueDoubted.kind()).order_by("id")
    return [event.data["doubt"] for event in told]


def assert_not_posted(desk: Desk, parcel: Parcel, *expected: Doubt) -> Message:
    """It became what a stranger's mail would become."""
    assert replies() == []
    assert doubts() == [doubt.value for doubt in expected]
    assert parcel.message
    assert parcel.message.kind == "incoming"
    assert parcel.message.agent is None
    grace = Conversation.objects.order_by("id").first()
    assert grace
    assert grace.address == GRACE.email
    return parcel.message


def go(desk: Desk, how: str) -> None:
    if how == "left":
        desk.team.members.remove(desk.ada)
    elif how == "deactivated":
        Agent.objects.filter(pk=desk.ada.pk).update(is_active=False)
    else:
        Agent.objects.filter(pk=desk.ada.pk).update(mails_assigned=False)
