"""Figures told apart: each slice is what a count of its own comes to, whatever came when."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from tillit import clock
from tillit.conversations import actions, properties
from tillit.conversations.models import CaseType, Conversation
from tillit.insights.days import bounds, mark_days
from tillit.insights.models import Day, DaySlice, Span, SpanSlice
from tillit.insights.reading import parts_of, summaries_of
from tillit.insights.rebuilding import rebuild
from tillit.insights.rolling import roll_up_stale
from tillit.measures.dimensions import Divides, Slice, all_dimensions, divides
from tillit.measures.registry import Measure, Scope, all_measures
from tillit.people.actor import Actor
from tillit.standards.promises import break_overdue
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 5, 4), date(2026, 6, 1)
NOW = oslo("2026-06-12 10:00")
Everything = dict[str, dict[str, dict[str, Any]]]


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
        yield desk


def everything(desk: Desk) -> Everything:
    """All that is told of all teams and days, by dimension, basis and value."""
    teams, measures = [desk.team.pk], all_measures()
    whole = summaries_of(measures, teams, FIRST, LAST)
    found: Everything = {"": {basis: {"": as_told(days.values())} for basis, days in whole.items()}}
    for one in all_dimensions():
        parts = parts_of(measures, teams, FIRST, LAST, one.key)
        found[one.key] = {
            basis: {value: as_told([some]) for value, some in by_value.items()}
            for basis, by_value in parts.items()
        }
    return found


def as_told(days: Any) -> list[Any]:
    """The summaries without those that count nothing, in an order of their own."""
    return sorted((str(sorted(one.items())) for some in days for one in some), key=str)


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
    assert len(before["tag"]["solved"]) == 4
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


def test_a_tag_moves_all_that_counts_of_a_conversation(spring: Desk) -> None:
    while roll_up_stale():
        pass
    conversation = Conversation.objects.exclude(resolved_at=None).filter(tags=None).first()
    assert conversation
    before = everything(spring)["tag"]["solved"]
    assert "".join(before)
    assert "" in before
    properties.add_tag(conversation=conversation, name="new word", by=Actor.agent(spring.ada))
    stale = everything(spring)["tag"]
    assert len(stale["solved"]) == len(before) + 1
    while roll_up_stale():
        pass
    assert everything(spring)["tag"] == stale
