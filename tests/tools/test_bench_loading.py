"""What bin/bench loads is what Tillit itself would have stored."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from bench.loading import Loaded, load
from tillit import clock
from tillit.conversations.changes import place_of
from tillit.conversations.listing import page_of
from tillit.conversations.models import Conversation, Message, Shelf, Tally
from tillit.conversations.standing import VIEWS, counts_for
from tillit.hours.business_time import elapsed
from tillit.insights.days import bounds
from tillit.insights.models import Day
from tillit.journal.models import Event, Reaction
from tillit.measures.registry import Scope, all_measures, measure_of_basis
from tillit.people.models import Agent
from tillit.standards.models import Promise, PromiseState
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db

CONVERSATIONS = 200
WEDNESDAY = oslo("2026-06-03 14:00")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """An installation with some hundred conversations, for all tests of this file."""
    # Of so few, early on a Monday, none may be open in two of the five teams.
    with django_db_blocker.unblock(), transaction.atomic(), clock.moved_to(WEDNESDAY):
        yield load(CONVERSATIONS)
        transaction.set_rollback(True)


@pytest.fixture
def measured(loaded: Loaded) -> Agent:
    """The agent whose pages are measured."""
    return loaded.house.measured


def test_everything_is_there_and_nothing_waits(loaded: Loaded) -> None:
    assert Conversation.objects.count() == CONVERSATIONS
    assert loaded.rows["Message"] == Message.objects.count() > 2 * CONVERSATIONS
    assert not Reaction.objects.exists()
    open_share = Conversation.objects.filter(shelf=Shelf.OPEN).count() / CONVERSATIONS
    assert 0.03 < open_share < 0.25


def test_tallies_equal_counts(loaded: Loaded) -> None:
    counted = Counter(place_of(conversation) for conversation in Conversation.objects.all())
    tallied = {(one.team_id, one.shelf, one.assigned): one.count for one in Tally.objects.all()}
    assert tallied == counted


def test_the_number_beside_each_view_equals_its_list(measured: Agent) -> None:
    counts = counts_for(measured)
    assert counts == {key: length_of_list(key, measured) for key in VIEWS}
    assert counts["open"] > 0
    assert counts["resolved"] < CONVERSATIONS


def length_of_list(key: str, agent: Agent) -> int:
    page = page_of(VIEWS[key], agent)
    length = len(page.entries)
    while page.next:
        page = page_of(VIEWS[key], agent, after=page.next)
        length += len(page.entries)
    return length


def test_what_lists_show_of_promises_is_what_is_promised(loaded: Loaded) -> None:
    for conversation in Conversation.objects.all():
        waiting = list(conversation.promises.unsettled())
        assert len(waiting) <= int(conversation.shelf == Shelf.OPEN)
        shown = (conversation.next_due_from, conversation.warn_at, conversation.next_due_at)
        wanted = [(one.started_at, one.warn_at, one.due_at) for one in waiting]
        assert shown == (wanted[0] if wanted else (None, None, None))


def test_promises_run_until_they_are_due(loaded: Loaded) -> None:
    now = clock.now() + timedelta(minutes=5)
    assert not Promise.objects.overdue(now - timedelta(minutes=10)).exists()
    for promise in Promise.objects.select_related("calendar_version"):
        if promise.state == PromiseState.KEPT:
            assert promise.met_at is not None
            assert promise.started_at <= promise.met_at <= promise.due_at
        if promise.state == PromiseState.BROKEN:
            assert promise.decided_at == promise.due_at < (promise.met_at or now)


def test_first_response_times_are_business_time(loaded: Loaded) -> None:
    answered = Conversation.objects.exclude(first_answered_at=None)
    assert answered.exists()
    for one in answered:
        assert one.first_asked_at
        assert one.first_answered_at
        business = elapsed(loaded.house.hours, one.first_asked_at, one.first_answered_at)
        assert one.first_response_business == round(business.total_seconds())


def test_every_fact_can_be_read_and_belongs_where_it_says(loaded: Loaded) -> None:
    homes = dict(Message.objects.values_list("pk", "conversation_id"))
    for event in Event.objects.filter(subject__startswith="conversation:"):
        assert event.fact.subject == event.subject
        message = event.data.get("message")
        assert message is None or homes[message] == event.data["conversation"]


def test_days_are_rolled_up_from_the_facts(loaded: Loaded) -> None:
    assert not Day.objects.filter(stale=True).exists()
    for day in Day.objects.order_by("-day")[:40]:
        start, end = bounds(day.day, day.day, loaded.house.hours.zone)
        measure = measure_of_basis(day.measure)
        assert measure.summarise(Scope((day.team_id,), start, end)) == day.summary


def test_every_page_of_figures_works(measured: Agent, client: Client) -> None:
    client.force_login(measured)
    pages = ["/figures/", "/figures/?period=all"]
    pages += [f"/figures/{one.key}/?period=all" for one in all_measures()]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
