"""Merging and undoing it leaves the export as it was."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from tillit import clock
from tillit.api.export import write
from tillit.conversations import merging
from tillit.conversations.case_events import ConversationUnmerged
from tillit.conversations.models import Conversation
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LATER = MONDAY_TEN + timedelta(minutes=30)


@pytest.fixture
def source(desk: Desk) -> Conversation:
    """What Grace wrote first."""
    return writes(GRACE, desk.inbox, subject="Cracked lid")


@pytest.fixture
def target(desk: Desk, source: Conversation) -> Conversation:
    """What Daan wrote half an hour later about the same."""
    return writes(DAAN, desk.inbox, at=LATER, subject="The same lid")


def exported() -> list[Any]:
    """All there is, but for the journal, which only grows, and the number of the version."""
    lines = StringIO()
    write(lines)
    found = [json.loads(line) for line in lines.getvalue().splitlines()]
    return [{name: value for name, value in one.items() if name != "events"} for one in found]


def test_merging_and_undoing_it_leaves_everything_as_it_was(
    desk: Desk, source: Conversation, target: Conversation
) -> None:
    answers(desk.ada, target, at=LATER + timedelta(minutes=5))
    before = exported()
    done = merging.merge(source=source, into=target, by=Actor.agent(desk.ada))
    assert exported() != before
    with assert_emits(ConversationUnmerged):
        merging.unmerge(merge=done, by=Actor.agent(desk.ada))
    assert exported() == before


@pytest.mark.parametrize("hours", [2, 30])
def test_undoing_it_gives_back_promises_as_they_would_be(
    desk: Desk, source: Conversation, target: Conversation, hours: int
) -> None:
    with clock.moved_to(MONDAY_TEN + timedelta(hours=hours)):
        tick()
        before = exported()
        done = merging.merge(source=source, into=target, by=Actor.agent(desk.ada))
        tick()
        merging.unmerge(merge=done, by=Actor.agent(desk.ada))
        tick()
    assert exported() == before
