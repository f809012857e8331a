"""An honest new time: told to the customer, by a person or a rule, and nothing is judged by it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.automation import book, changing, timed
from tillit.automation.models import Rule
from tillit.people.actor import Actor
from tillit.standards import new_times
from tillit.standards.models import Promise, PromiseState
from tillit.standards.new_times import NotThen
from tillit.standards.promises import break_overdue
from tillit.testing.cast import GRACE, MONDAY_TEN, ZSOFIA, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LATER = oslo("2026-06-02 12:00")


def promise_of(desk: Desk) -> Promise:
    conversation = writes(GRACE, desk.inbox)
    return Promise.objects.get(conversation=conversation, clock="first_response")


def told(promise: Promise, until: datetime, desk: Desk) -> Promise:
    new_times.tell(promise=promise, until=until, by=Actor.agent(desk.ada))
    promise.refresh_from_db()
    return promise


def test_the_customer_is_told_and_the_promise_is_judged_as_before(desk: Desk) -> None:
    promise = promise_of(desk)
    due = promise.due_at
    told(promise, LATER, desk)
    mail = promise.conversation.messages.get(purpose="new_time")
    assert mail.automatic
    assert "before 12:00 tomorrow" in mail.text
    assert (promise.due_at, promise.told_until) == (due, LATER)
    break_overdue(now=due + timedelta(minutes=1))
    answers(desk.ada, promise.conversation, at=LATER - timedelta(hours=1))
    promise.refresh_from_db()
    assert promise.state == PromiseState.BROKEN


def test_it_is_told_in_the_customers_language(desk: Desk) -> None:
    conversation = writes(ZSOFIA, desk.inbox)
    text = new_times.words(conversation, LATER, now=MONDAY_TEN)
    assert "holnap" in text
    assert "12:00" in text


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (MONDAY_TEN - timedelta(minutes=1), "has passed"),
        (MONDAY_TEN + timedelta(minutes=5), "not later than what was promised"),
        (MONDAY_TEN + timedelta(days=400), "within two months"),
    ],
)
def test_what_is_no_honest_time_is_refused(desk: Desk, until: datetime, words: str) -> None:
    promise = promise_of(desk)
    with pytest.raises(NotThen, match=words):
        told(promise, until, desk)
    assert not promise.conversation.messages.filter(purpose="new_time").exists()


def test_the_same_time_is_told_once_and_nobody_after_the_answer(desk: Desk) -> None:
    promise = promise_of(desk)
    told(told(promise, LATER, desk), LATER, desk)
    assert promise.conversation.messages.filter(purpose="new_time").count() == 1
    answers(desk.ada, promise.conversation, at=MONDAY_TEN + timedelta(minutes=9))
    with pytest.raises(NotThen, match="waits for nothing"):
        told(promise, LATER + timedelta(days=1), desk)


def test_a_rule_tells_it_once_before_it_is_missed(desk: Desk) -> None:
    book.holding()
    changing.switch(rule=Rule.objects.get(purpose="honest_time"), on=True, by=Actor.system("test"))
    promise = promise_of(desk)
    for minutes in (20, 10, 5):
        at = promise.due_at - timedelta(minutes=minutes)
        with clock.moved_to(at):
            timed.forget()
            timed.tick(at)
            run_reactions()
    promise.refresh_from_db()
    assert promise.told_until == oslo("2026-06-02 10:00")
    assert promise.conversation.messages.filter(purpose="new_time").count() == 1


def test_an_agent_tells_it_from_the_page_of_the_promise(desk: Desk, ada: Client) -> None:
    promise = promise_of(desk)
    address = f"/promises/{promise.pk}/new-time/"
    assert address in ada.get(f"/promises/{promise.pk}/").content.decode()
    assert 'value="2026-06-02T10:00"' in ada.get(address).content.decode()
    wrong = ada.post(address, {"until": "2026-06-01T10:01", "words": "Mine"})
    assert wrong.status_code == 422
    assert "Mine" in wrong.content.decode()
    assert ada.post(address, {"until": "2026-06-02T12:00", "words": ""}).status_code == 302
    promise.refresh_from_db()
    assert promise.told_until == LATER
    page = ada.get(f"/conversations/{promise.conversation_id}/", follow=True).content.decode()
    assert "new time told:" in page
    assert "Ada told a new time" in page


def test_strangers_find_no_promise(desk: Desk, eve: Client) -> None:
    promise = promise_of(desk)
    address = f"/promises/{promise.pk}/new-time/"
    assert eve.get(address).status_code == 404
    assert eve.post(address, {"until": "2026-06-02T12:00"}).status_code == 404
    promise.refresh_from_db()
    assert promise.told_until is None
