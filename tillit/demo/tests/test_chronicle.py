"""A conversation that is written down equals the same one told through the spine."""

import re
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import Model, QuerySet

from tillit import clock
from tillit.automation.events import RulesCalled
from tillit.automation.models import Firing
from tillit.conversations import actions
from tillit.conversations.models import Conversation, Delivery, Message
from tillit.demo.chronicle.ledger import Ledger
from tillit.demo.chronicle.promising import Promising
from tillit.demo.chronicle.setting import Customer, Terms
from tillit.demo.chronicle.setting import Desk as Place
from tillit.demo.chronicle.story import Said, Story
from tillit.demo.chronicle.templates import acknowledgements, receipt_rule
from tillit.journal.models import Event
from tillit.people.actions import recognise
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.standards.models import Clock, Promise, StandardVersion
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import answers, mails_leave

pytestmark = pytest.mark.django_db

ASKED = MONDAY_TEN
ANSWERED = ASKED + timedelta(hours=1)
ASKED_AGAIN = ASKED + timedelta(hours=2)
LATE = ASKED + timedelta(hours=27)
RESOLVED = ASKED + timedelta(hours=28)
SUBJECT, AGAIN, ANSWER = "The lid", "And the handle, too.", "We are on it."

DIFFERENT = {
    "id",
    "conversation",
    "contact",
    "address",
    "external_id",
    "recipient",
    "message",
    "cause",
    "did",
}
"""Columns in which no two conversations are alike."""


def test_both_write_the_same_rows(desk: Desk) -> None:
    told, written = through_the_spine(desk), written_down(desk)
    for found in (conversations, messages, deliveries, promises, firings):
        assert rows(found(written), written) == rows(found(told), told)
    assert facts(written) == facts(told)


def through_the_spine(desk: Desk) -> Conversation:
    """The conversation as it happens."""
    conversation = writes(GRACE, desk.inbox, at=ASKED, subject=SUBJECT)
    mails_leave(at=ASKED)
    with clock.moved_to(ANSWERED):
        actions.mark_read(conversation=conversation, by=Actor.agent(desk.ada))
    reply = answers(desk.ada, conversation, at=ANSWERED, text=ANSWER)
    writes(
        GRACE,
        desk.inbox,
        at=ASKED_AGAIN,
        subject=f"Re: {SUBJECT}",
        text=AGAIN,
        answers=reply.external_id,
    )
    with clock.moved_to(LATE):
        assert tick() == 1
        actions.mark_read(conversation=conversation, by=Actor.agent(desk.ada))
    answers(desk.ada, conversation, at=LATE, text=ANSWER)
    actions.resolve(
        conversation=conversation, by=Actor.agent(desk.ada), no_reply_needed=True, at=RESOLVED
    )
    return conversation


def written_down(desk: Desk) -> Conversation:
    """The same conversation of somebody else, written down."""
    terms, ledger = terms_of(desk), Ledger(report=lambda words: None)
    contact = recognise(value=DAAN.email, name=GRACE.name, language="en").contact
    story = Story(
        ledger,
        Random(1),
        Place(desk.inbox, desk.inbox.mailbox.address, (desk.ada,)),
        Customer(contact.pk, "en", DAAN.email),
    )
    promising = Promising(story, terms)
    received = story.begin(ASKED, SUBJECT, GRACE.words)
    promising.make(Clock.FIRST_RESPONSE, ASKED, received)
    mail = acknowledgements(desk.inbox, terms, ASKED)["en"].filled(
        number=story.conversation.pk, promise=promising.waiting
    )
    story.sent(story.confirm_receipt(receipt_rule(), received, mail), ASKED)
    story.read(ANSWERED, desk.ada)
    arrives(story.reply(ANSWERED, desk.ada, ANSWER), story, promising)
    again = story.go_on(ASKED_AGAIN, AGAIN)
    promising.make(Clock.NEXT_RESPONSE, ASKED_AGAIN, again)
    promising.break_it()
    story.read(LATE, desk.ada)
    arrives(story.reply(LATE, desk.ada, ANSWER), story, promising)
    story.resolve(RESOLVED, desk.ada, without_reply=False, no_reply_needed=True)
    ledger.finish(story.conversation)
    ledger.write()
    return story.conversation


def terms_of(desk: Desk) -> Terms:
    """What holds at the desk of the named cast."""
    return Terms(
        calendar_version=desk.inbox.calendar.version_at(ASKED),
        versions={Clock(version.clock): version for version in StandardVersion.objects.all()},
    )


def arrives(said: Said, story: Story, promising: Promising) -> None:
    """A reply leaves at once."""
    sent = story.sent(said, said.message.at)
    promising.remember_first_answer(said)
    promising.meet(said, sent)


def conversations(conversation: Conversation) -> QuerySet[Any]:
    return Conversation.objects.filter(pk=conversation.pk)


def messages(conversation: Conversation) -> QuerySet[Any]:
    return Message.objects.filter(conversation=conversation)


def deliveries(conversation: Conversation) -> QuerySet[Any]:
    return Delivery.objects.filter(message__conversation=conversation)


def promises(conversation: Conversation) -> QuerySet[Any]:
    return Promise.objects.filter(conversation=conversation)


def firings(conversation: Conversation) -> QuerySet[Any]:
    return Firing.objects.filter(conversation=conversation)


def rows(found: QuerySet[Any], conversation: Conversation) -> list[dict[str, Any]]:
    """What the rows say, apart from what must differ."""
    return [values(row, str(conversation.pk)) for row in found.order_by("pk")]


def values(row: Model, number: str) -> dict[str, Any]:
    columns = (field for field in row._meta.concrete_fields if field.name not in DIFFERENT)
    told = {field.name: getattr(row, field.attname) for field in columns}
    for name in {"text", "html", "subject"} & told.keys():
        told[name] = re.sub(r"http://[^/]+/promised/[^/]+/", "…", told[name])
        told[name] = re.sub(rf"\b{number}\b", "N", told[name])
    return told


def facts(conversation: Conversation) -> Counter[Any]:
    """What happened when, how deep in a chain of causes, and with which fields."""
    events = Event.objects.filter(subject=f"conversation:{conversation.pk}")
    # Who is asked is written down by whoever tells the story; a worker calls the rules for it.
    events = events.exclude(kind=RulesCalled.kind(), data__trigger="over")
    return Counter(
        (one.kind, one.actor.partition(":")[0], one.at, one.depth, one.quiet, tuple(one.data))
        for one in events
    )
