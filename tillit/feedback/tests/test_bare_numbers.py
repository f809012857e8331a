"""A mail that answers a survey with the bare number counts, and nobody has to answer it."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations.models import Conversation, Message, MessageKind, Status
from tillit.feedback.answering import rated, save_response
from tillit.feedback.models import Invitation, Response
from tillit.feedback.tests.inviting import about, asked
from tillit.standards.models import Promise
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LATER = MONDAY_TEN + timedelta(hours=2)


def replies(invitation: Invitation, desk: Desk, text: str, who: object = GRACE) -> Message:
    """The customer answers the mail that asked."""
    mail = Message.objects.get(conversation=about(invitation), purpose="survey")
    writes(who, desk.inbox, at=LATER, text=text, answers=mail.external_id)  # type: ignore[arg-type]
    return Message.objects.filter(kind=MessageKind.INCOMING).latest("id")


@pytest.mark.parametrize("text", ["5", " 5 ", "5.", "5!", "(5)", "5/5", "5 / 5", "05"])
def test_the_bare_number_is_an_answer(desk: Desk, text: str) -> None:
    invitation = asked(GRACE, desk)
    replies(invitation, desk, text)
    response = Response.objects.get()
    assert (response.invitation, response.score, response.at) == (invitation, 5, LATER)


def test_it_opens_nothing_and_promises_nothing(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    promises = Promise.objects.count()
    message = replies(invitation, desk, "4")
    conversation = about(invitation)
    conversation.refresh_from_db()
    assert conversation.status == Status.RESOLVED
    assert conversation.waits_since is None
    assert Promise.objects.count() == promises
    assert (message.text, message.conversation) == ("4", conversation)


@pytest.mark.parametrize(
    "text",
    [
        "6",
        "0",
        "55",
        "4/10",
        "5/6",
        "5, but no lid",
        "It was a 5",
        "5\n\nWhere is my lid?",
        "-5",
    ],
)
def test_what_says_more_is_a_message(desk: Desk, text: str) -> None:
    invitation = asked(GRACE, desk)
    replies(invitation, desk, text)
    assert not Response.objects.exists()
    conversation = about(invitation)
    conversation.refresh_from_db()
    assert conversation.status == Status.OPEN


def test_it_changes_an_answer_and_keeps_the_words(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    save_response(invitation=invitation, given=rated(2, "Slow"))
    replies(invitation, desk, "4")
    response = Response.objects.get()
    assert (response.score, response.comment) == (4, "Slow")


def test_after_it_has_closed_it_is_a_message(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    with clock.moved_to(MONDAY_TEN + timedelta(days=31)):
        replies(invitation, desk, "5")
    assert not Response.objects.exists()


def test_a_number_that_answers_something_else_is_a_message(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    first = Message.objects.filter(conversation=about(invitation)).earliest("id")
    writes(GRACE, desk.inbox, at=LATER, text="5", answers=first.external_id)
    assert not Response.objects.exists()


def test_a_stranger_cannot_vote_for_somebody_else(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    promises = Promise.objects.count()
    message = replies(invitation, desk, "1", who=DAAN)
    assert not Response.objects.exists()
    assert (message.purpose, Promise.objects.count()) == ("", promises + 1)


def test_however_old_the_conversation_is_that_carried_the_question(desk: Desk) -> None:
    """Whoever is drawn is asked in a conversation that ended long ago."""
    invitation = asked(GRACE, desk)
    conversation = about(invitation)
    Conversation.objects.update(resolved_at=LATER - timedelta(days=43))
    conversations, promises = Conversation.objects.count(), Promise.objects.count()
    message = replies(invitation, desk, "5")
    assert Response.objects.get().score == 5
    assert message.conversation == conversation
    assert (Conversation.objects.count(), Promise.objects.count()) == (conversations, promises)
    replies(invitation, desk, "5, but where is my lid?")
    assert Conversation.objects.count() == conversations + 1
