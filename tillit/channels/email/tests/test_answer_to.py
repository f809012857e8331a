"""Whom a mail is from and where answers go: Reply-To is honoured, and never leads to ourselves."""

import pytest

from tillit.channels.email.channel import EmailChannel
from tillit.channels.email.tests import filing
from tillit.channels.email.tests.letters import letter
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.models import Conversation
from tillit.conversations.spine import post
from tillit.people.actor import Actor
from tillit.testing.cast import Desk, open_inbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

GRACE = "grace@customer.example"
ASSISTANT = "assistant@customer.example"


def envelope(**headers: str) -> Envelope:
    return EmailChannel().parse(letter(**headers))


def filed(desk: Desk, **headers: str) -> Conversation:
    parcel = filing.filed(desk, letter(**headers))
    assert parcel.message
    return parcel.message.conversation


def test_answers_go_to_reply_to_and_the_contact_stays_from(desk: Desk) -> None:
    conversation = filed(desk, Reply_To=f"My assistant <{ASSISTANT.upper()}>")
    assert conversation.address == ASSISTANT
    assert conversation.contact.identities.get().value == GRACE
    reply = post(conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="Yes.")
    assert [one.recipient for one in reply.deliveries.all()] == [ASSISTANT]


@pytest.mark.parametrize(
    "reply_to",
    [
        "",
        GRACE,
        "support@desk.example",
        "Support <support+c1-abcdefghijklmnopqrstuv@desk.example>",
        "one@customer.example, two@customer.example",
        "not an address",
        "a@b",
        "no-reply@customer.example",
        "=?utf-8?q?grace?=",
    ],
)
def test_otherwise_answers_go_to_from(desk: Desk, reply_to: str) -> None:
    found = envelope(Reply_To=reply_to)
    assert (found.sender_address, found.address) == (GRACE, GRACE)


def test_our_own_address_beside_one_other_is_no_choice(desk: Desk) -> None:
    assert envelope(Reply_To=f"support@desk.example, {ASSISTANT}").address == ASSISTANT


@pytest.mark.parametrize("sender", ["support@desk.example", "sales@desk.example"])
def test_a_web_form_that_writes_as_ourselves_is_from_the_customer(desk: Desk, sender: str) -> None:
    open_inbox("Sales", desk.team, "sales@desk.example")
    conversation = filed(desk, From=f"Contact form <{sender}>", Reply_To=f"Grace <{GRACE}>")
    assert conversation.contact.identities.get().value == GRACE
    assert (conversation.contact.name, conversation.address) == ("Grace", GRACE)
    assert conversation.messages.filter(automatic=True).get().address == GRACE


def test_a_form_that_writes_as_nobody_is_from_the_customer(desk: Desk) -> None:
    found = envelope(From="Shop <no-reply@shop.example>", Reply_To=f"Grace <{GRACE}>")
    assert (found.sender_address, found.sender_name, found.address) == (GRACE, "Grace", GRACE)


@pytest.mark.parametrize("reply_to", ["", "support@desk.example"])
def test_what_we_write_to_ourselves_is_never_answered_automatically(
    desk: Desk, reply_to: str
) -> None:
    mail = {"From": "Support@desk.example", "Reply_To": reply_to}
    assert envelope(**mail).robot is Robot.LIST
    assert not filed(desk, **mail).messages.filter(automatic=True).exists()


def test_a_later_mail_may_move_the_answers(desk: Desk) -> None:
    conversation = filed(desk, Message_ID="<one@customer.example>")
    again = filed(desk, In_Reply_To="<one@customer.example>", Reply_To=ASSISTANT)
    assert again == conversation
    assert again.address == ASSISTANT
