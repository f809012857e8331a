"""Who is given a conversation: language, skill, presence, capacity, fairness; and why."""

from datetime import timedelta

import pytest

from tillit import clock
from tillit.automation import giving, routing
from tillit.automation.events import ConversationRouted, RoutingWaits
from tillit.automation.models import Firing, Waiting, Workplace
from tillit.automation.tests.rules import rule
from tillit.conversations import actions, properties
from tillit.conversations.models import Conversation
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Agent, Availability, Presence, Role
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Customer, Desk, agent, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

STEP = {
    "do": "route",
    "way": "least_busy",
    "language": "any",
    "skill": "",
    "presence": "available",
    "whose": "unassigned",
}


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Only Ada and Bo can be given anything."""
    Agent.objects.filter(pk=desk.liv.pk).update(availability=Availability.AWAY)
    return desk


def knows(
    who: Agent,
    *,
    languages: tuple[str, ...] = (),
    skills: tuple[str, ...] = (),
    **most: object,
) -> None:
    known = {"languages": list(languages), "skills": list(skills), **most}
    Workplace.objects.update_or_create(agent=who, defaults=known)


def given(customer: Customer, desk: Desk) -> Agent | None:
    conversation = writes(customer, desk.inbox)
    run_reactions()
    conversation.refresh_from_db()
    return conversation.assignee


def test_whoever_has_the_fewest_is_given_it(two: Desk) -> None:
    busy = writes(GRACE, two.inbox)
    actions.assign(conversation=busy, to=two.ada, by=Actor.system("test"))
    rule("begun", STEP)
    got = [given(one, two) for one in (NORA, DAAN, ZSOFIA)]
    assert got == [two.bo, two.ada, two.bo]


def test_one_after_the_other_goes_round(two: Desk) -> None:
    rule("begun", STEP | {"way": "in_turn"})
    first, second, third = (given(one, two) for one in (NORA, DAAN, ZSOFIA))
    assert {first, second} == {two.ada, two.bo}
    assert third == first


def test_it_goes_to_who_knows_the_language_and_the_matter_and_says_why(two: Desk) -> None:
    knows(two.ada, languages=("en", "nb"))
    knows(two.bo, languages=("hu", "en"), skills=("Delivery",))
    rule("begun", STEP | {"language": "customer", "skill": "delivery"})
    assert given(ZSOFIA, two) == two.bo
    fact = Event.objects.get(kind=ConversationRouted.kind()).fact
    assert isinstance(fact, ConversationRouted)
    assert giving.reasons(fact.language, fact.skill, fact.way, fact.load) == (
        "Magyar, delivery, least busy (0)"
    )


def test_nobody_gets_more_than_fits(two: Desk) -> None:
    knows(two.ada, most=1)
    knows(two.bo, most_by_channel={"email": 0})
    rule("begun", STEP)
    assert given(NORA, two) == two.ada
    assert given(DAAN, two) is None
    assert Event.objects.filter(kind=RoutingWaits.kind()).count() == 1


@pytest.mark.parametrize("availability", [Availability.BUSY, Availability.AWAY])
def test_who_is_busy_or_away_is_left_in_peace(two: Desk, availability: str) -> None:
    Agent.objects.filter(pk=two.ada.pk).update(availability=availability)
    rule("begun", STEP)
    assert {given(one, two) for one in (NORA, DAAN)} == {two.bo}


def test_who_may_not_answer_is_given_nothing(two: Desk) -> None:
    light = agent("Light", Role.LIGHT)
    two.inbox.team.members.set([light])
    rule("begun", STEP)
    assert given(NORA, two) is None


def test_what_nobody_can_take_is_given_to_the_first_who_comes(two: Desk) -> None:
    rule("begun", STEP | {"presence": "here"})
    assert given(NORA, two) is None
    assert giving.give_those_that_wait() == 0
    Presence.objects.create(
        agent=two.bo, place="inbox", doing="viewing", seen_at=clock.now() - timedelta(minutes=1)
    )
    assert giving.give_those_that_wait() == 1
    assert Conversation.objects.get().assignee == two.bo
    assert not Waiting.objects.exists()


def test_what_somebody_has_taken_meanwhile_waits_no_longer(two: Desk) -> None:
    rule("begun", STEP | {"presence": "here"})
    given(NORA, two)
    actions.assign(conversation=Conversation.objects.get(), to=two.ada, by=Actor.agent(two.ada))
    assert giving.give_those_that_wait() == 0
    assert not Waiting.objects.exists()


def test_taking_it_away_goes_to_somebody_else(two: Desk) -> None:
    rule("prioritised", STEP | {"whose": "anybody"})
    conversation = writes(GRACE, two.inbox)
    actions.assign(conversation=conversation, to=two.ada, by=Actor.agent(two.ada))
    properties.choose(
        conversation=conversation, name="priority", value="urgent", by=Actor.agent(two.liv)
    )
    run_reactions()
    conversation.refresh_from_db()
    assert conversation.assignee == two.bo
    assert Firing.objects.get(did__isnull=False, rule__trigger="prioritised").did[0]["what"] == {
        "agent": two.bo.pk
    }


def test_routing_asks_as_much_for_many_as_for_few(
    two: Desk, django_assert_max_num_queries: object
) -> None:
    conversation = writes(GRACE, two.inbox)
    for number in range(12):
        two.inbox.team.members.add(agent(f"Helper{number}"))
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(routing.candidates(conversation, routing.Wish(here=False))) == 14
