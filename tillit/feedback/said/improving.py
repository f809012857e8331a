"""You said, we did: written by whoever knows, approved by a lead, read by everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from tillit import clock
from tillit.feedback.models import FollowUp, Improvement, State
from tillit.feedback.said.events import (
    ImprovementApproved,
    ImprovementTakenBack,
    ImprovementWritten,
)
from tillit.feedback.said.following import held, move
from tillit.feedback.said.telling import place_of
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, may


@transaction.atomic
def propose(
    *,
    follow_ups: Iterable[FollowUp],
    words: Mapping[str, str],
    by: Agent,
    at: datetime | None = None,
) -> Improvement:
    """Write down what was changed because of what these customers said.

    Raises:
        ValueError: nobody said anything, or nothing was written.
    """
    at, found = at or clock.now(), [held(one) for one in follow_ups]
    if not found or not any(words.values()):
        raise ValueError("An improvement needs words, and somebody who asked for it.")
    improvement = Improvement.objects.create(
        team_id=found[0].team_id, words=dict(words), proposed_by=by, proposed_at=at
    )
    emit(ImprovementWritten(improvement.pk, improvement.team_id), by=Actor.agent(by), at=at)
    for one in found:
        move(one, State.CHANGED, by=Actor.agent(by), at=at, improvement=improvement)
    return improvement


@transaction.atomic
def rewrite(
    *, improvement: Improvement, words: Mapping[str, str], by: Agent, at: datetime | None = None
) -> None:
    """Write it differently; unless a lead does, a lead has to approve it anew."""
    at, improvement = at or clock.now(), _held(improvement)
    if improvement.words == words or not any(words.values()):
        return
    improvement.words = dict(words)
    improvement.save(update_fields=["words"])
    emit(ImprovementWritten(improvement.pk, improvement.team_id), by=Actor.agent(by), at=at)
    if improvement.approved_at and not may(by, Verb.PROMISE):
        _withdraw(improvement, by, at)


@transaction.atomic
def approve(*, improvement: Improvement, by: Agent, at: datetime | None = None) -> None:
    """Let everybody read it; who cannot be told personally is told by that.

    Raises:
        PermissionError: only a lead does so.
    """
    _lead(by)
    at, improvement = at or clock.now(), _held(improvement)
    if improvement.approved_at:
        return
    improvement.approved_by, improvement.approved_at = by, at
    improvement.save(update_fields=["approved_by", "approved_at"])
    emit(ImprovementApproved(improvement.pk, improvement.team_id), by=Actor.agent(by), at=at)
    _tell_the_unknown(improvement, State.CHANGED, State.TOLD, by, at)


@transaction.atomic
def take_back(*, improvement: Improvement, by: Agent, at: datetime | None = None) -> None:
    """Take it off the charter again; it is kept.

    Raises:
        PermissionError: only a lead does so.
    """
    _lead(by)
    improvement = _held(improvement)
    if improvement.approved_at:
        _withdraw(improvement, by, at or clock.now())


def _withdraw(improvement: Improvement, by: Agent, at: datetime) -> None:
    improvement.approved_by = improvement.approved_at = None
    improvement.save(update_fields=["approved_by", "approved_at"])
    emit(ImprovementTakenBack(improvement.pk, improvement.team_id), by=Actor.agent(by), at=at)
    _tell_the_unknown(improvement, State.TOLD, State.CHANGED, by, at)


def _tell_the_unknown(
    improvement: Improvement, before: State, after: State, by: Agent, at: datetime
) -> None:
    """Those of whom nobody knows who they are hear of it in public only."""
    known = FollowUp.objects.select_related("response__invitation", "conversation")
    for one in known.filter(improvement=improvement, state=before):
        if place_of(one) is None:
            move(one, after, by=Actor.agent(by), at=at)


def _lead(by: Agent) -> None:
    if not may(by, Verb.PROMISE):
        raise PermissionError("Only a lead decides what everybody reads.")


def _held(improvement: Improvement) -> Improvement:
    return Improvement.objects.select_for_update().get(pk=improvement.pk)
