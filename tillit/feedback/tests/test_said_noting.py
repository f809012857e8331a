"""Responses come on the board: those that deserve a look, and the good ones beside them."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.merging import merge
from tillit.conversations.models import CaseType, Conversation, Link, Message
from tillit.conversations.properties import move
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.models import FollowUp, Invitation, State
from tillit.feedback.said import following
from tillit.feedback.said.noting import note
from tillit.feedback.said.telling import place_of
from tillit.feedback.tests.inviting import about, asked, tire_nobody
from tillit.feedback.tests.saying import answers_with, be_anonymous, says
from tillit.people.actor import Actor
from tillit.people.models import Agent, Role, Team
from tillit.standards.models import Promise
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SLOW = "You were far too slow and nobody answered."


def pursued(follow_up: FollowUp) -> Conversation:
    assert follow_up.conversation
    return follow_up.conversation


@pytest.mark.parametrize(
    ("score", "comment", "state"),
    [
        (3, SLOW, State.NEW),
        (5, "Terrible, rude and slow.", State.NEW),
        (5, "Friendly and quick, thank you!", State.QUIET),
        (5, "", State.QUIET),
        (3, "", State.QUIET),
        (3, "I have a question about my bill.", State.NEW),
    ],
)
def test_who_is_dissatisfied_or_blames_is_new_and_the_rest_is_quiet(
    desk: Desk, score: int, comment: str, state: State
) -> None:
    assert says(desk, score, comment).state == state


def test_a_low_score_opens_a_conversation_with_a_promise_of_its_own(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    follow_up = answers_with(invitation, 1, SLOW)
    conversation, before = pursued(follow_up), about(invitation)
    assert conversation.pk != before.pk
    assert conversation.contact_id == before.contact_id
    assert conversation.case_type == CaseType.FEEDBACK
    assert Link.objects.filter(first=before, second=conversation).exists()
    (message,) = Message.objects.filter(conversation=conversation)
    assert message.text == f"{SLOW}\n\n[How did we do? Very bad]"
    promise = Promise.objects.filter(conversation=conversation, settled_at=None).first()
    assert promise is not None
    assert promise.due_at > MONDAY_TEN


def test_it_is_written_in_the_language_of_the_customer(desk: Desk) -> None:
    conversation = pursued(says(desk, 1, "Túl lassú volt.", customer=ZSOFIA))
    assert conversation.language == "hu"
    assert conversation.subject == "Az Ön válasza a kérdésünkre"


def test_nobody_gets_a_mail_that_confirms_what_was_no_mail(desk: Desk) -> None:
    conversation = pursued(says(desk, 1, SLOW))
    assert not Message.objects.filter(conversation=conversation, automatic=True).exists()


def test_there_is_one_however_often_the_answer_is_changed_or_looked_at(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    first = answers_with(invitation, 1, SLOW)
    number = Conversation.objects.count()
    again = answers_with(invitation, 2, "Still slow.")
    note(response=again.response_id, at=MONDAY_TEN)
    assert again.pk == first.pk
    assert Conversation.objects.count() == number


def test_an_answer_that_gets_worse_opens_one_then(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    assert answers_with(invitation, 5).conversation is None
    assert answers_with(invitation, 2).conversation is not None


def test_a_lead_can_switch_it_off(desk: Desk) -> None:
    survey = delivered(CONTACT)
    survey.opens_conversation = False
    survey.save()
    follow_up = says(desk, 1, SLOW)
    assert follow_up.conversation is None
    assert follow_up.state == State.NEW


def test_old_answers_come_on_the_board_and_open_nothing(desk: Desk) -> None:
    follow_up = says(desk, 5)
    follow_up.response.score = 1
    follow_up.response.save()
    follow_up.delete()
    noted = note(response=follow_up.response_id, at=MONDAY_TEN, opening=False)
    assert noted
    assert (noted.state, noted.conversation) == (State.NEW, None)


def test_whoever_has_the_conversation_looks_after_it_and_answering_answers(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    actions.assign(conversation=pursued(follow_up), to=desk.bo, by=Actor.agent(desk.ada))
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.assignee) == (State.ASSIGNED, desk.bo)
    answers(desk.bo, pursued(follow_up), at=oslo("2026-06-01 11:00"))
    follow_up.refresh_from_db()
    assert follow_up.state == State.ANSWERED


def test_giving_it_to_somebody_gives_the_conversation(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    for _twice in range(2):
        following.look_after(follow_up=follow_up, who=desk.bo, by=Actor.agent(desk.liv))
    follow_up.refresh_from_db()
    assert pursued(follow_up).assignee == desk.bo
    following.look_after(follow_up=follow_up, who=None, by=Actor.agent(desk.liv))
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.assignee) == (State.NEW, None)


def anonymously(desk: Desk, number: int) -> list[Invitation]:
    be_anonymous()
    people = [GRACE, DAAN, NORA, ZSOFIA]
    found = []
    for minute in range(number):
        with clock.moved_to(oslo(f"2026-06-03 10:0{minute}")):
            found.append(asked(people[minute % 4], desk, subject=f"Question {minute}"))
    return found


def test_anonymous_answers_wait_for_each_other_and_know_only_their_week(desk: Desk) -> None:
    tire_nobody()
    invitations = anonymously(desk, 6)
    with clock.moved_to(datetime(2026, 6, 4, 9, tzinfo=UTC)):
        for invitation in invitations[:4]:
            answers_with(invitation, 1, SLOW)
        assert not FollowUp.objects.visible_to(desk.ada).exists()
        answers_with(invitations[4], 5, "Friendly!")
        assert FollowUp.objects.visible_to(desk.ada).count() == 5
        sixth = answers_with(invitations[5], 1, SLOW)
    assert sixth.state == State.HELD
    assert {one.said_at for one in FollowUp.objects.all()} == {oslo("2026-06-01 00:00")}
    assert FollowUp.objects.filter(conversation=None).count() == 6


def test_the_answer_of_somebody_who_was_erased_opens_nothing(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    invitation.contact = invitation.conversation = None
    invitation.save()
    follow_up = answers_with(invitation, 1, SLOW)
    run_reactions()
    assert follow_up.conversation is None


def test_what_went_into_another_conversation_is_answered_and_told_there(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    into = writes(GRACE, desk.inbox, subject="About the same")
    merge(source=pursued(follow_up), into=into, by=Actor.agent(desk.ada))
    follow_up.refresh_from_db()
    assert place_of(follow_up) == into
    answers(desk.bo, into, at=oslo("2026-06-01 11:00"))
    follow_up.refresh_from_db()
    assert follow_up.state == State.ANSWERED


def test_nobody_gives_away_a_conversation_of_another_team(client: Client, desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    store = Team.objects.create(name="Store")
    store.members.add(desk.eve)
    move(conversation=pursued(follow_up), to=store, by=Actor.agent(desk.ada))
    client.force_login(desk.ada)
    answer = client.post(f"/said/{follow_up.pk}/assignment/", {"agent": str(desk.ada.pk)})
    assert answer.status_code == 404
    follow_up.refresh_from_db()
    assert pursued(follow_up).assignee is None


def test_light_agents_are_given_nothing(client: Client, desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    Agent.objects.filter(pk=desk.bo.pk).update(role=Role.LIGHT)
    client.force_login(desk.ada)
    answer = client.post(f"/said/{follow_up.pk}/assignment/", {"agent": str(desk.bo.pk)})
    assert answer.status_code == 404


def test_a_complaint_in_words_opens_a_conversation_unless_the_score_is_good(desk: Desk) -> None:
    tire_nobody()
    words = "Terrible service, I waited two weeks and nobody answered. Very disappointed."
    middling = says(desk, 3, words)
    assert middling.conversation
    assert says(desk, 5, words, customer=NORA).conversation is None
    assert says(desk, 3, "It was fine.", customer=DAAN).conversation is None
    assert says(desk, 3, "", customer=ZSOFIA).conversation is None
