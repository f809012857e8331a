"""What follows from talks: noted with an owner and a day, done, or taken up again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tillit import clock
from tillit.feedback.interviews.events import NextStepDone, NextStepNoted, NextStepTakenUp
from tillit.feedback.models import Interview, NextStep, Round
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


@transaction.atomic
def note(
    *,
    round: Round,
    words: str,
    owner: Agent,
    due_on: date,
    by: Agent,
    interview: Interview | None = None,
) -> NextStep:
    """Note what somebody is to do because of what was said.

    Raises:
        ValueError: it is not said what.
    """
    if not words.strip():
        raise ValueError("A step needs words.")
    step = NextStep.objects.create(
        round=round, interview=interview, words=words.strip(), owner=owner, due_on=due_on
    )
    emit(NextStepNoted(round.pk, round.team_id, step.pk, owner.pk), by=Actor.agent(by))
    return step


@transaction.atomic
def done(*, step: NextStep, by: Agent) -> None:
    """It is done; harmless to repeat."""
    held = _held(step)
    if held.done_at is None:
        held.done_at = clock.now()
        held.save(update_fields=["done_at"])
        emit(NextStepDone(held.round_id, held.round.team_id, held.pk), by=Actor.agent(by))


@transaction.atomic
def take_up(*, step: NextStep, by: Agent) -> None:
    """It is to be done after all; harmless to repeat."""
    held = _held(step)
    if held.done_at is not None:
        held.done_at = None
        held.save(update_fields=["done_at"])
        emit(NextStepTakenUp(held.round_id, held.round.team_id, held.pk), by=Actor.agent(by))


def _held(step: NextStep) -> NextStep:
    held = NextStep.objects.select_for_update(of=("self",)).select_related("round")
    return held.get(pk=step.pk)
