"""Who is not asked, and why: it is kept, and told on the timeline."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tillit import clock
from tillit.conversations.models import Conversation
from tillit.feedback.actions import invite
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.models import Asking, Invitation, Outcome, Refusal, Survey
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def answered(desk: Desk) -> Conversation:
    conversation = writes(GRACE, desk.inbox, subject="Another matter")
    answers(desk.ada, conversation, at=MONDAY_TEN)
    return conversation


def outcomes() -> list[str]:
    return list(Asking.objects.order_by("id").values_list("outcome", flat=True))


def resting(days: int) -> Survey:
    survey = delivered(CONTACT)
    survey.quarantine_days = days
    survey.save()
    return survey


def test_who_was_asked_lately_rests_to_the_second(desk: Desk) -> None:
    resting(30)
    assert invite(conversation=answered(desk), agent=desk.ada)
    other, last = answered(desk), answered(desk)
    until = MONDAY_TEN + timedelta(days=30)
    assert not invite(conversation=other, agent=desk.ada, at=until - timedelta(seconds=1))
    assert invite(conversation=last, agent=desk.ada, at=until)
    assert outcomes() == [Outcome.ASKED, Outcome.QUARANTINE, Outcome.ASKED]


def test_who_was_not_asked_does_not_rest_from_it(desk: Desk) -> None:
    resting(30)
    invite(conversation=writes(GRACE, desk.inbox), agent=None)
    assert outcomes() == [Outcome.NO_ANSWER]
    assert invite(conversation=answered(desk), agent=desk.ada)


def test_a_refusal_beats_everything(desk: Desk) -> None:
    conversation = answered(desk)
    Refusal.objects.create(contact=conversation.contact, at=clock.now())
    assert not invite(conversation=conversation, agent=desk.ada)
    assert outcomes() == [Outcome.REFUSED]
    assert not Invitation.objects.exists()


def test_once_for_each_survey(desk: Desk) -> None:
    conversation = answered(desk)
    assert invite(conversation=conversation, agent=desk.ada)
    assert not invite(conversation=conversation, agent=desk.ada)
    assert outcomes() == [Outcome.ASKED, Outcome.ALREADY]


def test_of_a_hundred_so_many_are_drawn(desk: Desk) -> None:
    survey = resting(0)
    survey.share = 1
    survey.save()
    for _number in range(8):
        invite(conversation=answered(desk), agent=desk.ada)
    assert set(outcomes()) <= {Outcome.NOT_DRAWN, Outcome.ASKED}
    assert Outcome.NOT_DRAWN in outcomes()


@pytest.mark.django_db(transaction=True)
def test_two_contacts_that_end_at_the_same_instant_ask_once(desk: Desk) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    resting(30)
    first, second = answered(desk), answered(desk)
    asked, over = threading.Event(), threading.Event()

    def ask_and_linger() -> None:
        with transaction.atomic():
            invite(conversation=first, agent=desk.ada)
            asked.set()
            over.wait(0.3)
        connection.close()

    def ask_meanwhile() -> None:
        asked.wait(5)
        invite(conversation=second, agent=desk.ada)
        over.set()
        connection.close()

    threads = [threading.Thread(target=act) for act in (ask_and_linger, ask_meanwhile)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes() == [Outcome.ASKED, Outcome.QUARANTINE]
