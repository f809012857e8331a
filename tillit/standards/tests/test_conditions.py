"""Which standard applies to whom, and what becomes of a promise when that changes."""

from datetime import timedelta
from typing import Any

import pytest

from tillit import clock
from tillit.conversations import properties
from tillit.conversations.models import Conversation, Inbox
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Contact
from tillit.standards.models import (
    Cause,
    Clock,
    Promise,
    PromiseState,
    ServiceStandard,
    StandardVersion,
)
from tillit.testing.cast import DAAN, GRACE, LONG_AGO, MONDAY_TEN, NORA, Desk, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def standard(hours: float, **asked: Any) -> StandardVersion:
    """A standard for some conversations only, beside those of the desk (four hours)."""
    name = ServiceStandard.objects.create(name=f"{hours} {asked}")
    return StandardVersion.objects.create(
        standard=name,
        number=1,
        wording={"en": f"An answer within {hours} hours"},
        clock=Clock.FIRST_RESPONSE,
        target_seconds=int(hours * 3600),
        valid_from=LONG_AGO,
        **asked,
    )


def promised() -> timedelta:
    return Promise.objects.latest("id").target


def become(conversation: Conversation, desk: Desk, **values: str) -> None:
    for name, value in values.items():
        by = Actor.agent(desk.ada)
        properties.choose(conversation=conversation, name=name, value=value, by=by)


def test_a_language_and_a_vip_have_standards_of_their_own(desk: Desk) -> None:
    standard(2, language="nl")
    standard(1, vip=True)
    writes(GRACE, desk.inbox)
    assert promised() == timedelta(hours=4)
    writes(DAAN, desk.inbox)
    assert promised() == timedelta(hours=2)
    Contact.objects.filter(name=DAAN.name).update(vip=True)
    writes(DAAN, desk.inbox, at=MONDAY_TEN + timedelta(minutes=1), subject="Another")
    assert promised() == timedelta(hours=1)


def test_a_team_and_a_channel_have_standards_of_their_own(desk: Desk, night: Inbox) -> None:
    standard(2, team=night.team)
    standard(1, channel="letter")
    writes(GRACE, desk.inbox)
    assert promised() == timedelta(hours=4)
    writes(DAAN, night)
    assert promised() == timedelta(hours=2)
    standard(3, channel="email", language="nb")
    writes(NORA, desk.inbox)
    assert promised() == timedelta(hours=3)


def test_another_team_that_promises_more_is_due_earlier(desk: Desk, night: Inbox) -> None:
    standard(1, team=night.team)
    conversation = writes(GRACE, desk.inbox)
    properties.move(conversation=conversation, to=night.team, by=Actor.agent(desk.ada))
    assert Promise.objects.get().due_at == oslo("2026-06-01 11:00")
    properties.move(conversation=conversation, to=desk.team, by=Actor.agent(desk.ada))
    assert Promise.objects.get().due_at == oslo("2026-06-01 14:00")


def test_the_most_precise_counts_then_the_shortest(desk: Desk) -> None:
    standard(0.5, language="nl")
    standard(3, language="nl", inbox=desk.inbox)
    standard(2, language="nl", priority="normal")
    standard(1, language="hu", inbox=desk.inbox, priority="normal")
    writes(DAAN, desk.inbox)
    assert promised() == timedelta(hours=2)


def test_what_becomes_urgent_is_due_earlier_counted_from_its_start(desk: Desk) -> None:
    standard(1, priority="urgent")
    conversation = writes(GRACE, desk.inbox)
    with clock.moved_to(oslo("2026-06-01 10:30")):
        become(conversation, desk, priority="urgent")
    promise = Promise.objects.get()
    assert (promise.due_at, promise.state) == (oslo("2026-06-01 11:00"), PromiseState.RUNNING)
    assert promise.lines(clock.now())[-1].end == promise.due_at
    assert Conversation.objects.get(pk=conversation.pk).next_due_at == promise.due_at
    assert Event.objects.filter(kind="standards.PromiseRetargeted").count() == 1


def test_it_goes_back_to_what_was_told_and_never_beyond(desk: Desk) -> None:
    standard(1, priority="urgent")
    standard(8, priority="low")
    conversation = writes(GRACE, desk.inbox)
    told = Promise.objects.get().due_at
    for priority in ("urgent", "normal", "low", "urgent", "low"):
        become(conversation, desk, priority=priority)
        promise = Promise.objects.get()
        assert promise.due_at == (oslo("2026-06-01 11:00") if priority == "urgent" else told)
        assert promise.lines(clock.now())[-1].end == promise.due_at


def test_what_is_over_by_then_is_broken_and_says_why(desk: Desk) -> None:
    standard(1, case_type="complaint")
    conversation = writes(GRACE, desk.inbox)
    with clock.moved_to(oslo("2026-06-01 11:30")):
        become(conversation, desk, case_type="complaint")
    promise = Promise.objects.get()
    assert (promise.state, promise.cause) == (PromiseState.BROKEN, Cause.RETARGET)
    assert promise.decided_at == oslo("2026-06-01 11:30")


def test_another_stage_moves_nothing(desk: Desk) -> None:
    standard(1, priority="urgent")
    conversation = writes(GRACE, desk.inbox)
    become(conversation, desk, stage="after", priority="high")
    assert Promise.objects.get().first_version is None
