"""Where a message belongs: by token, by reference, by number with a known participant."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tillit.conversations import reply_tokens
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Conversation
from tillit.conversations.spine import receive
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Customer, Desk, open_inbox, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LATER = MONDAY_TEN + timedelta(hours=1)


def envelope(customer: Customer, **fields: object) -> Envelope:
    words = {"sender_address": customer.email, "sender_name": customer.name, "text": "And now?"}
    return Envelope(**{**words, **fields})  # type: ignore[arg-type]


def test_a_token_brings_an_answer_home_from_another_address(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    token = reply_tokens.make(conversation.pk, GRACE.email)
    answer = envelope(GRACE, sender_address="grace.private@other.example", tokens=(token,))
    assert receive(answer, inbox=desk.inbox, at=LATER).conversation == conversation


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1] + "a" * (t[-1] != "a"), lambda t: "c9" + t[2:]]
)
def test_a_token_that_we_did_not_make_is_none(desk: Desk, change: Callable[[str], str]) -> None:
    token = reply_tokens.make(1042, GRACE.email)
    assert reply_tokens.conversation_of(token) == 1042
    assert reply_tokens.conversation_of(token.upper()) == 1042
    forged = change(token)
    assert forged == token or reply_tokens.conversation_of(forged) is None


def test_a_token_of_another_inbox_opens_nothing_here(desk: Desk) -> None:
    elsewhere = open_inbox("Other", desk.team, "other@desk.example")
    conversation = writes(GRACE, elsewhere)
    answer = envelope(DAAN, tokens=(reply_tokens.make(conversation.pk, GRACE.email),))
    assert receive(answer, inbox=desk.inbox, at=LATER).conversation != conversation


def test_a_number_with_a_known_participant_is_enough(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answer = envelope(GRACE, subject=f"About #{conversation.pk}", numbers=(conversation.pk,))
    assert receive(answer, inbox=desk.inbox, at=LATER).conversation == conversation


def test_a_stranger_who_guesses_a_number_gets_a_conversation_of_his_own(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    before = conversation.messages.count()
    guess = envelope(DAAN, subject=f"Re: #{conversation.pk}", numbers=(conversation.pk,))
    received = receive(guess, inbox=desk.inbox, at=LATER)
    assert received.new
    assert received.conversation.mentions == conversation
    assert Conversation.objects.get(pk=conversation.pk).messages.count() == before
