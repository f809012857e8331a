"""Recording facts: with the change, or not at all."""

import pytest
from django.db import transaction

from tillit import clock
from tillit.journal.models import Event, Reaction
from tillit.journal.recording import DEEPEST, caused_by, emit, emit_many, once
from tillit.journal.tests.bells import (
    NOON,
    Behaviour,
    BellRang,
    CircleTurned,
    EchoCame,
    LetterCounted,
    LetterPosted,
    Ringer,
    told,
)

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.mark.django_db(transaction=True)
def test_a_fact_without_a_transaction_is_refused(bells: Behaviour) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        emit(BellRang(1), by=Ringer())
    assert not Event.objects.exists()
    assert bells.heard == []


@pytest.mark.django_db(transaction=True)
def test_what_a_failing_inline_reaction_did_is_undone_with_the_change(bells: Behaviour) -> None:
    bells.failure = RuntimeError("the rope broke")
    with pytest.raises(RuntimeError), transaction.atomic():
        emit(BellRang(1), by=Ringer())
    assert bells.heard == ["bell 1"]
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_no_reaction(bells: Behaviour) -> None:
    with transaction.atomic():
        emit(LetterPosted(1), by=Ringer())
        assert Reaction.objects.count() == 1
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert not Reaction.objects.exists()


@pytest.mark.django_db
def test_an_inline_reaction_runs_at_once_and_names_its_cause(bells: Behaviour) -> None:
    rang = emit(BellRang(7), by=Ringer())
    assert bells.heard == ["bell 7"]
    echo = Event.objects.get(kind=EchoCame.kind())
    assert echo.cause == rang
    assert (rang.depth, echo.depth) == (0, 1)


@pytest.mark.django_db
def test_what_follows_a_fact_is_not_the_cause_of_the_next_fact(bells: Behaviour) -> None:
    emit(BellRang(1), by=Ringer())
    assert emit(BellRang(2), by=Ringer()).cause is None


@pytest.mark.django_db
def test_a_later_reaction_waits_as_a_row_until_the_worker_comes(bells: Behaviour) -> None:
    event = emit(LetterPosted(3), by=Ringer())
    waiting = Reaction.objects.get()
    assert waiting.event == event
    assert waiting.ready_at == NOON
    assert told(LetterCounted) == []


@pytest.mark.django_db
def test_an_event_says_what_who_and_when(bells: Behaviour) -> None:
    event = Event.objects.get(pk=emit(BellRang(5), by=Ringer()).pk)
    assert (event.subject, event.actor, event.at) == ("bell:5", "test:ringer", NOON)
    assert event.fact == BellRang(5)


@pytest.mark.django_db
def test_history_is_recorded_at_the_time_it_happened(bells: Behaviour) -> None:
    earlier = NOON.replace(year=2025)
    assert emit(BellRang(1), by=Ringer(), at=earlier).at == earlier
    with clock.moved_to(earlier):
        assert emit(BellRang(2), by=Ringer()).at == earlier


@pytest.mark.django_db
def test_a_quiet_fact_reaches_only_the_reactions_that_want_it(bells: Behaviour) -> None:
    event = emit(LetterPosted(1), by=Ringer(), quiet=True)
    assert event.quiet
    assert bells.heard == ["indexed 1"]
    assert not Reaction.objects.exists()


@pytest.mark.django_db
def test_what_a_quiet_fact_causes_is_quiet_too(bells: Behaviour) -> None:
    quiet = emit(LetterPosted(1), by=Ringer(), quiet=True)
    with caused_by(quiet):
        assert emit(BellRang(1), by=Ringer()).quiet
    assert bells.heard == ["indexed 1"]
    assert not emit(BellRang(2), by=Ringer()).quiet


@pytest.mark.django_db
def test_a_loop_of_causes_is_recorded_and_ends(caplog: pytest.LogCaptureFixture) -> None:
    emit(CircleTurned(0), by=Ringer())
    depths = Event.objects.filter(kind=CircleTurned.kind()).order_by("id")
    assert list(depths.values_list("depth", flat=True)) == list(range(DEEPEST + 1))
    assert "a chain of reactions was ended" in caplog.text


@pytest.mark.django_db
def test_many_facts_are_recorded_each_at_its_instant_with_their_reactions(
    bells: Behaviour,
) -> None:
    later = NOON.replace(hour=13)
    emit_many([(BellRang(1), NOON), (LetterPosted(2), later)], by=Ringer())
    rung, posted = Event.objects.filter(kind__in=[BellRang.kind(), LetterPosted.kind()])
    assert (rung.fact, rung.at, rung.actor) == (BellRang(1), NOON, "test:ringer")
    assert (posted.fact, posted.at) == (LetterPosted(2), later)
    assert "bell 1" in bells.heard
    assert Event.objects.get(kind=EchoCame.kind()).cause == rung
    assert Reaction.objects.get().event == posted


@pytest.mark.django_db
def test_what_is_the_same_for_many_facts_is_done_once(bells: Behaviour) -> None:
    asked: list[bool] = []
    bells.meanwhile = lambda: asked.append(once("the tower"))
    emit_many([(BellRang(number), NOON) for number in range(3)], by=Ringer())
    emit(BellRang(4), by=Ringer())
    assert asked == [True, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_many_facts_without_a_transaction_are_refused(bells: Behaviour) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        emit_many([(BellRang(1), NOON)], by=Ringer())
    assert not Event.objects.exists()
