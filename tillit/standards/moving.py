"""Promises of conversations that are merged and split: each customer's wait counts once."""

from datetime import datetime

from django.db.models import Q

from tillit.conversations.models import Conversation, MessageKind
from tillit.conversations.turns import owes_an_answer
from tillit.journal.recording import emit
from tillit.standards.events import PromiseCancelled, PromiseResumed
from tillit.standards.models import Cause, Clock, Promise, PromiseState
from tillit.standards.pausing import go_on
from tillit.standards.promises import (
    STANDARDS,
    awaited,
    break_late_of,
    make,
    show_next_due,
    unsettled,
)
from tillit.standards.solving import promise_what_is_missing


def hand_on(source: Conversation, target: Conversation, *, at: datetime) -> None:
    """The source went into the target, which inherits whatever has waited longest.

    A promise of the source that is late already is no longer counted there, but at its heir.
    """
    given_up = sorted(unsettled(source), key=lambda one: one.started_at)
    waiting = awaited(given_up)
    for promise in given_up:
        _give_up(source, promise, at=at)
    show_next_due(source)
    own = _awaited_longest(target)
    if not waiting or (own and own.started_at <= waiting[0].started_at):
        return
    if own:
        _give_up(target, own, at=at)
    answered = target.first_answered_at is not None
    what = Clock.NEXT_RESPONSE if answered else Clock(waiting[0].clock)
    heir = make(target, what, at=waiting[0].started_at)
    if heir:
        heir.inherited_from = waiting[0]
        heir.save(update_fields=["inherited_from"])
    show_next_due(target)


def give_back(source: Conversation, target: Conversation, *, at: datetime) -> None:
    """The source stands by itself again, with the old due instants.

    What was decided meanwhile by an answer stays decided where that answer was given.
    """
    inherited = target.promises.filter(inherited_from__conversation=source)
    if inherited.filter(met_at__isnull=False).exists():
        return
    for heir in inherited:
        _told_off(target, heir, heir.decided_at or at, at=at)
        heir.delete()
    _run_again(source, at=at)
    if not awaited(unsettled(target)):
        _run_again(target, at=at, most=1)


def _awaited_longest(conversation: Conversation) -> Promise | None:
    waiting = awaited(unsettled(conversation))
    return min(waiting, key=lambda one: one.started_at, default=None)


def _give_up(conversation: Conversation, promise: Promise, *, at: datetime) -> None:
    if promise.state == PromiseState.PAUSED:
        go_on(conversation, promise, by=STANDARDS, at=at)
    before = promise.decided_at or at
    promise.state, promise.cause = PromiseState.CANCELLED, Cause.MOVED
    promise.decided_at = promise.settled_at = at
    promise.save(update_fields=["state", "cause", "decided_at", "settled_at"])
    _told_off(conversation, promise, before, at=at)


def _told_off(
    conversation: Conversation, promise: Promise, decided_at: datetime, *, at: datetime
) -> None:
    fact = PromiseCancelled(
        conversation.pk, conversation.team_id, promise.pk, decided_at.isoformat(), Cause.MOVED
    )
    emit(fact, by=STANDARDS, at=at)


def _run_again(conversation: Conversation, *, at: datetime, most: int = 10) -> None:
    """Exactly as it ran, late or not."""
    moved = Q(cause=Cause.MOVED, state=PromiseState.CANCELLED, met_at=None)
    for promise in conversation.promises.filter(moved).order_by("-settled_at", "started_at")[:most]:
        promise.state, promise.cause = PromiseState.RUNNING, Cause.NONE
        promise.decided_at = promise.settled_at = None
        promise.save(update_fields=["state", "cause", "decided_at", "settled_at"])
        fact = PromiseResumed(
            conversation.pk, conversation.team_id, promise.pk, at.isoformat(), Cause.MOVED
        )
        emit(fact, by=STANDARDS, at=at)
    show_next_due(conversation)
    break_late_of(conversation, at)


def promise_what_waits(conversation: Conversation, *, at: datetime) -> None:
    """A conversation whose customer waits without a promise gets one, from the oldest message."""
    waits = owes_an_answer(conversation, until=at) and conversation.is_open
    if not waits or awaited(unsettled(conversation)):
        return
    asked = conversation.messages.filter(kind=MessageKind.INCOMING, automatic=False)
    said = conversation.messages.human_replies().order_by("-at").first()
    oldest = (asked.filter(at__gt=said.at) if said else asked).order_by("at").first()
    if oldest:
        make(conversation, Clock.NEXT_RESPONSE if said else Clock.FIRST_RESPONSE, at=oldest.at)
        break_late_of(conversation, at)


def part(origin: Conversation, new: Conversation, *, at: datetime) -> None:
    """Messages became a conversation of their own, and take the wait for their answer along."""
    if not owes_an_answer(origin, until=at):
        for promise in awaited(unsettled(origin)):
            _give_up(origin, promise, at=at)
        show_next_due(origin)
    promise_what_waits(new, at=at)
    promise_what_is_missing(new, at=at)
