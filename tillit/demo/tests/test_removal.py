"""Removing the demo world: nothing of it stays, and nothing real goes with it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from tillit.automation import book
from tillit.conversations import actions
from tillit.conversations.models import Conversation, Inbox, Message, Tally
from tillit.conversations.spine import post
from tillit.demo import world
from tillit.demo.models import Belonging, Mail, World
from tillit.feedback.delivered import CONTACT, delivered
from tillit.insights.rolling import roll_up_stale
from tillit.people.actor import Actor
from tillit.people.models import Agent, Contact
from tillit.search.indexing import index_stale
from tillit.search.models import Stem, Word
from tillit.standards.models import StandardVersion
from tillit.testing.cast import GRACE, NORA, Customer, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db

Load = Callable[[int], None]
Rows = dict[str, dict[int, dict[str, Any]]]


def rows() -> Rows:
    """Every row of every table of ours, and who is in which team; not which words there are."""
    kept: Rows = {}
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("tillit.") and model not in (Word, Stem):
            found = model._default_manager.values()
            kept[model._meta.label] = {row[model._meta.pk.attname]: row for row in found}
    return kept


def real_work(desk: Desk) -> Conversation:
    """Grace and Nora have written to the real inbox; Grace was answered."""
    writes(NORA, desk.inbox)
    conversation = writes(GRACE, desk.inbox)
    by = Actor.agent(desk.ada)
    post(conversation=conversation, by=by, agent=desk.ada, text="Sorry!")
    run_reactions()
    actions.resolve(conversation=conversation, by=by)
    run_reactions()
    while roll_up_stale():
        pass
    return conversation


def test_without_a_demo_world_there_is_nothing_to_remove(desk: Desk) -> None:
    told: list[str] = []
    before = rows()
    world.remove(told.append)
    assert told == ["There is no demo world here."]
    assert rows() == before


@pytest.mark.usefixtures("monday_ten")
def test_every_row_is_as_it_was_before_the_demo_world_came(load: Load, desk: Desk) -> None:
    real_work(desk)
    index_stale()
    before = rows()
    load(8)
    assert Conversation.objects.count() == len(before["conversations.Conversation"]) + 8
    world.remove()
    after = rows()
    for label in before:
        assert after[label] == before[label], label


def test_an_empty_installation_is_empty_again(load: Load) -> None:
    book.holding()
    delivered(CONTACT)
    there = {label for label, of_model in rows().items() if of_model}
    every_installation_has = {"automation.Rule", "feedback.Survey", "feedback.SurveyVersion"}
    assert there == every_installation_has
    load(16)
    world.remove()
    assert {label for label, of_model in rows().items() if of_model} == there


@pytest.fixture
def mixed(load: Load, desk: Desk) -> tuple[Conversation, Contact, Agent]:
    """A customer of the demo world has written to the real inbox, and a demo agent answered."""
    load(4)
    contact = Conversation.objects.earliest("id").contact
    address = contact.identities.get().value
    customer = Customer(contact.name, address, "en", "Hello, here I am in earnest.")
    conversation = writes(customer, desk.inbox)
    agent = Agent.objects.get(email__startswith="bo@fjord")
    post(conversation=conversation, by=Actor.agent(agent), agent=agent, text="Welcome!")
    run_reactions()
    return conversation, contact, agent


def test_a_customer_who_wrote_to_a_real_inbox_too_stays(
    mixed: tuple[Conversation, Contact, Agent],
) -> None:
    conversation, contact, _agent = mixed
    world.remove()
    assert list(Conversation.objects.all()) == [conversation]
    assert list(Contact.objects.all()) == [contact]
    assert contact.identities.count() == 1
    assert set(Message.objects.values_list("conversation", flat=True)) == {conversation.pk}


def test_who_answered_a_real_customer_is_known_but_cannot_sign_in(
    mixed: tuple[Conversation, Contact, Agent],
) -> None:
    conversation, _contact, agent = mixed
    world.remove()
    agent.refresh_from_db()
    assert not agent.is_active
    assert agent.team_ids == []
    message = conversation.messages.get(text="Welcome!")
    assert message.agent == agent
    assert (
        not Agent.objects.filter(email__endswith="fjordkaffe.example").exclude(pk=agent.pk).exists()
    )


def test_who_has_a_real_conversation_in_hand_keeps_it_so_that_the_counts_agree(
    load: Load, desk: Desk
) -> None:
    load(2)
    conversation = writes(GRACE, desk.inbox)
    agent = Agent.objects.get(email__startswith="bo@fjord")
    desk.team.members.add(agent)
    actions.assign(conversation=conversation, to=agent, by=Actor.agent(desk.liv))
    world.remove()
    conversation.refresh_from_db()
    assert conversation.assignee == agent
    [tally] = Tally.objects.filter(team=desk.team, count__gt=0)
    assert (tally.assigned, tally.count) == (True, 1)


def test_real_standards_stay_in_force(load: Load, desk: Desk) -> None:
    before = set(StandardVersion.objects.values_list("pk", flat=True))
    load(2)
    assert StandardVersion.objects.count() > len(before)
    world.remove()
    assert set(StandardVersion.objects.values_list("pk", flat=True)) == before
    assert writes(GRACE, desk.inbox).promises.count() == 1


def test_after_removing_it_can_be_loaded_again(load: Load) -> None:
    load(2)
    world.remove()
    for model in (World, Mail, Belonging, Inbox):
        assert not model.objects.exists()
    load(2)
    assert Conversation.objects.count() == 2
