"""Carrying out later reactions: claimed with a lease, run, done in one commit with their effect."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction

from tillit import clock
from tillit.journal import rows
from tillit.journal.models import Event, Lane, Reaction
from tillit.journal.recording import caused_by
from tillit.journal.registry import Mode, handler_named

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
KEEP_UP = LEASE / 5
"""A server that takes long gets longer: only a worker that has died loses what it has claimed."""
PAUSES = [timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600)]
"""The wait after the first, second, ... failure; the last one repeats: from then on, every hour."""
MOST_TRIES = 126
"""Five days of trying; then the reaction is parked, where a person sees and replays it."""


def pause_after(attempt: int) -> timedelta | None:
    """How long to wait after this try has failed; None when it was the last one."""
    return None if attempt >= MOST_TRIES else PAUSES[min(attempt, len(PAUSES)) - 1]


class TryLater(Exception):
    """Raised by a reaction that could not be carried out now, for a reason that may pass."""


class _Lost(Exception):
    """Another worker has claimed the reaction since: its lease had ended."""


@dataclass(frozen=True)
class Claim:
    """A reaction that this worker holds for the time of the lease."""

    reaction: int
    event: int
    handler: str
    tries: int

    @property
    def attempt(self) -> int:
        """Which try this is; a reaction that was parked and replayed begins anew at 1."""
        return (self.tries - 1) % MOST_TRIES + 1


# What is due is looked up once: as a part of the condition, PostgreSQL may look it up for each row,
# and takes more than the limit.
_CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id FROM journal_reaction
        WHERE parked = %s AND lane IN ({lanes}) AND ready_at <= %s
        ORDER BY ready_at, id LIMIT %s {lock}
    )
    UPDATE journal_reaction SET ready_at = %s, tries = tries + 1, error = ''
    WHERE id IN (SELECT id FROM due)
    RETURNING id, event_id, handler, tries
"""


_DONE = "DELETE FROM journal_reaction WHERE id = %s AND tries = %s"


def claim(*lanes: Lane, limit: int) -> list[Claim]:
    """Claim up to `limit` reactions that are ready; safe for any number of workers."""
    now = clock.now()
    statement = _CLAIM.format(
        lanes=", ".join(["%s"] * len(lanes)),
        lock="FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else "",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [False, *lanes, _stored(now), limit, _stored(now + LEASE)])
        return sorted((Claim(*row) for row in cursor.fetchall()), key=lambda held: held.reaction)


def _stored(instant: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(instant)


def carry_out(held: Claim) -> bool:
    """Run one claimed reaction; True when it is done, False when it was put off or parked."""
    try:
        event = rows.get(Event, held.event)
        event.attempt = held.attempt
        _run(held, event)
    except _Lost:
        logger.warning("%s for event %s was taken over", held.handler, held.event)
        return False
    except Exception as error:
        _put_off(held, error)
        return False
    return True


def _run(held: Claim, event: Event) -> None:
    handler = handler_named(held.handler)
    fact = event.fact
    with caused_by(event):
        if handler.mode is Mode.OUTSIDE:
            finish = handler.function(fact, event)
            with transaction.atomic():
                _mark_done(held)
                if finish:
                    finish()
        else:
            with transaction.atomic():
                _mark_done(held)
                handler.function(fact, event)


def _mark_done(held: Claim) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_DONE, [held.reaction, held.tries])
        if not cursor.rowcount:
            raise _Lost


def _put_off(held: Claim, error: Exception) -> None:
    expected = isinstance(error, TryLater)
    logger.log(
        logging.INFO if expected else logging.ERROR,
        "%s for event %s failed on try %s: %s",
        held.handler, held.event, held.tries, error,
        exc_info=None if expected else error,
    )  # fmt: skip
    pause = pause_after(held.attempt)
    Reaction.objects.filter(pk=held.reaction, tries=held.tries).update(
        ready_at=clock.now() + (pause or PAUSES[-1]),
        parked=pause is None,
        error=f"{type(error).__name__}: {error}".replace("\x00", "")[:2000],
    )


def work_off(*lanes: Lane, batch: int) -> int:
    """Claim one batch of these lanes and carry it out; the number of reactions claimed."""
    held = claim(*lanes, limit=batch)
    if held:
        with _kept_up(held) as left:
            for one in held:
                carry_out(one)
                left.remove(one)
    return len(held)


@contextmanager
def _kept_up(held: list[Claim]) -> Iterator[list[Claim]]:
    """Begin the leases anew, time and again, of what is left: others may keep us for long."""
    left, over = list(held), threading.Event()
    keeper = threading.Thread(target=_keep_up, args=[left, over], name="leases", daemon=True)
    keeper.start()
    try:
        yield left
    finally:
        over.set()
        keeper.join()


def _keep_up(left: list[Claim], over: threading.Event) -> None:
    while not over.wait(KEEP_UP.total_seconds()):
        try:
            for one in list(left):
                ours = Reaction.objects.filter(pk=one.reaction, tries=one.tries)
                ours.update(ready_at=clock.now() + LEASE)
        except DatabaseError:
            logger.exception("the leases could not be kept up; trying again soon")
        finally:
            connection.close()


def has_backlog(lane: Lane, most: int) -> bool:
    """Whether more than `most` reactions of a lane are ready and wait."""
    ready = Reaction.objects.filter(parked=False, lane=lane, ready_at__lte=clock.now())
    return ready[most : most + 1].exists()


def replay(reaction: Reaction) -> None:
    """Let a parked reaction be tried again; the fencing count goes on, the patience starts anew."""
    reaction.parked, reaction.ready_at = False, clock.now()
    reaction.save(update_fields=["parked", "ready_at"])
