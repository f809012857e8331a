"""`emit`: the one way to record a fact."""

import logging
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection, transaction

from tillit import clock
from tillit.journal import bus, rows
from tillit.journal.facts import Fact, HasKey
from tillit.journal.models import Event, Reaction
from tillit.journal.registry import Handler, Mode, handlers_of

logger = logging.getLogger(__name__)

DEEPEST = 20
"""A chain of causes longer than this is a loop: it is recorded, and ends there."""

REACTIONS_TOPIC = "reactions"

BATCH = 500
"""Rows that one statement inserts."""

_done: ContextVar[set[Hashable] | None] = ContextVar("done", default=None)
"""What inline reactions have done already for the facts that are told together."""
_cause: ContextVar[Event | None] = ContextVar("cause", default=None)


@contextmanager
def caused_by(event: Event) -> Iterator[None]:
    """Facts recorded in this block name `event` as their cause."""
    token = _cause.set(event)
    try:
        yield
    finally:
        _cause.reset(token)


def emit(
    fact: Fact,
    *,
    by: HasKey,
    at: datetime | None = None,
    quiet: bool = False,
    carrying: object = None,
    not_before: datetime | None = None,
) -> Event:
    """Record a fact and set its reactions going, in the transaction of the change.

    Quietness is inherited from the cause, so that what follows from imported history is quiet too.
    `carrying` is handed to the inline reactions, which would otherwise read the same row again.
    `not_before` holds back what is done outside; see `waiting`.

    Raises:
        TransactionManagementError: called outside of a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("emit() belongs in the change's transaction")
    event = _record(fact, by=by, at=at, quiet=quiet)
    event.carried = carrying
    if event.depth >= DEEPEST:
        logger.error("a chain of reactions was ended at event %s (%s)", event.pk, event.kind)
        return event
    handlers = handlers_of(type(fact), quiet=event.quiet)
    postponed = [handler for handler in handlers if handler.mode is not Mode.INLINE]
    _postpone(event, postponed, not_before or event.at)
    _react_inline(fact, event)
    return event


def emit_many(facts: Iterable[tuple[Fact, datetime]], *, by: HasKey) -> None:
    """Record many facts, each at its instant; statements grow with batches, not with facts.

    Nothing is carried, so this is for facts whose inline reactions read nothing of each; what they
    would do alike for several of them they do `once`.

    Raises:
        TransactionManagementError: called outside of a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("emit_many() belongs in a transaction")
    told = [(fact, _event(fact, by=by, at=at, quiet=False)) for fact, at in facts]
    Event.objects.bulk_create([event for _fact, event in told], batch_size=BATCH)
    reacting = [(fact, event) for fact, event in told if event.depth < DEEPEST]
    _postpone_many(reacting)
    token = _done.set(set())
    try:
        for fact, event in reacting:
            _react_inline(fact, event)
    finally:
        _done.reset(token)


def once(what: Hashable) -> bool:
    """Whether an inline reaction still has to do this: the first time among many facts, else yes.

    It is for what is the same however many facts ask for it in one transaction.
    """
    done = _done.get()
    if done is None or what not in done:
        if done is not None:
            done.add(what)
        return True
    return False


def _react_inline(fact: Fact, event: Event) -> None:
    with caused_by(event):
        for handler in handlers_of(type(fact), quiet=event.quiet):
            if handler.mode is Mode.INLINE:
                handler.function(fact, event)


def _record(fact: Fact, *, by: HasKey, at: datetime | None, quiet: bool) -> Event:
    event = _event(fact, by=by, at=at, quiet=quiet)
    rows.insert(event)
    return event


def _event(fact: Fact, *, by: HasKey, at: datetime | None, quiet: bool) -> Event:
    cause = _cause.get()
    return Event(
        kind=fact.kind(),
        subject=fact.subject,
        actor=by.key,
        at=at or clock.now(),
        cause_id=cause.pk if cause else None,
        depth=cause.depth + 1 if cause else 0,
        quiet=quiet or bool(cause and cause.quiet),
        data=fact.values(),
    )


def _postpone(event: Event, handlers: list[Handler], outside_from: datetime) -> None:
    if not handlers:
        return
    for handler in handlers:
        ready_at = outside_from if handler.mode is Mode.OUTSIDE else event.at
        rows.insert(
            Reaction(event=event, handler=handler.name, lane=handler.lane, ready_at=ready_at)
        )
    _wake({handler.lane for handler in handlers})


def _postpone_many(told: Iterable[tuple[Fact, Event]]) -> None:
    reactions = [
        Reaction(event=event, handler=handler.name, lane=handler.lane, ready_at=event.at)
        for fact, event in told
        for handler in handlers_of(type(fact), quiet=event.quiet)
        if handler.mode is not Mode.INLINE
    ]
    if reactions:
        Reaction.objects.bulk_create(reactions, batch_size=BATCH)
        _wake({reaction.lane for reaction in reactions})


def _wake(lanes: Iterable[str]) -> None:
    bus.wake(*(f"{REACTIONS_TOPIC}.{lane}" for lane in lanes))
