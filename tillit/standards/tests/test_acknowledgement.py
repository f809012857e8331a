"""What a customer is told at once: the number, the promise, and when an answer is due."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine import receive
from tillit.hours.models import CalendarVersion
from tillit.standards.models import Promise
from tillit.testing.cast import (
    DAAN,
    GRACE,
    LONG_AGO,
    MONDAY_TEN,
    NORA,
    ZSOFIA,
    Customer,
    Desk,
    open_desk,
    writes,
)
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

MORNING, AFTERNOON = oslo("2026-06-01 10:00"), oslo("2026-06-01 15:00")
FRIDAY, SATURDAY = oslo("2026-06-05 15:00"), oslo("2026-06-06 12:00")


def acknowledgement(conversation: Conversation) -> str:
    """The words of the one automatic mail."""
    return conversation.messages.get(automatic=True).text


def told(customer: Customer, desk: Desk, at: datetime) -> str:
    """What this customer is told who writes then."""
    return acknowledgement(writes(customer, desk.inbox, at=at))


def closed_next_week(desk: Desk) -> None:
    """The whole desk is away from Monday 8 to Friday 12 June."""
    version = CalendarVersion.objects.get(calendar=desk.inbox.calendar)
    days = [f"2026-06-{day:02}" for day in range(8, 13)]
    CalendarVersion.objects.create(
        calendar=desk.inbox.calendar,
        number=2,
        valid_from=LONG_AGO + timedelta(days=1),
        data=version.data | {"holidays": days},
    )


@pytest.mark.parametrize(
    ("customer", "at", "time", "day"),
    [
        (GRACE, MORNING, "before 14:00", "today"),
        (NORA, MORNING, "14:00", "i dag"),
        (DAAN, MORNING, "14:00", "vandaag"),
        (ZSOFIA, MORNING, "14:00", "ma"),
        (GRACE, AFTERNOON, "before 11:00", "tomorrow"),
        (NORA, AFTERNOON, "11:00", "i morgen"),
        (DAAN, AFTERNOON, "11:00", "morgen"),
        (ZSOFIA, AFTERNOON, "11:00", "holnap"),
        (GRACE, FRIDAY, "before 11:00", "on Monday"),
        (NORA, FRIDAY, "11:00", "mandag"),
        (DAAN, FRIDAY, "11:00", "maandag"),
        (ZSOFIA, FRIDAY, "11:00", "hétfőn"),
    ],
)
def test_it_says_when_an_answer_is_due(
    desk: Desk, customer: Customer, at: datetime, time: str, day: str
) -> None:
    (line,) = (line for line in told(customer, desk, at).splitlines() if time in line)
    assert re.search(rf"\b{day}\b", line)


@pytest.mark.parametrize(
    ("customer", "words"),
    [
        (GRACE, "before 11:00 on Monday, 15 June."),
        (NORA, r"mandag.*15\. juni"),
        (DAAN, r"maandag.*15 juni"),
        (ZSOFIA, r"június 15"),
    ],
)
def test_a_week_or_more_ahead_it_names_the_date(desk: Desk, customer: Customer, words: str) -> None:
    closed_next_week(desk)
    assert re.search(words, told(customer, desk, FRIDAY))


def test_while_closed_the_answer_is_due_after_the_next_opening(desk: Desk) -> None:
    assert "before 13:00 on Monday." in told(GRACE, desk, SATURDAY)


def test_it_is_written_in_whole_minutes_never_later_than_due(desk: Desk) -> None:
    assert "before 14:00 today." in told(GRACE, desk, MORNING + timedelta(seconds=59))


@pytest.mark.parametrize("customer", [NORA, DAAN, ZSOFIA], ids=lambda one: one.language)
def test_the_zone_is_named_when_the_customer_writes_another_language(
    desk: Desk, customer: Customer
) -> None:
    assert "Oslo" in told(customer, desk, MORNING)


def test_the_zone_is_not_named_in_the_language_of_the_inbox(desk: Desk) -> None:
    assert "Oslo" not in told(GRACE, desk, MORNING)


@pytest.mark.parametrize(
    ("customer", "promise"),
    [
        (GRACE, "An answer within four working hours"),
        (NORA, "Svar innen fire arbeidstimer"),
        (DAAN, "Antwoord binnen vier werkuren"),
        (ZSOFIA, "Válasz négy munkaórán belül"),
    ],
)
def test_it_gives_the_promise_in_the_words_of_the_customer(
    desk: Desk, customer: Customer, promise: str
) -> None:
    conversation = writes(customer, desk.inbox)
    text = acknowledgement(conversation)
    assert promise in text
    assert str(conversation.number) in text
    assert "Desk" in text


@pytest.mark.parametrize("language", ["en", "nb", "nl", "hu"])
def test_it_greets_in_the_language_of_the_customer_not_of_whoever_works(
    desk: Desk, language: str
) -> None:
    customer = Customer("Kim", "kim@customer.example", language, "x")
    with translation.override("hu" if language == "nl" else "nl"):
        text = acknowledgement(writes(customer, desk.inbox))
    with translation.override(language):
        assert text.startswith(_("Hello,"))
        assert _("Kind regards") in text


def test_it_never_repeats_what_the_customer_wrote(desk: Desk) -> None:
    conversation = writes(
        GRACE,
        desk.inbox,
        subject="Buy xyzzy pills <b>now</b>",
        text="Visit plugh.example for {{ company }} %(time)s",
    )
    message = conversation.messages.get(automatic=True)
    for canary in ("xyzzy", "pills", "plugh", "{{", "%(", GRACE.name):
        assert canary not in message.text
        assert canary not in message.html


def test_a_machine_is_promised_an_answer_by_a_person_but_sent_none(desk: Desk) -> None:
    newsletter = Envelope(GRACE.email, text=GRACE.words, language="en", robot=Robot.LIST)
    conversation = receive(newsletter, inbox=desk.inbox, at=MONDAY_TEN).conversation
    assert not conversation.messages.filter(automatic=True).exists()
    assert Promise.objects.filter(conversation=conversation).exists()


def test_a_further_message_is_not_acknowledged(desk: Desk) -> None:
    first = "<first@customer.example>"
    writes(GRACE, desk.inbox, message_id=first)
    writes(GRACE, desk.inbox, at=AFTERNOON, answers=first)
    assert Message.objects.filter(automatic=True).count() == 1


def test_without_any_standard_no_time_is_promised(db: None) -> None:
    desk = open_desk(with_standards=False)
    text = told(GRACE, desk, MORNING)
    assert "One of us will answer you as soon as we can." in text
    assert "promise" not in text.lower()
    assert not re.search(r"\d\d:\d\d", text)
