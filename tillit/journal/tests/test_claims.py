"""Claims: two workers never hold the same reaction, and a killed one loses it."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tillit import clock
from tillit.journal import worker
from tillit.journal.models import Lane, Reaction
from tillit.journal.recording import emit
from tillit.journal.tests.bells import (
    NOON,
    Behaviour,
    LetterCounted,
    LetterPosted,
    PigeonSent,
    Ringer,
    only_reaction,
    told,
)
from tillit.journal.worker import LEASE, Claim, carry_out, claim, work_off

pytestmark = pytest.mark.usefixtures("at_noon")

AFTER_THE_LEASE = NOON + LEASE


def claimed_again(lane: Lane = Lane.QUICK) -> Claim:
    """What another worker claims once the lease has ended."""
    with clock.moved_to(AFTER_THE_LEASE):
        (held,) = claim(lane, limit=10)
    return held


@pytest.mark.django_db
def test_two_workers_share_what_waits(bells: Behaviour) -> None:
    for letter in range(5):
        emit(LetterPosted(letter), by=Ringer())
    first, second, third = (
        claim(Lane.QUICK, limit=3),
        claim(Lane.QUICK, limit=3),
        claim(Lane.QUICK, limit=3),
    )
    assert [len(first), len(second), len(third)] == [3, 2, 0]
    assert not {held.reaction for held in first} & {held.reaction for held in second}


@pytest.mark.django_db(transaction=True)
def test_a_worker_passes_over_what_another_is_just_claiming(bells: Behaviour) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with transaction.atomic():
        for letter in range(4):
            emit(LetterPosted(letter), by=Ringer())
    found: list[Claim] = []
    with transaction.atomic():
        mine = claim(Lane.QUICK, limit=2)
        other = threading.Thread(target=_claim_all, args=[found])
        other.start()
        other.join()
    assert len(mine) == len(found) == 2
    assert not {held.reaction for held in mine} & {held.reaction for held in found}


def _claim_all(found: list[Claim]) -> None:
    try:
        with clock.moved_to(NOON):
            found += claim(Lane.QUICK, limit=10)
    finally:
        connection.close()


@pytest.mark.django_db
def test_during_the_lease_nobody_else_gets_it(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    assert len(claim(Lane.QUICK, limit=1)) == 1
    with clock.moved_to(AFTER_THE_LEASE - LEASE / 100):
        assert claim(Lane.QUICK, limit=1) == []


@pytest.mark.django_db
def test_the_claim_of_a_killed_worker_comes_back_after_the_lease(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    claim(Lane.QUICK, limit=1)
    held = claimed_again()
    assert held.tries == 2
    assert carry_out(held)
    assert told(LetterCounted) == ["LetterCounted"]


@pytest.mark.django_db
def test_a_slow_worker_cannot_finish_what_another_holds(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    (slow,) = claim(Lane.QUICK, limit=1)
    quick = claimed_again()
    assert not carry_out(slow)
    assert told(LetterCounted) == []
    assert carry_out(quick)
    assert told(LetterCounted) == ["LetterCounted"]
    assert not Reaction.objects.exists()


@pytest.mark.django_db
def test_a_slow_worker_cannot_finish_what_another_has_done(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    (slow,) = claim(Lane.QUICK, limit=1)
    assert carry_out(claimed_again())
    assert not carry_out(slow)
    assert told(LetterCounted) == ["LetterCounted"]


@pytest.mark.django_db
def test_a_slow_worker_that_fails_does_not_disturb_the_one_that_took_over(
    bells: Behaviour,
) -> None:
    emit(PigeonSent(1), by=Ringer())
    (slow,) = claim(Lane.SLOW, limit=1)
    quick = claimed_again(Lane.SLOW)
    held_until = only_reaction().ready_at
    bells.failure = RuntimeError("the pigeon is tired")
    assert not carry_out(slow)
    bells.failure = None
    assert only_reaction().ready_at == held_until
    assert only_reaction().error == ""
    assert carry_out(quick)


@pytest.mark.django_db
def test_work_outside_that_outlived_its_lease_records_nothing(bells: Behaviour) -> None:
    emit(PigeonSent(1), by=Ringer())
    (slow,) = claim(Lane.SLOW, limit=1)
    taken: list[Claim] = []
    bells.meanwhile = lambda: taken.append(claimed_again(Lane.SLOW))
    assert not carry_out(slow)
    bells.meanwhile = None
    assert bells.heard == ["pigeon 1"]
    assert carry_out(taken[0])
    assert bells.heard == ["pigeon 1", "pigeon 1", "pigeon 1 recorded"]


@pytest.mark.django_db(transaction=True)
def test_what_takes_long_is_not_claimed_by_another_worker(
    bells: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "KEEP_UP", timedelta(milliseconds=5))
    with transaction.atomic():
        emit(PigeonSent(1), by=Ringer())
        emit(PigeonSent(2), by=Ringer())
    kept: list[bool] = []

    def fly_for_long() -> None:
        waiting = Reaction.objects.filter(ready_at__lte=AFTER_THE_LEASE)
        until = time.monotonic() + 10
        while waiting.exists() and time.monotonic() < until:
            time.sleep(0.005)
        with clock.moved_to(AFTER_THE_LEASE):
            kept.append(not claim(Lane.SLOW, limit=10))

    bells.meanwhile = fly_for_long
    assert work_off(Lane.SLOW, batch=10) == 2
    assert kept == [True, True]
    assert not Reaction.objects.exists()
