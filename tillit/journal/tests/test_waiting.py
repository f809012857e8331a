"""What is held back: not before its time, taken back or hastened, and never half done."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tillit import clock
from tillit.journal.models import Lane, Reaction
from tillit.journal.recording import emit
from tillit.journal.tests.bells import (
    NOON,
    Behaviour,
    LetterPosted,
    PigeonSent,
    Ringer,
    only_reaction,
)
from tillit.journal.waiting import hasten, take_back
from tillit.journal.worker import LEASE, PAUSES, TryLater, claim, work_off

pytestmark = pytest.mark.usefixtures("at_noon")

LATER = NOON + timedelta(seconds=8)


@pytest.mark.django_db
def test_what_is_done_outside_waits_for_its_time(bells: Behaviour) -> None:
    emit(PigeonSent(1), by=Ringer(), not_before=LATER)
    with clock.moved_to(LATER - timedelta(milliseconds=1)):
        assert work_off(Lane.SLOW, batch=1) == 0
    with clock.moved_to(LATER):
        assert work_off(Lane.SLOW, batch=1) == 1
    assert "pigeon 1" in bells.heard


@pytest.mark.django_db
def test_what_is_done_at_home_does_not_wait(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer(), not_before=LATER)
    assert only_reaction().ready_at == NOON


@pytest.mark.django_db
def test_what_no_worker_has_begun_is_taken_back(bells: Behaviour) -> None:
    event = emit(PigeonSent(1), by=Ringer(), not_before=LATER)
    assert take_back([event])
    assert not Reaction.objects.exists()


@pytest.mark.django_db
def test_what_has_begun_or_is_done_is_not_taken_back(bells: Behaviour) -> None:
    event = emit(PigeonSent(1), by=Ringer())
    (held,) = claim(Lane.SLOW, limit=1)
    assert not take_back([event])
    assert only_reaction().pk == held.reaction
    with clock.moved_to(NOON + LEASE):
        work_off(Lane.SLOW, batch=1)
    assert not take_back([event])


@pytest.mark.django_db
def test_all_is_taken_back_or_nothing(bells: Behaviour) -> None:
    events = [emit(PigeonSent(number), by=Ringer()) for number in (1, 2)]
    claim(Lane.SLOW, limit=1)
    assert not take_back(events)
    assert Reaction.objects.count() == 2


@pytest.mark.django_db
def test_a_pause_after_a_failure_can_be_cut_short(bells: Behaviour) -> None:
    event = emit(PigeonSent(1), by=Ringer())
    bells.failure = TryLater("the pigeon is tired")
    work_off(Lane.SLOW, batch=1)
    bells.failure = None
    assert only_reaction().ready_at == NOON + PAUSES[0]
    assert hasten([event])
    assert work_off(Lane.SLOW, batch=1) == 1
    assert not Reaction.objects.exists()


@pytest.mark.django_db
def test_what_a_worker_is_doing_is_not_hastened(bells: Behaviour) -> None:
    event = emit(PigeonSent(1), by=Ringer())
    assert not hasten([event])
    claim(Lane.SLOW, limit=1)
    assert not hasten([event])
    assert only_reaction().ready_at == NOON + LEASE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(10))
def test_of_a_worker_and_an_undo_at_the_same_instant_one_wins(
    bells: Behaviour, number: int
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with transaction.atomic():
        event = emit(PigeonSent(number), by=Ringer())
    both = threading.Barrier(2)
    won: list[str] = []

    def undo() -> None:
        with transaction.atomic():
            won.extend(["undo"] if take_back([event]) else [])

    def work() -> None:
        won.extend("worker" for _ in claim(Lane.SLOW, limit=1))

    threads = [threading.Thread(target=_together, args=[both, act]) for act in (undo, work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won in (["undo"], ["worker"])
    assert Reaction.objects.exists() == (won == ["worker"])


def _together(both: threading.Barrier, act: Callable[[], None]) -> None:
    both.wait()
    try:
        with clock.moved_to(NOON):
            act()
    finally:
        connection.close()
