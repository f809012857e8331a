"""Passing on what one cannot solve: to whom, what was tried, and what the customer hears."""

import uuid

import pytest
from django.test import Client

from tillit.automation import passing
from tillit.automation.models import Workplace
from tillit.conversations.models import Conversation, Message, MessageKind
from tillit.notices.models import Notice
from tillit.people.models import Agent, Availability, Team
from tillit.testing.cast import GRACE, NORA, ZSOFIA, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def passed(conversation: Conversation, desk: Desk, **said: object) -> Message:
    given = {
        "to": desk.bo,
        "team": None,
        "tried": "I have looked at the order. @Bo knows grinders.",
        "words": "A colleague takes it up.",
        "follow": True,
        "submission": uuid.uuid4(),
        **said,
    }
    return passing.pass_on(conversation=conversation, agent=desk.ada, **given)  # type: ignore[arg-type]


def test_a_colleague_has_it_and_everything_that_was_tried(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    note = passed(conversation, desk)
    conversation.refresh_from_db()
    assert conversation.assignee == desk.bo
    assert (note.kind, note.agent) == (MessageKind.NOTE, desk.ada)
    assert list(conversation.followers.all()) == [desk.ada]
    assert set(Notice.objects.filter(agent=desk.bo).values_list("kind", flat=True)) == {
        "assigned", "mentioned",
    }  # fmt: skip


def test_the_customer_is_told_and_the_promise_keeps_running(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    passed(conversation, desk)
    mail = conversation.messages.get(purpose="passed_on")
    assert (mail.automatic, mail.text) == (True, "A colleague takes it up.")
    conversation.refresh_from_db()
    assert conversation.first_answered_at is None
    assert conversation.promises.filter(settled_at=None, clock="first_response").exists()


def test_whoever_sends_the_form_twice_passes_it_on_once(desk: Desk) -> None:
    conversation, key = writes(GRACE, desk.inbox), uuid.uuid4()
    assert passed(conversation, desk, submission=key) == passed(conversation, desk, submission=key)
    assert conversation.messages.filter(kind=MessageKind.NOTE).count() == 1


def test_another_team_gets_it_without_anybody_who_has_it(desk: Desk) -> None:
    conversation, other = writes(GRACE, desk.inbox), Team.objects.create(name="Workshop")
    passed(conversation, desk, to=None, team=other)
    conversation.refresh_from_db()
    assert (conversation.team, conversation.assignee) == (other, None)


def test_whoever_knows_the_language_and_has_time_is_suggested_first(desk: Desk) -> None:
    Workplace.objects.create(agent=desk.liv, languages=["hu"], skills=["grinders"])
    Workplace.objects.create(agent=desk.bo, languages=["nl"])
    conversation = writes(ZSOFIA, desk.inbox)
    first, second = passing.helpers(conversation, but=desk.ada)
    assert (first.agent, first.reasons) == (desk.liv, ["Magyar", "grinders"])
    assert (second.agent, second.reasons) == (desk.bo, [])
    Agent.objects.filter(pk=desk.liv.pk).update(availability=Availability.AWAY)
    assert [one.agent for one in passing.helpers(conversation, but=desk.ada)] == [desk.bo]


def test_the_words_for_the_customer_are_in_his_language(desk: Desk) -> None:
    assert "kollega" in passing.words_for_customer(writes(NORA, desk.inbox))


def test_the_page(desk: Desk, ada: Client, eve: Client) -> None:
    conversation = writes(GRACE, desk.inbox)
    address = f"/conversations/{conversation.pk}/passing-on/"
    opened = ada.get(f"/conversations/{conversation.pk}/", follow=True).content.decode()
    assert address in opened
    assert "Bo" in ada.get(address).content.decode()
    said = {"to": f"agent-{desk.bo.pk}", "tried": "", "words": "Told", "key": str(uuid.uuid4())}
    wrong = ada.post(address, said)
    assert wrong.status_code == 422
    assert "Told" in wrong.content.decode()
    assert eve.get(address).status_code == 404
    assert eve.post(address, said | {"tried": "x"}).status_code == 404
    stranger = ada.post(address, said | {"tried": "x", "to": f"agent-{desk.eve.pk}"})
    assert stranger.status_code == 422
    assert ada.post(address, said | {"tried": "Everything"}).status_code == 302
    conversation.refresh_from_db()
    assert conversation.assignee == desk.bo


def test_what_a_colleague_knows_is_kept_by_the_lead(desk: Desk, liv: Client, eve: Client) -> None:
    address = f"/settings/people/{desk.ada.pk}/workplace/"
    assert address in liv.get(f"/settings/people/{desk.ada.pk}/").content.decode()
    said = {"languages": ["hu", "en"], "skills": "grinders, Grinders, returns", "most": "12"}
    assert eve.post(address, said).status_code == 404
    assert liv.post(address, said).status_code == 302
    kept = Workplace.objects.get(agent=desk.ada)
    assert (set(kept.languages), kept.most) == ({"en", "hu"}, 12)
    assert [skill.casefold() for skill in kept.skills] == ["grinders", "returns"]
    wrong = liv.post(address, said | {"most": "-1"})
    assert wrong.status_code == 422
    assert "grinders" in wrong.content.decode()
