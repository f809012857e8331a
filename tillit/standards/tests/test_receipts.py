"""Confirming receipt is a rule: on from the first inbox, changed or switched off by a person."""

import pytest
from django.utils import translation

from tillit.automation import book, changing
from tillit.automation.models import Firing, Rule
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.spine import receive
from tillit.hours.models import CalendarVersion
from tillit.people.actor import Actor
from tillit.standards.models import StandardVersion
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA, Customer, Desk, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

NIGHT = oslo("2026-06-01 20:00")


def the_rule(purpose: str) -> Rule:
    book.holding()
    return Rule.objects.get(purpose=purpose)


def test_it_is_told_with_the_message_itself_and_written_down(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    mail = conversation.messages.get(automatic=True)
    assert mail.purpose == "acknowledgement"
    firing = Firing.objects.get(conversation=conversation)
    assert firing.rule == the_rule("acknowledgement")
    assert firing.did[0]["what"] == {"message": mail.pk}


@pytest.mark.parametrize(
    ("customer", "words"),
    [
        (GRACE, "We are closed at the moment, and open again tomorrow at 09:00 (Oslo time)."),
        (NORA, "i morgen"),
        (DAAN, "morgen"),
        (ZSOFIA, "holnap"),
    ],
)
def test_at_night_it_says_when_somebody_is_there_again(
    desk: Desk, customer: Customer, words: str
) -> None:
    desk.inbox.language = "nb"
    desk.inbox.save()
    conversation = writes(customer, desk.inbox, at=NIGHT)
    mail = conversation.messages.get(automatic=True)
    assert mail.purpose == "out_of_hours"
    assert words in " ".join(mail.text.split())
    assert str(conversation.number) in mail.text


def test_a_desk_that_never_opens_names_no_time(desk: Desk) -> None:
    CalendarVersion.objects.update(data={"tz": "Europe/Oslo", "week": {}, "holidays": []})
    desk.inbox.refresh_from_db()
    StandardVersion.objects.all().delete()
    text = writes(GRACE, desk.inbox).messages.get(automatic=True).text
    with translation.override("en"):
        assert "We are closed at the moment." in text


def test_switched_off_nothing_is_said(desk: Desk) -> None:
    changing.switch(rule=the_rule("acknowledgement"), on=False, by=Actor.system("test"))
    assert not writes(GRACE, desk.inbox).messages.filter(automatic=True).exists()
    changing.switch(rule=the_rule("acknowledgement"), on=True, by=Actor.system("test"))
    assert writes(NORA, desk.inbox).messages.filter(automatic=True).exists()


def test_machines_and_lists_are_told_nothing(desk: Desk) -> None:
    letter = Envelope(sender_address=GRACE.email, subject="News", text="x", robot=Robot.LIST)
    received = receive(letter, inbox=desk.inbox, at=MONDAY_TEN)
    assert not received.conversation.messages.filter(automatic=True).exists()
