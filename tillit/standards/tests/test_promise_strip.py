"""What a conversation shows of its promises."""

from typing import Any

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.models import Conversation
from tillit.people.actor import Actor
from tillit.standards.clockwork import tick
from tillit.standards.models import Promise
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import answers, bounces, oslo
from tillit.ui import panels

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def strip(conversation: Conversation, desk: Desk) -> list[dict[str, Any]]:
    (section,) = panels.sections("conversation.promises", conversation, desk.ada)
    shown: list[dict[str, Any]] = section.data
    return shown


def test_a_running_promise_shows_its_clock_and_the_way_to_its_explanation(desk: Desk) -> None:
    (shown,) = strip(writes(GRACE, desk.inbox), desk)
    assert (shown["state"], shown["outcome"]) == ("running", "")
    assert shown["standard"] == "An answer within four working hours"
    assert (shown["started_at"], shown["due_at"]) == (MONDAY_TEN, oslo("2026-06-01 14:00"))
    assert shown["explanation_url"] == f"/promises/{Promise.objects.get().pk}/"


def test_it_is_soon_due_when_a_quarter_of_the_time_is_left(desk: Desk) -> None:
    (shown,) = strip(writes(GRACE, desk.inbox), desk)
    assert shown["warn_at"] == oslo("2026-06-01 13:00")


def test_a_broken_promise_still_runs_while_the_customer_waits(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with clock.moved_to(oslo("2026-06-01 15:00")):
        tick()
        assert strip(conversation, desk)[0]["state"] == "running"


@pytest.mark.parametrize(
    ("answered", "state", "outcome"),
    [
        ("2026-06-01 11:12", "kept", "Kept, answered in 1 h 12 min"),
        ("2026-06-01 14:30", "broken", "30 min late"),
    ],
)
def test_once_answered_it_says_how_it_went(
    desk: Desk, answered: str, state: str, outcome: str
) -> None:
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=oslo(answered))
    (shown,) = strip(conversation, desk)
    assert (shown["state"], shown["outcome"]) == (state, outcome)


def test_what_ended_without_a_reply_is_not_shown(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    assert strip(conversation, desk) == []


def test_the_timeline_tells_the_whole_life_of_a_promise(client: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<first@customer.example>")
    reply = answers(desk.ada, conversation, at=oslo("2026-06-01 11:12"))
    bounces(reply, at=oslo("2026-06-01 11:15"))
    actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    answers(desk.ada, conversation, at=oslo("2026-06-01 14:20"))
    client.force_login(desk.ada)
    html = client.get(f"/conversations/{conversation.pk}/", follow=True).content.decode()
    for line in (
        "Promised: An answer within four working hours",
        "The answer did not arrive, so the promise runs again",
        "Promise broken: the time was up",
        "Receipt confirmed to Grace Whitfield",
    ):
        assert line in html
