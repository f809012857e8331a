"""Verbs about one talk: entrusted, agreed, held, declined, or not come about."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tillit import clock
from tillit.feedback.interviews.events import InterviewEntrusted, InterviewMoved
from tillit.feedback.interviews.planning import hold_interview
from tillit.feedback.models import Interview, Stage
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent

OPEN = (Stage.CHOSEN, Stage.AGREED)
"""Nothing has come of it yet."""


class TooLate(Exception):
    """The talk is over, one way or another."""


@transaction.atomic
def entrust(*, interview: Interview, interviewer: Agent | None, by: Agent) -> None:
    """Say who asks this customer and talks with them; None: nobody yet."""
    held = hold_interview(interview)
    if held.interviewer == interviewer:
        return
    held.interviewer = interviewer
    held.save(update_fields=["interviewer"])
    emit(InterviewEntrusted(held.pk, held.round.team_id, held.interviewer_id), by=Actor.agent(by))


@transaction.atomic
def agree(*, interview: Interview, starts_at: datetime, by: Agent) -> None:
    """The customer gladly talks to us then; said again, it is another time.

    If nobody was named before, whoever agrees it also talks.

    Raises:
        TooLate: it has taken place, or will not.
    """
    held = hold_interview(interview)
    if held.stage not in OPEN:
        raise TooLate
    if held.stage == Stage.AGREED and held.starts_at == starts_at:
        return
    held.interviewer, held.starts_at = held.interviewer or by, starts_at
    _move(held, Stage.AGREED, by, ["interviewer", "starts_at"])


@transaction.atomic
def decline(*, interview: Interview, by: Agent) -> None:
    """The customer would rather not; nobody asks again within a year.

    Raises:
        TooLate: it has taken place, or will not.
    """
    _end(interview, Stage.DECLINED, by)


@transaction.atomic
def miss(*, interview: Interview, by: Agent) -> None:
    """It did not come about: nobody was reached, or somebody did not come.

    Raises:
        TooLate: it has taken place, or will not.
    """
    _end(interview, Stage.MISSED, by)


@transaction.atomic
def conclude(*, interview: Interview, by: Agent) -> None:
    """It has taken place; harmless to repeat.

    Raises:
        TooLate: it was not agreed.
    """
    held = hold_interview(interview)
    if held.stage == Stage.DONE:
        return
    if held.stage != Stage.AGREED:
        raise TooLate
    _move(held, Stage.DONE, by, [])


def _end(interview: Interview, stage: Stage, by: Agent) -> None:
    held = hold_interview(interview)
    if held.stage == stage:
        return
    if held.stage not in OPEN:
        raise TooLate
    _move(held, stage, by, [])


def _move(held: Interview, after: Stage, by: Agent, fields: list[str]) -> None:
    before, held.stage, held.stage_at = held.stage, after, clock.now()
    held.save(update_fields=["stage", "stage_at", *fields])
    fact = InterviewMoved(held.pk, held.round.team_id, before, after.value)
    emit(fact, by=Actor.agent(by))
