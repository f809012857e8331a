"""Nobody is forgotten: who waits for a person stands in one list, with the age of the wait."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from tillit import clock
from tillit.conversations import actions, holding, snoozing, spam
from tillit.conversations.listing import page_of
from tillit.conversations.models import Conversation, Inbox
from tillit.conversations.spine import post
from tillit.conversations.standing import VIEWS, counts_for
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, Desk, writes
from tillit.testing.steps import answers, bounces, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

VIEW = VIEWS["unanswered"]


def waiting(someone: Agent) -> list[datetime]:
    """Since when those have waited who stand in the list, in its order."""
    entries = page_of(VIEW, someone).entries
    assert len(entries) == counts_for(someone)["unanswered"]
    return [entry.at for entry in entries]


def test_the_longest_wait_stands_first_with_its_age(ada: Client, desk: Desk) -> None:
    for customer, minute in ((GRACE, 20), (NORA, 5), (DAAN, 10)):
        writes(customer, desk.inbox, at=oslo(f"2026-06-01 10:{minute:02}"))
    minutes = [at.minute for at in waiting(desk.ada)]
    assert minutes == [5, 10, 20]
    shown = ada.get("/inbox/unanswered/").content.decode()
    assert shown.index(NORA.name) < shown.index(DAAN.name) < shown.index(GRACE.name)
    assert shown.count('class="row-wait"') == 3
    assert shown.count("The customer has written since") == 3
    assert "row-wait" not in ada.get("/inbox/open/").content.decode()


def test_only_a_person_ends_the_wait(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    first = f"<{GRACE.email}.{MONDAY_TEN.timestamp()}>"
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 10:30"), answers=first)
    assert waiting(desk.ada) == [MONDAY_TEN]
    by = Actor.agent(desk.ada)
    post(conversation=conversation, by=by, agent=desk.ada, text="We look.", note=True)
    assert waiting(desk.ada) == [MONDAY_TEN]
    answers(desk.ada, conversation, at=oslo("2026-06-01 10:40"))
    assert waiting(desk.ada) == []
    later = oslo("2026-06-01 10:50")
    writes(GRACE, desk.inbox, at=later, answers=first)
    assert waiting(desk.ada) == [later]


def test_an_answer_that_comes_back_was_none(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    said = answers(desk.ada, conversation, at=oslo("2026-06-01 10:40"))
    assert waiting(desk.ada) == []
    bounces(said, at=oslo("2026-06-01 10:41"))
    assert waiting(desk.ada) == [MONDAY_TEN]


def test_an_answer_that_is_taken_back_or_for_later_is_none_yet(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    tomorrow = oslo("2026-06-02 10:00")
    said = post(
        conversation=conversation, by=by, agent=desk.ada, text="Hello", leaves_at=tomorrow,
        scheduled=True,
    )  # fmt: skip
    assert waiting(desk.ada) == [MONDAY_TEN]
    with clock.moved_to(oslo("2026-06-01 10:10")):
        assert holding.withdraw(message=said, by=by)
    assert waiting(desk.ada) == [MONDAY_TEN]


def test_what_is_put_off_still_waits_and_what_is_done_does_not(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    snoozing.snooze(conversation=conversation, until=None, until_reply=True, by=by)
    assert waiting(desk.ada) == [MONDAY_TEN]
    actions.resolve(conversation=conversation, by=by)
    assert waiting(desk.ada) == []
    actions.reopen(conversation=conversation, by=by)
    assert waiting(desk.ada) == [MONDAY_TEN]
    spam.mark(conversation=conversation, by=by)
    assert waiting(desk.ada) == []


def test_eve_sees_those_of_her_team_alone(eve: Client, desk: Desk, night: Inbox) -> None:
    writes(GRACE, desk.inbox)
    writes(NORA, night)
    assert len(waiting(desk.eve)) == 1
    shown = eve.get("/inbox/unanswered/").content.decode()
    assert NORA.name in shown
    assert GRACE.name not in shown


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite tells its plan in words")
def test_list_and_number_walk_an_index_of_those_who_wait(desk: Desk) -> None:
    table = Conversation._meta.db_table
    asked = f"FROM {table} WHERE team_id = 1 AND waits_since IS NOT NULL"
    order = "ORDER BY waits_since, id LIMIT 41"
    plans = [f"SELECT id {asked} {order}", f"SELECT COUNT(*) {asked}"]
    for statement in plans:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            told = " ".join(row[3] for row in cursor.fetchall())
        assert "conversation_waits" in told
        assert "TEMP B-TREE" not in told
