"""Running promises follow a new version on purpose: foreseen first, then moved piece by piece.

A piece is one transaction with the note of how far it has come, so that nothing is done twice and
nothing is left out, whoever is killed when; between two pieces others get their turn to write.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tillit import clock
from tillit.conversations import changes
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.standards.events import FollowingBegun
from tillit.standards.models import Following, Promise, PromiseState, StandardVersion
from tillit.standards.models.promise import PromiseQuerySet
from tillit.standards.promises import break_late_of, show_next_due
from tillit.standards.retargeting import GOING_ON, move

AT_ONCE = 50
"""So many are looked at while somebody waits for the page."""
PIECE = 20
PIECES = 5
"""After so many the worker takes up something else first."""
BREATH = 0.02
"""Seconds after each piece at least: with one writer, others wait until it has written."""
MOST_FORESEEN = 500


@dataclass(frozen=True)
class Foreseen:
    """What would become of one running promise; what was told to a customer is never put off."""

    promise: Promise
    due_at: datetime
    is_over: bool

    @property
    def moves(self) -> bool:
        """Whether it would be due earlier."""
        return self.due_at < self.promise.due_at


def older(version: StandardVersion) -> PromiseQuerySet:
    """What runs by versions before this one."""
    return Promise.objects.filter(
        version__standard=version.standard_id,
        version__number__lt=version.number,
        clock=version.clock,
        state__in=GOING_ON,
    )


def foresee(version: StandardVersion, now: datetime) -> list[Foreseen]:
    """What would become of those that are due first."""
    found = older(version).select_related("conversation__contact", "version", "calendar_version")
    return [
        Foreseen(promise, due_at := promise.under(version, now), due_at < now)
        for promise in found.order_by("due_at", "id")[:MOST_FORESEEN]
    ]


def begin(*, version: StandardVersion, by: Agent) -> Following:
    """Let them follow: at once when they are few, else by the worker; one at a time."""
    with transaction.atomic():
        job, new = Following.objects.get_or_create(
            version=version,
            ended_at=None,
            defaults={"agent": by, "whole": older(version).count(), "at": clock.now()},
        )
        many = job.whole > AT_ONCE
        if new and many:
            emit(FollowingBegun(version.standard_id, version.pk, job.pk), by=Actor.agent(by))
    if new and not many:
        work(job)
    return job


def work(job: Following, *, pieces: int | None = None, breath: float = 0.0) -> bool:
    """Look at all that are left, or at so many pieces of them; whether something is left."""
    done = 0
    while job.ended_at is None and (pieces is None or done < pieces):
        began = time.monotonic()
        _piece(job)
        done += 1
        if breath:
            # On a slow machine others get their turn for as long as the piece has taken.
            time.sleep(max(breath, time.monotonic() - began))
    return job.ended_at is None


@transaction.atomic
def _piece(job: Following) -> None:
    """The next few and how far that is, in one transaction; the last one ends it."""
    if not _claim(job):
        job.refresh_from_db()
        return
    some = list(older(job.version).filter(pk__gt=job.reach).order_by("pk")[:PIECE])
    job.moved += sum(_follow(promise, job) for promise in some)
    job.looked += len(some)
    job.reach = some[-1].pk if some else job.reach
    if len(some) < PIECE:
        job.ended_at = clock.now()
    job.save(update_fields=["moved", "looked", "reach", "ended_at"])


def _claim(job: Following) -> bool:
    """Hold it until the transaction ends; False when another worker has come further."""
    there = Following.objects.filter(pk=job.pk, reach=job.reach, ended_at=None)
    return bool(there.update(reach=F("reach")))


def _follow(promise: Promise, job: Following) -> bool:
    """Let one follow if that is earlier, as it stands by now."""
    conversation, now = changes.lock(promise.conversation_id), clock.now()
    break_late_of(conversation, now)
    promise.refresh_from_db()
    earlier = promise.under(job.version, now) < promise.due_at
    moves = earlier and PromiseState(promise.state) in GOING_ON
    if moves:
        move(conversation, promise, job.version, by=Actor.agent(job.agent), at=now)
    show_next_due(conversation)
    return moves
