"""Pauses to look at: a clock that stands still for no good reason would hide a late promise."""

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import on_hold
from tillit.conversations.models import Conversation, Inbox
from tillit.people.actor import Actor
from tillit.standards.models import Clock, PauseRule, PromisePause, ServiceStandard, StandardVersion
from tillit.testing.browsers import browser_of
from tillit.testing.cast import DAAN, GRACE, LONG_AGO, NORA, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/figures/promises-kept/pauses/"


@pytest.fixture
def solving(desk: Desk) -> Desk:
    """A desk that promises a solution, whose clock stands still while it waits for somebody."""
    StandardVersion.objects.create(
        standard=ServiceStandard.objects.create(name="Solved"),
        number=1,
        wording={"en": "Solved within a week"},
        clock=Clock.RESOLUTION,
        target_seconds=40 * 3600,
        pause_rule=PauseRule.ANYBODY,
        valid_from=LONG_AGO,
    )
    return desk


def held(desk: Desk, conversation: Conversation, at: str) -> None:
    """Ada puts it on hold."""
    with clock.moved_to(oslo(f"2026-06-01 {at}")):
        by = Actor.agent(desk.ada)
        on_hold.hold(conversation=conversation, party=on_hold.Party.CARRIER, by=by)


def shown(browser: Client) -> str:
    with clock.moved_to(oslo("2026-06-01 15:00")):
        return browser.get(PAGE).content.decode()


def test_what_stood_still_right_after_the_customer_wrote_is_listed(
    liv: Client, solving: Desk
) -> None:
    held(solving, writes(GRACE, solving.inbox, subject="Too soon"), "10:04")
    held(solving, writes(DAAN, solving.inbox, subject="In time"), "10:05")
    answers(solving.bo, writes(NORA, solving.inbox, subject="Quick"), at=oslo("2026-06-01 10:03"))
    page = shown(liv)
    assert "Too soon" in page
    assert "4 min after the customer wrote, without a reply" in page
    assert "Ada" in page
    assert "3 min after the customer wrote, with a reply" in page
    assert "In time" not in page


def test_what_the_customer_wrote_into_is_listed(liv: Client, solving: Desk) -> None:
    conversation = writes(GRACE, solving.inbox, subject="Written into")
    held(solving, conversation, "10:30")
    first = f"<{GRACE.email}.{conversation.created_at.timestamp()}>"
    writes(GRACE, solving.inbox, at=oslo("2026-06-01 11:00"), answers=first)
    assert "Written into" not in shown(liv)
    PromisePause.objects.update(ended_at=oslo("2026-06-01 12:00"))
    page = shown(liv)
    assert "Written into" in page
    assert "The customer wrote while it was paused" in page
    assert "1 h 30 min" in page


def test_it_is_linked_from_promises_kept_for_leads_of_the_team_alone(
    liv: Client, ada: Client, eve: Client, solving: Desk, night: Inbox
) -> None:
    held(solving, writes(GRACE, solving.inbox, subject="Too soon"), "10:01")
    assert PAGE in liv.get("/figures/promises-kept/").content.decode()
    assert PAGE not in ada.get("/figures/promises-kept/").content.decode()
    assert ada.get(PAGE).status_code == eve.get(PAGE).status_code == 404
    solving.eve.role = "lead"
    solving.eve.save()
    assert "Too soon" not in shown(browser_of(solving.eve))
