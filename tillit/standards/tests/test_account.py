"""The customer's own page about one promise: why then, in plain words, without signing in."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations.models import Message, Status
from tillit.standards import account
from tillit.standards.models import Clock, PauseRule, Promise, PromiseState, StandardVersion
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA, Customer, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FRIDAY_NIGHT = oslo("2026-05-29 19:40")


def read(client: Client, promise: Promise) -> str:
    answer = client.get(account.address_of(promise).split("8000", 1)[1])
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_receipt_leads_to_it(desk: Desk, client: Client) -> None:
    writes(GRACE, desk.inbox)
    mail = Message.objects.get(automatic=True)
    address = re.search(r"http://\S+(/promised/\S+)", mail.text)
    assert address
    answer = client.get(address[1])
    assert answer.status_code == 200
    assert Promise.objects.get().version.words() in answer.content.decode()


def test_a_promise_that_is_not_told_has_none(desk: Desk, client: Client) -> None:
    StandardVersion.objects.update(public=False)
    writes(GRACE, desk.inbox)
    assert "/promised/" not in Message.objects.get(automatic=True).text
    address = account.address_of(Promise.objects.get())
    assert client.get(address.split("8000", 1)[1]).status_code == 404


@pytest.mark.parametrize("sealed", ["1", "1:forged", "x" * 3000, "1:\x00"])
def test_a_forged_address_shows_nothing(desk: Desk, client: Client, sealed: str) -> None:
    writes(GRACE, desk.inbox)
    assert client.get(f"/promised/{sealed}/").status_code == 404


def test_it_says_day_by_day_what_counted(desk: Desk, client: Client) -> None:
    writes(GRACE, desk.inbox, at=FRIDAY_NIGHT)
    text = read(client, Promise.objects.get())
    assert "Your message reached us on Friday, 29 May at 19:40" in text
    assert re.search(r"Sat 30 May We are closed – ", text)
    assert re.search(r"Mon 1 Jun We are open 09:00–13:00 4 h Together 4 h", text)


def test_nothing_of_the_conversation_is_told(desk: Desk, client: Client) -> None:
    conversation = writes(GRACE, desk.inbox, subject="Canary-subject", text="Canary-words")
    conversation.assignee = desk.ada
    conversation.save()
    text = read(client, Promise.objects.get())
    for secret in ("Canary", GRACE.email, GRACE.name, "Ada"):
        assert secret not in text


@pytest.mark.parametrize(
    ("customer", "words"),
    [(GRACE, "Why then?"), (NORA, "åpent"), (DAAN, "open"), (ZSOFIA, "nyitva")],
)
def test_it_speaks_the_customers_language(
    desk: Desk, client: Client, customer: Customer, words: str
) -> None:
    conversation = writes(customer, desk.inbox)
    text = read(client, Promise.objects.get())
    assert words in text
    assert conversation.language == customer.language


def test_kept_late_and_ended_are_said_as_they_are(desk: Desk, client: Client) -> None:
    conversation = writes(GRACE, desk.inbox)
    promise = Promise.objects.get(clock=Clock.FIRST_RESPONSE)
    assert "Kept" not in read(client, promise)
    answers(desk.ada, conversation, at=MONDAY_TEN + timedelta(minutes=14))
    assert "Kept: today at 10:14" in read(client, Promise.objects.get(pk=promise.pk))
    Promise.objects.update(state=PromiseState.BROKEN)
    assert "Late: it came today at 10:14" in read(client, Promise.objects.get(pk=promise.pk))
    Promise.objects.update(met_at=None)
    assert "You are not forgotten" in read(client, Promise.objects.get(pk=promise.pk))
    Promise.objects.update(state=PromiseState.CANCELLED)
    assert "This promise has ended." in read(client, Promise.objects.get(pk=promise.pk))


@pytest.mark.parametrize(
    ("status", "words"),
    [(Status.WAITING, "We wait for you"), (Status.ON_HOLD, "We wait for others")],
)
def test_a_pause_says_for_whom_we_wait(
    desk: Desk, client: Client, status: Status, words: str
) -> None:
    writes(GRACE, desk.inbox)
    promise = Promise.objects.get()
    began = MONDAY_TEN + timedelta(minutes=10)
    Promise.objects.update(pause_rule=PauseRule.ANYBODY)
    promise.pauses.create(status=status, began_at=began, ended_at=began + timedelta(minutes=20))
    with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
        text = read(client, Promise.objects.get())
    assert f"{words} 10:10–10:30 −20 min" in text
    assert "So it is due before 14:20 today" in text


def told_later(promise: Promise, until: datetime) -> Promise:
    promise.told_until = until
    promise.save()
    return Promise.objects.get(pk=promise.pk)


def test_a_later_time_that_was_told_moves_nothing(desk: Desk, client: Client) -> None:
    writes(GRACE, desk.inbox)
    promise = Promise.objects.get()
    text = read(client, told_later(promise, oslo("2026-06-02 12:00")))
    assert "So it is due before 14:00 today" in text
    assert "a later time: before 12:00 tomorrow" in text
