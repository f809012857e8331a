"""Figures told apart: each slice is what a count of its own comes to, whatever came when."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from tillit import clock
from tillit.conversations import actions, properties
from tillit.conversations.models import CaseType, Conversation, Flow
from tillit.feedback.said.reading import correct
from tillit.feedback.tests.saying import says
from tillit.insights.days import bounds, mark_days
from tillit.insights.figures import flat
from tillit.insights.models import Day, DaySlice, Span, SpanSlice
from tillit.insights.reading import parts_of, summaries_of
from tillit.insights.rebuilding import count_flows, rebuild
from tillit.insights.rolling import roll_up_stale
from tillit.journal.models import Event
from tillit.journal.registry import Mode, handlers_of
from tillit.measures.dimensions import Divides, Slice, all_dimensions, divides
from tillit.measures.registry import ClockKind, Figure, Measure, Scope, all_measures
from tillit.people.actor import Actor
from tillit.standards.promises import break_overdue
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FIRST, LAST = date(2026, 5, 4), date(2026, 6, 1)
NOW = oslo("2026-06-12 10:00")
COMMENTS = (
    "The parcel came far too late and was damaged.",
    "What a friendly answer, thank you!",
    "",
    "A kind person, but the delivery took ages.",
)
Everything = dict[tuple[str, str, str], list[Figure]]


def at(chance: random.Random, day: int) -> datetime:
    return oslo(f"2026-05-{day:02} {chance.randrange(8, 16):02}:{chance.randrange(60):02}")


@pytest.fixture
def spring(desk: Desk) -> Iterator[Desk]:
    """Some weeks in four languages, with tags, types and people of all kinds."""
    chance = random.Random(7)
    for number in range(24):
        who, day = chance.choice((NORA, DAAN, ZSOFIA, GRACE)), chance.randrange(4, 26)
        conversation = writes(who, desk.inbox, at=at(chance, day))
        by = chance.choice((desk.ada, desk.bo))
        if chance.random() < 0.8:
            answers(by, conversation, at=at(chance, day + 1))
        if chance.random() < 0.6:
            kind = chance.choice((CaseType.COMPLAINT, CaseType.QUESTION))
            properties.choose(
                conversation=conversation, name="case_type", value=kind, by=Actor.agent(by)
            )
        for tag in chance.sample(("parcel", "invoice", "grinder"), chance.randrange(3)):
            properties.add_tag(conversation=conversation, name=tag, by=Actor.agent(by))
        if chance.random() < 0.7:
            conversation.refresh_from_db()
            when = at(chance, day + 2)
            actions.resolve(conversation=conversation, by=Actor.agent(by), at=when)
        if number % 6 == 0:
            with clock.moved_to(NOW):
                roll_up_stale()
    with clock.moved_to(NOW):
        break_overdue(now=NOW, most=100)
        customers_answer(desk, chance)
        yield desk


def customers_answer(desk: Desk, chance: random.Random) -> None:
    """Those who were asked say what they think, some in words; one of them is read differently."""
    customers = (NORA, DAAN, ZSOFIA, GRACE)
    said = [
        says(desk, chance.randint(1, 5), comment, customer=who)
        for who, comment in zip(customers, COMMENTS, strict=True)
    ]
    correct(follow_up=said[0], mood="bad", topics=["price"], by=desk.ada)
    run_reactions()


def everything(desk: Desk) -> Everything:
    """Every figure on both clocks, by dimension, value and measure; the whole has neither."""
    teams, measures = [desk.team.pk], all_measures()
    whole = summaries_of(measures, teams, FIRST, LAST)
    told: dict[str, Any] = {"": {basis: {"": list(flat(one))} for basis, one in whole.items()}}
    for one in all_dimensions():
        told[one.key] = parts_of(measures, teams, FIRST, LAST, one.key)
    return {
        (dimension, value, one.key): [one.figure(summaries, kind) for kind in ClockKind]
        for dimension, by_basis in told.items()
        for one in measures
        for value, summaries in by_basis[one.basis].items()
    }


def each_slice(desk: Desk) -> Iterator[tuple[Measure, Slice, Scope]]:
    start, end = bounds(FIRST, LAST, "Europe/Oslo")
    for measure in all_measures():
        for dimension in all_dimensions():
            if not divides(measure, dimension):
                continue
            found = parts_of([measure], [desk.team.pk], FIRST, LAST, dimension.key)
            for value in found[measure.basis]:
                one = Slice(dimension.key, value)
                yield measure, one, Scope((desk.team.pk,), start, end, slices=(one,))


@pytest.mark.parametrize("is_rolled_up", [False, True])
def test_a_slice_is_what_its_own_facts_come_to(spring: Desk, is_rolled_up: bool) -> None:
    while is_rolled_up and roll_up_stale():
        pass
    seen = 0
    for measure, one, scope in each_slice(spring):
        assert isinstance(measure, Divides)
        parts = parts_of([measure], [spring.team.pk], FIRST, LAST, one.dimension)
        told = measure.figure(parts[measure.basis][one.value], scope.clock)
        assert told == measure.figure([measure.summarise(scope)], scope.clock), (measure.key, one)
        days = summaries_of([measure], [spring.team.pk], FIRST, LAST, part=one)[measure.basis]
        assert told == measure.figure((day for some in days.values() for day in some), scope.clock)
        if measure.has_cases and measure.key not in ("satisfaction", "recommendation", "ease"):
            assert len(measure.cases(scope, 0, 1000)) == told.n
        seen += 1
    assert seen > 200


def test_what_is_rolled_up_again_is_the_same_in_any_order(spring: Desk) -> None:
    while roll_up_stale():
        pass
    before = everything(spring)
    assert len(tags_of(before)) == 4
    assert {"", "delivery", "friendliness", "price"} <= topics_of(before)
    for model in (Day, Span):
        model.objects.all().delete()
    assert not DaySlice.objects.exists()
    assert not SpanSlice.objects.exists()
    rebuild()
    wanted = list(Day.objects.values_list("measure", "team_id", "day"))
    Day.objects.all().delete()
    random.Random(3).shuffle(wanted)
    for one in wanted:
        mark_days([one])
        roll_up_stale()
    while roll_up_stale():
        pass
    assert everything(spring) == before


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_happened_told_again_in_any_order_gives_the_same(spring: Desk, seed: int) -> None:
    """All that is counted is deleted, then every event of the journal tells what it changed."""
    while roll_up_stale():
        pass
    before, flows = everything(spring), flows_of(spring)
    for model in (Day, Span, Flow):
        model._default_manager.all().delete()
    told = list(Event.objects.all())
    random.Random(seed).shuffle(told)
    for event in told:
        mark_anew(event)
        if event.pk % 7 == 0:
            roll_up_stale()
    count_flows()
    while roll_up_stale():
        pass
    assert everything(spring) == before
    assert flows_of(spring) == flows


def mark_anew(event: Event) -> None:
    """Let what counts figures react to an event once more."""
    for handler in handlers_of(type(event.fact), quiet=event.quiet):
        if handler.name.startswith("insights.") and handler.mode is Mode.INLINE:
            with transaction.atomic():
                handler.function(event.fact, event)


def flows_of(desk: Desk) -> list[tuple[object, ...]]:
    counted = Flow.objects.filter(team=desk.team).exclude(count=0)
    return sorted(counted.values_list("day", "kind", "count"))


def test_a_tag_moves_all_that_counts_of_a_conversation(spring: Desk) -> None:
    while roll_up_stale():
        pass
    conversation = Conversation.objects.exclude(resolved_at=None).filter(tags=None).first()
    assert conversation
    before = everything(spring)
    properties.add_tag(conversation=conversation, name="new word", by=Actor.agent(spring.ada))
    stale = everything(spring)
    assert len(tags_of(stale)) == len(tags_of(before)) + 1
    while roll_up_stale():
        pass
    assert everything(spring) == stale


def topics_of(found: Everything) -> set[str]:
    return {v for dimension, v, key in found if (dimension, key) == ("topic", "satisfaction")}


def tags_of(found: Everything) -> set[str]:
    return {value for dimension, value, key in found if (dimension, key) == ("tag", "one-touch")}
