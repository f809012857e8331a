"""The health page: every mail received is in exactly one state, and they add up."""

import pytest
from django.test import Client

from tillit.config.balance import balance
from tillit.conversations.models import Parcel, ParcelState
from tillit.conversations.parcels import hold, keep
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, Desk
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db

MAIL = f"From: {GRACE.email}\nSubject: Hello\n\nThe lid is cracked.\n".encode()


def page_for(agent: Agent) -> tuple[int, str]:
    browser = Client()
    browser.force_login(agent)
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


def test_a_mail_that_is_missing_is_told(desk: Desk) -> None:
    keep(inbox=desk.inbox, key="one", raw=MAIL)
    Parcel.objects.all().delete()
    assert not balance().adds_up
    assert "do not add up" in page_for(desk.liv)[1]


def test_only_leads_and_administrators_look_after_health(desk: Desk) -> None:
    assert page_for(desk.ada)[0] == 404
    assert page_for(desk.eve)[0] == 404
