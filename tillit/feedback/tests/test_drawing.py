"""Asking a random share of the customers each quarter: drawn once, asked once, nobody left out."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.models import Conversation, Message, Status
from tillit.feedback import drawing
from tillit.feedback.actions import is_drawn
from tillit.feedback.delivered import CONTACT, RELATIONSHIP, delivered
from tillit.feedback.models import Asking, Draw, Invitation, Outcome, Refusal, Survey
from tillit.people.actor import Actor
from tillit.standards.models import Promise
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, ZSOFIA, Customer, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LATER = MONDAY_TEN + timedelta(days=100)


def helped(customer: Customer, desk: Desk) -> Conversation:
    conversation = writes(customer, desk.inbox, subject="A question")
    answers(desk.ada, conversation, at=MONDAY_TEN)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    return conversation


def many(desk: Desk, number: int) -> None:
    for one in range(number):
        helped(Customer(f"C{one}", f"c{one}@customer.example", "en", "Hello"), desk)


def quarterly(share: int = 100) -> Survey:
    survey = delivered(RELATIONSHIP)
    survey.every_months, survey.next_at, survey.share = 3, LATER, share
    survey.save()
    return survey


def drawn() -> int:
    """The worker at the time of the draw, until nothing is left."""
    looked_at = 0
    with clock.moved_to(LATER):
        while found := drawing.draw_now():
            looked_at += found
    return looked_at


def outcomes(survey: Survey) -> list[str]:
    return list(Asking.objects.filter(survey=survey).values_list("outcome", flat=True))


def test_each_customer_is_asked_in_their_language_and_nobody_has_to_answer(desk: Desk) -> None:
    conversations = [helped(one, desk) for one in (GRACE, NORA, ZSOFIA)]
    survey, promises = quarterly(), Promise.objects.count()
    assert drawn() == 3
    asked = Invitation.objects.filter(survey=survey)
    assert {one.language for one in asked} == {"en", "nb", "hu"}
    assert Promise.objects.count() == promises
    for one in conversations:
        one.refresh_from_db()
        assert (one.status, one.waits_since) == (Status.RESOLVED, None)
    mail = Message.objects.filter(conversation=conversations[0], purpose="survey").latest("id")
    assert "recommend us" in mail.text
    assert "we have closed" not in mail.text


def test_before_its_day_nobody_is_asked(desk: Desk) -> None:
    helped(GRACE, desk)
    survey = quarterly()
    with clock.moved_to(LATER - timedelta(seconds=1)):
        assert drawing.draw_now() == 0
    assert not Draw.objects.exists()
    assert outcomes(survey) == []


def test_the_next_time_keeps_its_hour_at_home(desk: Desk) -> None:
    survey = quarterly()
    survey.next_at = oslo("2026-08-31 09:00")
    survey.save()
    drawn()
    survey.refresh_from_db()
    assert survey.next_at == oslo("2026-11-30 09:00")


def test_who_refuses_or_was_asked_lately_is_not_asked_and_it_is_kept(desk: Desk) -> None:
    refusing, resting = helped(GRACE, desk), helped(NORA, desk)
    Refusal.objects.create(contact=refusing.contact, at=MONDAY_TEN)
    Asking.objects.create(
        survey=delivered(CONTACT),
        contact=resting.contact,
        team=desk.team,
        outcome=Outcome.ASKED,
        at=LATER - timedelta(days=90) + timedelta(seconds=1),
    )
    survey = quarterly()
    drawn()
    assert sorted(outcomes(survey)) == [Outcome.QUARANTINE, Outcome.REFUSED]
    assert not Invitation.objects.filter(survey=survey).exists()


def test_the_lot_falls_on_a_share_of_them_and_can_be_followed(desk: Desk) -> None:
    many(desk, 40)
    survey = quarterly(share=30)
    assert drawn() == 40
    draw = Draw.objects.get()
    asked = set(Invitation.objects.filter(survey=survey).values_list("contact_id", flat=True))
    contacts = set(Conversation.objects.values_list("contact_id", flat=True))
    assert asked == {one for one in contacts if is_drawn(draw, one)}
    assert outcomes(survey).count(Outcome.NOT_DRAWN) == 40 - len(asked)
    share = sum(is_drawn(Draw(seed="a seed", share=30), one) for one in range(10_000)) / 10_000
    assert share == pytest.approx(0.3, abs=0.02)


def test_a_worker_that_is_killed_asks_nobody_twice_and_leaves_nobody_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(desk, 25)
    survey, invite, calls = quarterly(), drawing.invite, []

    def killed_in_the_middle(**given: object) -> None:
        calls.append(given)
        if len(calls) == 15:
            raise KeyboardInterrupt
        invite(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(drawing, "invite", killed_in_the_middle)
    with pytest.raises(KeyboardInterrupt):
        drawn()
    assert len(outcomes(survey)) == 10
    drawn()
    contacts = Invitation.objects.filter(survey=survey).values_list("contact_id", flat=True)
    assert len(contacts) == len(set(contacts)) == 25
    assert Draw.objects.get().done_at == LATER


def test_next_time_they_are_asked_again(desk: Desk) -> None:
    helped(GRACE, desk)
    survey = quarterly()
    drawn()
    with clock.moved_to(LATER + timedelta(days=93)):
        while drawing.draw_now():
            pass
    assert Invitation.objects.filter(survey=survey).count() == 2
