"""However many promises are overdue, one look of the clock breaks them all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.hours.models import CalendarVersion
from tillit.journal.models import Event
from tillit.standards.clockwork import BATCH, tick
from tillit.standards.events import PromiseBroken
from tillit.standards.models import Clock, Promise, PromiseState, StandardVersion
from tillit.standards.promises import break_overdue
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

MANY = 600
LATER = MONDAY_TEN + timedelta(days=7)


def overdue(desk: Desk, number: int) -> None:
    """So many promises whose time is up, each due at an instant of its own."""
    conversation = writes(GRACE, desk.inbox)
    conversation.promises.all().delete()
    version = StandardVersion.objects.filter(clock=Clock.FIRST_RESPONSE).earliest("id")
    calendar = CalendarVersion.objects.earliest("id")
    Promise.objects.bulk_create(
        Promise.begin(conversation, version, calendar, MONDAY_TEN + timedelta(seconds=n))
        for n in range(number)
    )


def queries_for(number: int) -> int:
    """How many statements one batch of this size takes."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert break_overdue(now=LATER, most=number) == number
    return len(captured)


def test_one_look_breaks_more_than_a_batch(desk: Desk) -> None:
    overdue(desk, MANY)
    assert MANY > BATCH
    with clock.moved_to(LATER):
        assert tick() == MANY
    assert set(Promise.objects.values_list("state", flat=True)) == {PromiseState.BROKEN}
    told = Event.objects.filter(kind=PromiseBroken.kind())
    assert told.count() == MANY
    due = Promise.objects.order_by("due_at").values_list("due_at", "decided_at")
    assert all(due_at == decided_at for due_at, decided_at in due)


def test_the_earliest_due_are_broken_first(desk: Desk) -> None:
    overdue(desk, 5)
    assert break_overdue(now=LATER, most=2) == 2
    states = Promise.objects.order_by("due_at").values_list("state", flat=True)
    assert list(states) == [PromiseState.BROKEN] * 2 + [PromiseState.RUNNING] * 3


def test_statements_grow_with_batches_and_not_with_promises(desk: Desk) -> None:
    overdue(desk, 460)
    small, large = queries_for(10), queries_for(400)
    assert small <= 12
    assert large - small <= 4, "SQLite takes a hundred facts in one statement, and the day is one"
    assert Event.objects.filter(kind=PromiseBroken.kind()).count() == 410


def test_nothing_overdue_takes_one_statement(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    with CaptureQueriesContext(connection) as captured:
        assert break_overdue(now=MONDAY_TEN) == 0
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 1
