"""Later reactions: carried out once, with their effect, or tried again."""

import logging

import pytest

from tillit import clock
from tillit.journal.models import Event, Lane, Reaction
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
from tillit.journal.worker import (
    MOST_TRIES,
    PAUSES,
    TryLater,
    carry_out,
    claim,
    replay,
    work_off,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def fail_once(bells: Behaviour, failure: Exception) -> None:
    bells.failure = failure
    assert work_off(Lane.QUICK, batch=1) == 1
    bells.failure = None


def test_a_reaction_is_gone_when_it_is_done(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    assert work_off(Lane.QUICK, batch=10) == 1
    assert "letter 1, try 1" in bells.heard
    assert not Reaction.objects.exists()


def test_what_a_reaction_tells_names_its_cause(bells: Behaviour) -> None:
    event = emit(LetterPosted(1), by=Ringer())
    work_off(Lane.QUICK, batch=10)
    assert Event.objects.get(kind=LetterCounted.kind()).cause == event


def test_the_effect_of_a_failed_try_is_undone(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    fail_once(bells, RuntimeError("no ink"))
    assert told(LetterCounted) == []
    assert "no ink" in only_reaction().error


def test_each_failure_is_followed_by_a_longer_pause(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    now = NOON
    for pause in [*PAUSES, PAUSES[-1]]:
        with clock.moved_to(now):
            fail_once(bells, RuntimeError("no ink"))
            assert only_reaction().ready_at == now + pause
            assert claim(Lane.QUICK, limit=1) == []
        now += pause


def test_a_reaction_is_told_which_try_it_is(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    fail_once(bells, RuntimeError("no ink"))
    with clock.moved_to(NOON + PAUSES[0]):
        work_off(Lane.QUICK, batch=1)
    assert "letter 1, try 2" in bells.heard
    assert told(LetterCounted) == ["LetterCounted"]


def test_try_later_is_no_alarm(bells: Behaviour, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "tillit.journal.worker")
    emit(LetterPosted(1), by=Ringer())
    fail_once(bells, TryLater("the post office is closed"))
    failures = [record for record in caplog.records if "failed on try" in record.getMessage()]
    assert [record.levelname for record in failures] == ["INFO"]
    assert "the post office is closed" in only_reaction().error


def test_an_error_that_cannot_be_stored_as_it_is_does_not_stop_the_worker(
    bells: Behaviour,
) -> None:
    emit(LetterPosted(1), by=Ringer())
    fail_once(bells, RuntimeError("a nul \x00 in the words"))
    assert "in the words" in only_reaction().error


def test_after_the_most_tries_a_reaction_is_parked(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    Reaction.objects.update(tries=MOST_TRIES - 2)
    fail_once(bells, RuntimeError("no ink"))
    assert not only_reaction().parked
    Reaction.objects.update(ready_at=NOON)
    fail_once(bells, RuntimeError("no ink"))
    assert only_reaction().parked
    with clock.moved_to(NOON + 100 * PAUSES[-1]):
        assert claim(Lane.QUICK, limit=10) == []


def test_a_parked_reaction_can_be_replayed(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    Reaction.objects.update(parked=True, tries=MOST_TRIES, error="no ink")
    replay(only_reaction())
    assert work_off(Lane.QUICK, batch=1) == 1
    assert "letter 1, try 1" in bells.heard
    assert not Reaction.objects.exists()


def test_a_reaction_that_no_app_registers_any_more_is_kept(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer())
    Reaction.objects.update(handler="gone.away")
    assert work_off(Lane.QUICK, batch=1) == 1
    assert "KeyError" in only_reaction().error


def test_the_lanes_do_not_wait_for_each_other(bells: Behaviour) -> None:
    emit(PigeonSent(1), by=Ringer())
    emit(LetterPosted(1), by=Ringer())
    assert [held.handler for held in claim(Lane.QUICK, limit=10)] == ["journal.tests.count_letter"]
    assert [held.handler for held in claim(Lane.SLOW, limit=10)] == ["journal.tests.let_fly"]


def test_the_longest_waiting_come_first_and_no_more_than_asked(bells: Behaviour) -> None:
    for letter in range(5):
        emit(LetterPosted(letter), by=Ringer(), at=NOON.replace(hour=5 - letter))
    while work_off(Lane.QUICK, batch=2):
        pass
    counted = [word for word in bells.heard if word.startswith("letter")]
    assert [word[7] for word in counted] == ["3", "4", "1", "2", "0"]


def test_a_reaction_is_not_claimed_before_its_time(bells: Behaviour) -> None:
    emit(LetterPosted(1), by=Ringer(), at=NOON.replace(hour=13))
    assert claim(Lane.QUICK, limit=10) == []
    with clock.moved_to(NOON.replace(hour=13)):
        assert carry_out(claim(Lane.QUICK, limit=10)[0])


def test_what_was_done_outside_is_recorded_with_done(bells: Behaviour) -> None:
    emit(PigeonSent(1), by=Ringer())
    work_off(Lane.SLOW, batch=1)
    assert bells.heard == ["pigeon 1", "pigeon 1 recorded"]
    assert not Reaction.objects.exists()
