"""Which version of a standard is promised, and that nothing moves a running promise."""

from datetime import UTC, datetime, timedelta

import pytest

from tillit import clock
from tillit.conversations.models import Conversation
from tillit.hours.models import CalendarVersion
from tillit.measures.registry import ClockKind, Scope
from tillit.standards.measures import PromisesKept, compliance
from tillit.standards.models import (
    Clock,
    HoursKind,
    Promise,
    PromiseState,
    ServiceStandard,
    StandardVersion,
)
from tillit.standards.promises import break_overdue
from tillit.standards.starting.sets import promise_answers
from tillit.standards.tests.vectors import VECTORS
from tillit.testing.cast import GRACE, LONG_AGO, MONDAY_TEN, Desk, open_desk, open_inbox, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def version(number: int, valid_from: datetime, target_seconds: int) -> StandardVersion:
    """A version of one standard that ends the version before."""
    standard, _created = ServiceStandard.objects.get_or_create(name="Answers")
    standard.versions.filter(number=number - 1).update(valid_to=valid_from)
    return StandardVersion.objects.create(
        standard=standard,
        number=number,
        wording={"en": f"v{number}"},
        clock=Clock.FIRST_RESPONSE,
        hours_kind=HoursKind.CALENDAR,
        target_seconds=target_seconds,
        valid_from=valid_from,
    )


def test_a_promise_is_judged_by_the_version_in_force_when_its_clock_started(db: None) -> None:
    vector, desk = VECTORS["standard.version_attribution"], open_desk(with_standards=False)
    for row in vector["inputs"]["versions"]:
        begin = datetime.fromisoformat(row["from"]).replace(tzinfo=UTC)
        version(row["v"], begin, row["target_s"])
    for row in vector["inputs"]["tickets"]:
        asked = datetime.fromisoformat(row["created"])
        conversation = writes(GRACE, desk.inbox, at=asked)
        answers(desk.ada, conversation, at=asked + timedelta(seconds=row["frt_s"]))
    found = [f"{one.state}:v{one.version.number}" for one in Promise.objects.order_by("id")]
    assert found == vector["expected"]["result"]


def in_state(conversation: Conversation, state: str) -> Promise:
    """A promise that was due an hour ago, or in an hour when it still runs in time."""
    overdue = state == "running_overdue"
    due_at = MONDAY_TEN + timedelta(hours=1 if state == "running" else -1)
    state = PromiseState.RUNNING if overdue else PromiseState(state)
    decided = None if state == PromiseState.RUNNING else due_at
    standard = StandardVersion.objects.filter(clock=Clock.FIRST_RESPONSE).earliest("id")
    calendar = CalendarVersion.objects.earliest("id")
    started_at = MONDAY_TEN - timedelta(days=1)
    promise = Promise.begin(conversation, standard, calendar, started_at)
    promise.state, promise.due_at, promise.decided_at = state, due_at, decided
    return promise


def test_running_and_cancelled_ones_are_outside_the_compliance(desk: Desk) -> None:
    vector, conversation = VECTORS["compliance.mixed_states"], writes(GRACE, desk.inbox)
    Promise.objects.all().delete()
    states = vector["inputs"]["promises"]
    Promise.objects.bulk_create([in_state(conversation, state) for state in states])
    assert break_overdue(now=MONDAY_TEN) == 1
    measure = PromisesKept()
    day = measure.summarise(Scope((desk.team.pk,), LONG_AGO, MONDAY_TEN))
    figure, wanted = measure.figure([day], ClockKind.BUSINESS), vector["expected"]
    assert (figure.numerator, figure.n) == (wanted["kept"], wanted["n"])
    bounds = (figure.value, figure.low, figure.high)
    close = pytest.approx((wanted["rate"], wanted["low"], wanted["high"]), abs=vector["tolerance"])
    assert bounds == close
    assert figure == compliance(wanted["kept"], wanted["broken"])


def test_nothing_decided_is_undefined_never_zero() -> None:
    figure = compliance(0, 0)
    assert (figure.value, figure.n, figure.low, figure.high) == (None, 0, None, None)
    assert [extra.value for extra in figure.extras] == [None]


def test_what_ended_without_a_reply_stands_beside_the_compliance() -> None:
    figure = compliance(3, 1, without_reply=1)
    assert (figure.value, figure.n) == (0.75, 4)
    assert [extra.value for extra in figure.extras] == [0.2]


def test_adopting_a_new_version_moves_no_running_promise(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    with clock.moved_to(oslo("2026-06-01 10:30")):
        promise_answers(by=desk.liv, hours=8)
    promise = Promise.objects.get()
    assert (promise.due_at, promise.version.number) == (oslo("2026-06-01 14:00"), 1)
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 10:30"))
    promise = Promise.objects.latest("id")
    assert (promise.due_at, promise.version.number) == (oslo("2026-06-02 10:30"), 2)


def test_a_resumed_promise_keeps_the_version_it_was_made_with(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id="<first@customer.example>")
    with clock.moved_to(oslo("2026-06-01 10:30")):
        promise_answers(by=desk.liv, hours=8)
    answers(desk.ada, conversation, at=oslo("2026-06-01 14:01"))
    assert Promise.objects.get().state == PromiseState.BROKEN


def test_new_opening_hours_move_no_running_promise(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    CalendarVersion.objects.create(
        calendar=desk.inbox.calendar,
        number=2,
        valid_from=oslo("2026-06-01 11:00"),
        data={"tz": "Europe/Oslo", "week": {"1": [["09:00", "11:00"]], "2": [["09:00", "17:00"]]}},
    )
    promise = Promise.objects.get()
    assert promise.due_at == oslo("2026-06-01 14:00")
    assert promise.lines(clock.now())[-1].end == promise.due_at
    writes(GRACE, desk.inbox, at=oslo("2026-06-01 11:00"))
    assert Promise.objects.latest("id").due_at == oslo("2026-06-02 13:00")


def test_the_standard_of_an_inbox_beats_the_one_of_all_inboxes(desk: Desk) -> None:
    other = open_inbox("Shop", desk.team, "shop@desk.example")
    with clock.moved_to(LONG_AGO):
        promise_answers(by=desk.liv, inbox=other, hours=8)
    writes(GRACE, other)
    writes(GRACE, desk.inbox, at=MONDAY_TEN + timedelta(minutes=1))
    targets = Promise.objects.order_by("id").values_list("target_seconds", flat=True)
    assert list(targets) == [8 * 3600, 4 * 3600]
