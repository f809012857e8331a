"""Spam is set aside, its sender can be blocked, and both can be undone."""

from datetime import timedelta

import pytest
from django.test import Client

from tillit.conversations import parcels, spam
from tillit.conversations.case_events import SenderBlocked, SpamMarked, SpamUnmarked
from tillit.conversations.models import (
    Conversation,
    Message,
    Parcel,
    ParcelState,
    Shelf,
    Status,
)
from tillit.conversations.tests.browsing import HTMX, text_of
from tillit.people.actor import Actor
from tillit.standards.acknowledgement import PURPOSE
from tillit.standards.models import Cause, Promise, PromiseState
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_spam_is_set_aside_without_a_question_and_undone(ada: Client, desk: Desk) -> None:
    number = writes(GRACE, desk.inbox, subject="Cheap watches").pk
    with assert_emits(SpamMarked):
        answer = ada.post(f"/conversations/{number}/spam/?view=open", {"mark": "1"}, headers=HTMX)
    assert "Ada marked it as spam" in text_of(answer)
    assert "Cheap watches" in text_of(ada.get("/inbox/spam/"))
    promise = Promise.objects.get()
    assert (promise.state, promise.cause) == (PromiseState.CANCELLED, Cause.SPAM)
    run_reactions()
    assert [one.purpose for one in Message.objects.filter(automatic=True)] == [PURPOSE]
    with assert_emits(SpamUnmarked):
        ada.post(f"/conversations/{number}/spam/?view=spam&mark=0")
    assert Conversation.objects.get().status == Status.NEW
    assert Promise.objects.get().state == PromiseState.RUNNING


def test_more_of_it_stays_spam_and_promises_nothing(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<a@x>")
    spam.mark(conversation=conversation, by=Actor.agent(desk.ada))
    writes(GRACE, desk.inbox, answers="<a@x>", at=MONDAY_TEN + timedelta(hours=1))
    assert Conversation.objects.get().shelf == Shelf.SPAM
    assert not Promise.objects.unsettled().exists()


def test_mail_of_a_blocked_sender_is_kept_counted_and_not_filed(ada: Client, desk: Desk) -> None:
    number = writes(GRACE, desk.inbox).pk
    with assert_emits(SpamMarked, SenderBlocked):
        ada.post(f"/conversations/{number}/spam/", {"mark": "block"})
    raw = f"From: {GRACE.email}\nTo: support@desk.example\nSubject: Again\n\nBuy".encode()
    parcels.keep(inbox=desk.inbox, key="blocked-1", raw=raw, sender=GRACE.email)
    run_reactions()
    assert Parcel.objects.get().state == ParcelState.BLOCKED
    assert Conversation.objects.count() == 1
    ada.post(f"/conversations/{number}/spam/", {"block": "0"})
    parcels.keep(inbox=desk.inbox, key="blocked-2", raw=raw, sender=GRACE.email)
    run_reactions()
    assert Conversation.objects.count() == 2
