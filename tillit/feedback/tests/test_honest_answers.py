"""Nothing that customers answer is lost, made up, or said by somebody else in their name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tillit import clock
from tillit.conversations.models import Message, MessageKind
from tillit.conversations.originals import original_of
from tillit.feedback.actions import invite
from tillit.feedback.answering import AlreadyAnonymous, Given, Said, rated, read, save_response
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.keeping import keep_survey
from tillit.feedback.mails import address_of
from tillit.feedback.models import Asking, FollowUp, Invitation, Outcome, Response, State
from tillit.feedback.questionnaire import Condition, Kind, Part, Question, Questionnaire, Test
from tillit.feedback.said import following
from tillit.feedback.said.events import FollowUpMoved
from tillit.feedback.said.showing import scores_of
from tillit.feedback.tests.inviting import about, asked, refusal_of
from tillit.feedback.tests.saying import answers_with, be_anonymous
from tillit.people.actor import Actor
from tillit.people.models import BlockedSender, Identity
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

WORDS = {"en": "What do you say?"}
BOTH = (
    Question("how", Kind.CSAT, {"en": "How did we do?"}),
    Question("likely", Kind.NPS, {"en": "Would you recommend us?"}),
    Question("more", Kind.TEXT, WORDS),
)


def asks(*questions: Question) -> None:
    """From now on this is asked after a contact."""
    by = Actor.system("test")
    keep_survey(survey=delivered(CONTACT), questionnaire=Questionnaire(questions), by=by)


def said(invitation: Invitation, *given: Said) -> FollowUp:
    response = save_response(invitation=invitation, given=Given(given))
    run_reactions()
    return FollowUp.objects.get(response=response)


def opened(follow_up: FollowUp) -> str:
    """The words of the conversation that was opened for it."""
    assert follow_up.conversation
    return Message.objects.get(conversation=follow_up.conversation).text


def test_the_lowest_score_decides_whichever_question_it_is_to(desk: Desk) -> None:
    asks(*BOTH)
    found = said(asked(GRACE, desk), Said("how", score=4), Said("likely", score=0))
    assert found.state != State.QUIET
    assert opened(found) == "[How did we do? Good]\n[Would you recommend us? 0 / 10]"


def test_each_score_is_shown_as_what_it_is(desk: Desk) -> None:
    asks(*BOTH)
    invitation = asked(GRACE, desk)
    both = said(invitation, Said("how", score=5), Said("likely", score=2))
    assert [(one["words"], one["tone"]) for one in scores_of(both)] == [
        ("Very good", "ok"),
        ("Recommendation: 2 of 10", "bad"),
    ]
    alike = said(invitation, Said("how", score=1), Said("likely", score=2))
    assert [(one["words"], one["tone"]) for one in scores_of(alike)] == [("Very bad", "bad")]
    left_open = said(invitation, Said("likely", score=3))
    assert [one["words"] for one in scores_of(left_open)] == ["Recommendation: 3 of 10"]


def test_a_detractor_who_left_the_first_question_open_is_heard(desk: Desk) -> None:
    asks(*BOTH)
    found = said(asked(GRACE, desk), Said("likely", score=2))
    assert opened(found) == "[Would you recommend us? 2 / 10]"


def test_aspects_decide_together_where_nothing_else_has_a_score(desk: Desk) -> None:
    parts = tuple(Part(key, {"en": key}) for key in ("speed", "words", "price"))
    asks(Question("parts", Kind.ASPECTS, WORDS, parts=parts))
    low = [Said("parts", key, score=1) for key in ("speed", "words")]
    assert said(asked(GRACE, desk), *low).conversation
    one_low = [Said("parts", "price", score=1), Said("parts", "speed", score=5)]
    assert not said(asked(DAAN, desk), *one_low, Said("parts", "words", score=5)).conversation


def test_no_score_is_made_up_for_somebody_who_gave_none(desk: Desk) -> None:
    asks(*BOTH)
    words = "You were far too slow and nobody answered."
    assert opened(said(asked(GRACE, desk), Said("more", text=words))) == words


def test_who_was_answered_and_is_dissatisfied_now_is_new_again(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    found = answers_with(invitation, 3, "It was so so.")
    following.answered(follow_up=found, by=Actor.agent(desk.ada), at=MONDAY_TEN)
    found.refresh_from_db()
    assert found.state == State.ANSWERED
    found = answers_with(invitation, 1, "It broke again.")
    assert found.conversation
    assert found.state in {State.NEW, State.ASSIGNED}
    following.answered(follow_up=found, by=Actor.agent(desk.ada), at=MONDAY_TEN)
    assert answers_with(invitation, 1, "It broke again!").state == State.ANSWERED


def test_a_required_follow_up_costs_nobody_the_score(client: Client, desk: Desk) -> None:
    why = Question(
        "why", Kind.TEXT, WORDS, required=True, condition=Condition("how", Test.AT_MOST, "2")
    )
    asks(BOTH[0], why)
    address = reverse("feedback:answer", args=[asked(GRACE, desk).token])
    answer = client.post(address, {"how": "1"}, follow=True)
    assert Response.objects.get().score == 1
    assert "What do you say?" in answer.content.decode()
    client.post(address, {"how": "1", "why": "Slow"})
    assert Response.objects.get().comment == "Slow"


def test_what_depends_on_what_is_not_asked_is_not_kept() -> None:
    first = Question("first", Kind.CSAT, WORDS)
    second = Question("second", Kind.CSAT, WORDS, condition=Condition("first", Test.AT_MOST, "2"))
    third = Question("third", Kind.TEXT, WORDS, condition=Condition("second", Test.AT_MOST, "2"))
    given = read(Questionnaire((first, second, third)), {"first": "5", "second": "1", "third": "x"})
    assert [one.question for one in given.said] == ["first"]


def test_agents_see_no_address_that_answers_for_the_customer(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    ours, refusal = address_of(invitation), refusal_of(invitation)
    elsewhere = "https://other.example/feedback/abc/"
    text = f"See {ours}?score=1 and {elsewhere}\n\n> Or {refusal}"
    conversation = about(invitation)
    writes(GRACE, desk.inbox, text=text)
    html = f'<p><a href="{ours}?score=1">Bad</a> <a href="{elsewhere}">x</a> {refusal}</p>'
    arrived = Message.objects.filter(kind=MessageKind.INCOMING)
    arrived.filter(conversation=conversation).update(html=html, quoted=text)
    arrived.exclude(conversation=conversation).update(quoted=refusal)
    client.force_login(desk.ada)
    for number in set(arrived.values_list("conversation", flat=True)):
        page = client.get(f"/inbox/open/?conversation={number}").content.decode()
        assert invitation.token not in page
        assert settings.TILLIT_BASE_URL + "/feedback/" not in page
        assert elsewhere in page


def test_who_gets_a_message_passed_on_cannot_answer_for_the_customer(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    ours, refusal = address_of(invitation), refusal_of(invitation)
    message = about(invitation).messages.filter(kind=MessageKind.INCOMING).get()
    message.text, message.quoted = f"Does {ours}?score=1 work?", f"> Or {refusal} here"
    passed_on = original_of(message, whole=True)
    assert invitation.token not in passed_on
    assert settings.TILLIT_BASE_URL + "/feedback/" not in passed_on
    assert "Does … work?\n\n> Or … here" in passed_on


@pytest.mark.parametrize("why", ["blocked", "bounced"])
def test_where_no_mail_is_wanted_or_arrives_nobody_is_asked(desk: Desk, why: str) -> None:
    conversation = writes(NORA, desk.inbox)
    answers(desk.ada, conversation, at=MONDAY_TEN)
    known = Identity.objects.filter(contact=conversation.contact)
    if why == "blocked":
        BlockedSender.objects.create(value=known.get().value)
    else:
        known.update(bounced_at=MONDAY_TEN)
    later = MONDAY_TEN + timedelta(hours=1)
    assert invite(conversation=conversation, agent=None, at=later) is None
    assert Asking.objects.get().outcome == Outcome.ROBOT


def test_nothing_ties_an_anonymous_answer_to_the_order_of_asking(desk: Desk) -> None:
    be_anonymous()
    invitations = [asked(who, desk) for who in (GRACE, DAAN, NORA)]
    before = [one.pk for one in invitations]
    with clock.moved_to(MONDAY_TEN + timedelta(hours=3)):
        for invitation, score in zip(reversed(invitations), (1, 2, 3), strict=True):
            answers_with(invitation, score)
    kept = list(Response.objects.order_by("pk").values_list("invitation", flat=True))
    assert not set(kept) & set(before)
    assert kept == sorted(kept)
    assert Invitation.objects.count() == 3
    assert all(one.contact_id is None for one in Invitation.objects.all())


def test_who_presses_twice_is_told_that_the_first_is_saved(desk: Desk) -> None:
    """Both requests have read the invitation before the first of them made it anonymous."""
    be_anonymous()
    first = asked(GRACE, desk)
    second = Invitation.objects.get(pk=first.pk)
    save_response(invitation=first, given=rated(4))
    with pytest.raises(AlreadyAnonymous), transaction.atomic():
        save_response(invitation=second, given=rated(4))
    assert Response.objects.get().score == 4


def test_who_was_answered_and_complains_in_words_is_new_again(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    found = answers_with(invitation, 3, "It was so so.")
    following.answered(follow_up=found, by=Actor.agent(desk.ada), at=MONDAY_TEN)
    with assert_emits(FollowUpMoved):
        found = answers_with(invitation, 3, "You were far too slow and nobody answered.")
    assert found.conversation


def test_the_preview_shows_what_is_asked_after_some_answers(client: Client, desk: Desk) -> None:
    asks(BOTH[0], Question("why", Kind.TEXT, WORDS, condition=Condition("how", Test.AT_MOST, "2")))
    client.force_login(desk.liv)
    page = client.get(f"/settings/surveys/{delivered(CONTACT).pk}/preview/").content.decode()
    told = "Asked afterwards, if the answer to “How did we do?” is at most 2:"
    assert page.index("How did we do?") < page.index(told) < page.index("What do you say?")
