"""Events tell what happened in ids and values, never in anybody's words."""

import json
import uuid
from dataclasses import fields
from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.parcels import keep
from tillit.conversations.spine import post, receive
from tillit.journal import facts
from tillit.journal.facts import Fact
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.testing.cast import MONDAY_TEN, Customer, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers, bounces

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

CANARY = "canary-6620"
CUSTOMER = Customer(f"Grace {CANARY}", f"{CANARY}@customer.example", "en", f"Words {CANARY}")

VALUES = {
    "before": "a status or an agent",
    "after": "a status or an agent",
    "cause": "one of a few causes",
    "said_at": "an instant",
    "asked_at": "an instant",
    "month": "the first day of one",
    "decided_at": "an instant",
    "previous_at": "an instant",
    "instead_of": "an instant",
    "purpose": "a purpose of automatic messages",
    "reason": "one of a few reasons",
    "outcome": "one of a few reasons why nobody was asked",
    "doubt": "one of a few doubts",
    "until": "an instant",
    "party": "one of a few parties",
    "status": "a status",
    "fields": "names of columns",
    "trigger": "what set a rule going",
    "language": "a language by which somebody was chosen",
    "skill": "a skill by which somebody was chosen, as a lead has named it",
    "way": "one of a few ways of being fair",
    "measure": "the key of a measure",
    "week": "a day",
    "first": "a day",
    "last": "a day",
    "page": "the key of a page",
    "rhythm": "one of a few rhythms",
}
"""The fields that may hold a text, and what it is."""


def our_facts() -> list[type[Fact]]:
    """Every kind of fact of the product."""
    known = facts._CLASSES.values()
    return [fact for fact in known if ".tests." not in fact.__module__]


def test_no_fact_has_room_for_words() -> None:
    with_text = {
        field.name
        for fact in our_facts()
        for field in fields(fact)
        if "str" in str(field.type) or field.type in ("object", "Any", "dict", "list")
    }
    assert with_text <= set(VALUES)


def test_every_fact_is_about_something_it_names() -> None:
    for fact in our_facts():
        assert not fact.about or fact.about in {field.name for field in fields(fact)}, fact


def test_whatever_is_done_no_word_of_it_is_in_the_journal(desk: Desk) -> None:
    by = Actor.agent(desk.ada)
    conversation = writes(CUSTOMER, desk.inbox, subject=f"Subject {CANARY}", message_id="<a@x>")
    actions.mark_read(conversation=conversation, by=by)
    actions.assign(conversation=conversation, to=desk.bo, by=by)
    reply = answers(desk.ada, conversation, at=MONDAY_TEN, text=f"Reply {CANARY}")
    post(conversation=conversation, by=by, agent=desk.ada, text=f"Note {CANARY}", note=True)
    actions.resolve(conversation=conversation, by=by)
    run_reactions()
    robot = Envelope(
        sender_address=CUSTOMER.email,
        text=f"Away {CANARY}",
        references=(reply.external_id,),
        robot=Robot.AUTO_REPLY,
    )
    receive(robot, inbox=desk.inbox)
    bounces(reply, at=MONDAY_TEN + timedelta(hours=1))
    writes(CUSTOMER, desk.inbox, answers="<a@x>", at=MONDAY_TEN + timedelta(hours=2))
    raw = f"From: {CUSTOMER.email}\nSubject: {CANARY}\n\nMail {CANARY}".encode()
    keep(inbox=desk.inbox, key=f"{CANARY} {uuid.uuid4()}", raw=raw, sender=CUSTOMER.email)
    with clock.moved_to(MONDAY_TEN + timedelta(hours=3)):
        run_reactions()
    rows = [(event.kind, event.subject, event.actor, event.data) for event in Event.objects.all()]
    assert len({kind for kind, *_ in rows}) > 12
    assert CANARY not in json.dumps(rows)
