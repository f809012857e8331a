"""What colleagues are told about conversations, and how they want it."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.test import Client

from tillit import clock
from tillit.conversations.actions import assign
from tillit.conversations.events import ColleagueMentioned
from tillit.conversations.models import Conversation
from tillit.conversations.noticing import subject_of
from tillit.conversations.tests.browsing import CANARY, canary_in, text_of
from tillit.journal.models import Lane, Reaction
from tillit.journal.recording import emit
from tillit.journal.worker import work_off
from tillit.notices.giving import give, read_about
from tillit.notices.models import Choice, Habit, Notice
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def gives(desk: Desk, conversation: Conversation, to: Agent) -> None:
    assign(conversation=conversation, to=to, by=Actor.agent(desk.bo))


def test_who_is_given_a_conversation_is_told(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    gives(desk, conversation, desk.ada)
    assert "1 unread notice" in text_of(ada.get("/notices/bell/"))
    page = text_of(ada.get("/notices/"))
    assert "Bo gave you a conversation with Grace Whitfield" in page
    notice = Notice.objects.get()
    answer = ada.post(f"/notices/{notice.pk}/reading/")
    assert answer.headers["Location"] == f"/conversations/{conversation.pk}/"
    assert "unread" not in text_of(ada.get("/notices/bell/"))


def test_nobody_is_told_what_he_did_himself(desk: Desk) -> None:
    gives(desk, writes(GRACE, desk.inbox), desk.bo)
    assert not Notice.objects.exists()


def test_replies_are_told_to_who_has_it_and_who_follows(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<1@x>")
    assign(conversation=conversation, to=desk.ada, by=Actor.agent(desk.ada))
    conversation.followers.set([desk.liv, desk.ada])
    for number in (2, 3):
        at = MONDAY_TEN + timedelta(minutes=number)
        writes(GRACE, desk.inbox, at=at, answers="<1@x>", message_id=f"<{number}@x>")
    told = {(notice.agent, notice.kind, notice.count) for notice in Notice.objects.all()}
    assert told == {(desk.ada, "replied", 2), (desk.liv, "followed", 2)}


def test_who_is_mentioned_is_told(ada: Client, desk: Desk) -> None:
    from django.db import transaction

    conversation = writes(GRACE, desk.inbox)
    with transaction.atomic():
        fact = ColleagueMentioned(conversation.pk, desk.team.pk, 0, desk.ada.pk)
        emit(fact, by=Actor.agent(desk.bo))
    assert "Bo mentioned you about Grace Whitfield" in text_of(ada.get("/notices/"))


def test_what_may_no_longer_be_seen_is_not_told(ada: Client, desk: Desk) -> None:
    gives(desk, canary_in(desk), desk.ada)
    desk.team.members.remove(desk.ada)
    assert "unread" not in text_of(ada.get("/notices/bell/"))
    page = text_of(ada.get("/notices/"))
    assert CANARY not in page
    assert GRACE.name not in page
    answer = ada.post(f"/notices/{Notice.objects.get().pk}/reading/")
    assert answer.headers["Location"] == "/notices/"


def test_a_stranger_is_told_nothing_and_cannot_read_for_others(eve: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    gives(desk, conversation, desk.ada)
    conversation.followers.add(desk.eve)
    notice = Notice.objects.get()
    assert eve.post(f"/notices/{notice.pk}/reading/").status_code == 404
    eve.post("/notices/reading/")
    assert CANARY not in text_of(eve.get("/notices/"))
    assert Notice.objects.get().read_at is None


def test_a_kind_that_is_switched_off_is_not_told(ada: Client, desk: Desk) -> None:
    answer = ada.post("/me/notices/", {"rhythm": "daily", "mentioned.in_app": "on"})
    assert answer.status_code == 302
    gives(desk, writes(GRACE, desk.inbox), desk.ada)
    assert not Notice.objects.exists()
    assert Choice.objects.get(agent=desk.ada, kind="mentioned").in_app


def test_the_choices_hold_the_mails_at_once_as_well(ada: Client, desk: Desk) -> None:
    ada.post("/me/notices/", {"rhythm": "hourly", "mails_assigned": "1"})
    desk.ada.refresh_from_db()
    assert desk.ada.mails_assigned
    ada.post("/me/notices/", {"rhythm": "hourly"})
    desk.ada.refresh_from_db()
    assert not desk.ada.mails_assigned
    half = {"rhythm": "hourly", "quiet_from": "20:00"}
    assert ada.post("/me/notices/", half).status_code == 422


def test_whoever_looks_at_it_has_read_it(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    gives(desk, conversation, desk.ada)
    read_about(desk.ada, subject_of(conversation.pk))
    assert Notice.objects.get().read_at is not None


def wants_digest(agent: Agent, **habit: object) -> None:
    Choice.objects.create(agent=agent, kind="assigned", in_app=True, in_digest=True)
    Habit.objects.create(agent=agent, **habit)


def digests_leave() -> list[str]:
    while work_off(*Lane, batch=50):
        pass
    return [str(letter.body) for letter in mail.outbox if "/me/notices/" in letter.body]


def test_what_happened_is_gathered_in_one_mail(desk: Desk) -> None:
    wants_digest(desk.ada, rhythm="hourly")
    for number in range(2):
        gives(desk, writes(GRACE, desk.inbox, message_id=f"<{number}@x>"), desk.ada)
    assert digests_leave() == []
    with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
        (letter,) = digests_leave()
    assert letter.count("Bo gave you a conversation with Grace Whitfield") == 2
    assert Habit.objects.get().digest_due_at is None
    with clock.moved_to(MONDAY_TEN + timedelta(hours=3)):
        assert len(digests_leave()) == 1


def test_a_mail_tells_nothing_that_may_no_longer_be_seen(desk: Desk) -> None:
    wants_digest(desk.ada, rhythm="hourly")
    gives(desk, writes(GRACE, desk.inbox), desk.ada)
    desk.team.members.remove(desk.ada)
    with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
        assert digests_leave() == []


def test_in_quiet_hours_mails_wait_and_nothing_rings(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr("tillit.notices.giving.ring", rung.append)
    wants_digest(desk.ada, rhythm="hourly", quiet_from=time(9), quiet_until=time(13, 30))
    gives(desk, writes(GRACE, desk.inbox), desk.ada)
    assert rung == []
    due = Habit.objects.get().digest_due_at
    assert due == MONDAY_TEN + timedelta(hours=3, minutes=30)
    assert Reaction.objects.filter(ready_at=due).exists()
    assert Notice.objects.get().in_app


def test_who_has_left_is_told_nothing(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    gives(desk, conversation, desk.bo)
    from tillit.journal.models import Event

    Agent.objects.filter(pk=desk.ada.pk).update(is_active=False)
    desk.ada.refresh_from_db()
    event = Event.objects.order_by("-pk")[0]
    assert give(agent=desk.ada, kind="assigned", subject="conversation:1", event=event) is None
