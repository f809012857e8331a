"""Jobs about many conversations: begun, worked off one by one, stopped, taken back.

A step and the change that it makes are one transaction, so that nothing is done twice and nothing
is left out, whoever is killed when. A few are done while somebody waits; many by the worker, piece
by piece, with a breath after each so that others get their turn.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta

from django.db import DatabaseError, connection, transaction

from tillit import clock
from tillit.conversations.bulk.acts import ACTS, MERGE, CannotBe, Value
from tillit.conversations.bulk.events import BulkBegun
from tillit.conversations.models import (
    BulkJob,
    BulkState,
    BulkStep,
    Conversation,
    Shelf,
    StepState,
)
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, may

logger = logging.getLogger(__name__)

AT_ONCE = 50
"""So many are done while somebody waits for the page."""
MOST = 5000
PIECE = 100
"""After so many steps the worker takes up something else first."""
BREATH = 0.004
"""Seconds after each step at least: with one writer, others wait until it has written."""
LOOKS_UP_EVERY = 10
KEPT = timedelta(days=14)
"""For so long it is kept what was done, though nobody would undo it any more."""


def begin(*, agent: Agent, act: str, value: Value, numbers: Sequence[int]) -> BulkJob:
    """Do it: at once when they are few, else by the worker."""
    with transaction.atomic():
        BulkJob.objects.filter(agent=agent, at__lt=clock.now() - KEPT).delete()
        job = BulkJob.objects.create(agent=agent, act=act, value=value, at=clock.now())
        there = Conversation.objects.visible_to(agent).filter(pk__in=list(numbers)[:MOST])
        steps = [BulkStep(job=job, conversation=one) for one in there.order_by("pk").only("pk")]
        BulkStep.objects.bulk_create(steps, batch_size=500)
        if len(steps) > AT_ONCE:
            emit(BulkBegun(job.pk, undoing=False), by=Actor.agent(agent))
    if len(steps) <= AT_ONCE:
        work(job)
    return job


def take_back(job: BulkJob) -> BulkJob:
    """Undo what has been done to each that nobody has changed since."""
    with transaction.atomic():
        waiting = BulkJob.objects.filter(pk=job.pk, undoing=False).exclude(state=BulkState.RUNNING)
        if not waiting.update(undoing=True, state=BulkState.RUNNING, ended_at=None):
            return job
        job.refresh_from_db()
        many = job.steps.filter(state=StepState.DONE).count() > AT_ONCE
        if many:
            emit(BulkBegun(job.pk, undoing=True), by=Actor.agent(job.agent))
    if not many:
        work(job)
    return job


def stop(job: BulkJob) -> None:
    """Do no more of it; what has been done stays done."""
    _end(job, BulkState.STOPPED)


def work(job: BulkJob, *, most: int | None = None, breath: float = 0.0) -> bool:
    """Work off a job, or `most` steps of it; whether something is left to do."""
    left = StepState.DONE if job.undoing else StepState.WAITING
    steps = job.steps.filter(state=left).order_by("id").select_related(None)
    for place, step in enumerate(steps[:most] if most else steps):
        if place % LOOKS_UP_EVERY == 0 and not _may_go_on(job):
            return False
        began = time.monotonic()
        _take(job, step)
        if breath:
            # On a slow machine others get their turn for as long as the step has taken.
            time.sleep(max(breath, time.monotonic() - began))
    if job.steps.filter(state=left).exists():
        return True
    _end(job, BulkState.DONE)
    return False


def _end(job: BulkJob, state: BulkState) -> None:
    running = BulkJob.objects.filter(pk=job.pk, state=BulkState.RUNNING)
    if running.update(state=state, ended_at=clock.now()):
        job.state = state


def _may_go_on(job: BulkJob) -> bool:
    """Whether nobody has stopped it, and whoever began it is still here."""
    job.refresh_from_db()
    if not job.agent.is_active:
        stop(job)
    return job.state == BulkState.RUNNING


def _take(job: BulkJob, step: BulkStep) -> None:
    """One step and what it changes, in one transaction; a mistake in it spoils no other step."""
    try:
        with transaction.atomic():
            if _claim(step):
                (_undo if job.undoing else _do)(job, step)
                rows.update(step, ("state", "before", "why"))
    except DatabaseError:
        raise
    except Exception:
        logger.exception("a step of bulk job %s failed", job.pk)
        state = StepState.KEPT if job.undoing else StepState.REFUSED
        BulkStep.objects.filter(pk=step.pk).update(state=state, why="failed")


_CLAIM = "UPDATE conversations_bulkstep SET state = state WHERE id = %s AND state = %s"


def _claim(step: BulkStep) -> bool:
    """Hold a step until the transaction ends; False when somebody else has taken it."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [step.pk, step.state])
        return bool(cursor.rowcount)


def _do(job: BulkJob, step: BulkStep) -> None:
    try:
        found = _changeable(job, step)
        if found.shelf == Shelf.MERGED:
            raise CannotBe("merged")
        with transaction.atomic():
            before = ACTS[job.act].do(found, job.value, Actor.agent(job.agent))
    except CannotBe as problem:
        step.state, step.why = StepState.REFUSED, str(problem)
        return
    step.state = StepState.SAME if before is None else StepState.DONE
    step.before = before


def _undo(job: BulkJob, step: BulkStep) -> None:
    step.state = StepState.KEPT
    try:
        found = _changeable(job, step)
    except CannotBe:
        return
    if found.shelf == Shelf.MERGED and job.act != MERGE:
        return
    with transaction.atomic():
        if ACTS[job.act].undo(found, job.value, step.before or {}, Actor.agent(job.agent)):
            step.state = StepState.UNDONE


def _changeable(job: BulkJob, step: BulkStep) -> Conversation:
    """The conversation, if whoever began the job may change it now."""
    found = rows.first(Conversation, pk=step.conversation_id)
    if found is None or found.team_id not in job.agent.team_ids:
        raise CannotBe("gone")
    if not may(job.agent, Verb.SORT, found.team_id):
        raise CannotBe("may_not")
    return found
