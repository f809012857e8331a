"""The health page: every mail received is in exactly one state, and they add up."""

import pytest

from tillit.config.balance import balance
from tillit.conversations.models import Parcel, ParcelState
from tillit.conversations.parcels import hold, keep
from tillit.conversations.spine import post
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db

MAIL = f"From: {GRACE.email}\nSubject: Hello\n\nThe lid is cracked.\n".encode()


def page_for(agent: Agent) -> tuple[int, str]:
    browser = browser_of(agent)
    answer = browser.get("/health/")
    return answer.status_code, answer.content.decode()


def test_mails_in_every_state_add_up_to_those_received(desk: Desk) -> None:
    for key in ("one", "one", "two", "three"):
        keep(inbox=desk.inbox, key=key, raw=MAIL.replace(b"Hello", key.encode()))
    hold(Parcel.objects.get(key="three"), cause="too strange")
    run_reactions()
    found = balance()
    assert found.adds_up
    assert found.received == 4
    assert found.states[ParcelState.DUPLICATE] == found.states[ParcelState.HELD] == 1
    status, words = page_for(desk.liv)
    assert status == 200
    assert "they add up" in words
    assert "Mails held: 1." in words


def test_what_comes_back_to_us_and_what_a_colleague_only_claims_add_up_too(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    ours = post(conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="Yes.")
    back = f"To: support@desk.example\nMessage-ID: {ours.external_id}\n".encode() + MAIL
    claimed = MAIL.replace(GRACE.email.encode(), b"ada@desk.example")
    for key, raw in (("back", back), ("claimed", claimed)):
        keep(inbox=desk.inbox, key=key, raw=raw)
    run_reactions()
    found = balance()
    assert (found.adds_up, found.received) == (True, 2)
    assert found.states[ParcelState.LOOP] == found.states[ParcelState.CONVERSATION] == 1


def test_a_mail_that_is_missing_is_told(desk: Desk) -> None:
    keep(inbox=desk.inbox, key="one", raw=MAIL)
    Parcel.objects.all().delete()
    assert not balance().adds_up
    assert "do not add up" in page_for(desk.liv)[1]


def test_only_leads_and_administrators_look_after_health(desk: Desk) -> None:
    assert page_for(desk.ada)[0] == 404
    assert page_for(desk.eve)[0] == 404
