"""Clocks that run until a case is solved, and those that stand still on the way there."""

from datetime import datetime

from tillit.conversations.models import Conversation
from tillit.people.actor import Actor
from tillit.standards.models import (
    MET_BY_RESOLVING,
    RESPONSES,
    Cause,
    Clock,
    Promise,
    PromiseState,
)
from tillit.standards.pausing import go_on, pause
from tillit.standards.promises import (
    break_by_retarget,
    break_late_of,
    meet,
    run_again,
    show_next_due,
    start,
    unsettled,
)


def follow(conversation: Conversation, *, by: Actor, at: datetime) -> None:
    """Stop and start the clocks as the status of the conversation says."""
    moved = [one for one in unsettled(conversation) if _stands_wrongly(conversation, one)]
    if not moved:
        return
    break_late_of(conversation, at)
    for promise in moved:
        promise.refresh_from_db(fields=["state"])
        if promise.state == PromiseState.RUNNING:
            pause(conversation, promise, by=by, at=at)
        elif promise.state == PromiseState.PAUSED:
            go_on(conversation, promise, by=by, at=at)
    show_next_due(conversation)


def _stands_wrongly(conversation: Conversation, promise: Promise) -> bool:
    should_stand = conversation.is_open and promise.pauses_in(conversation.status)
    return promise.state == (PromiseState.RUNNING if should_stand else PromiseState.PAUSED)


def solve(conversation: Conversation, *, at: datetime, agent: int | None) -> None:
    """The case is solved: that is also news, so it meets what was promised in between."""
    break_late_of(conversation, at)
    for promise in unsettled(conversation):
        if promise.clock not in RESPONSES:
            meet(conversation, promise, at=at, agent=agent)
    show_next_due(conversation)


def not_solved(conversation: Conversation, *, at: datetime) -> None:
    """A colleague says that it was not done: the clocks run as if it had never been said."""
    for promise in _solved(conversation):
        decided_at = promise.decided_at or at
        promise.met_at = promise.settled_at = promise.answered_by = None
        if promise.state == PromiseState.KEPT:
            promise.state, promise.decided_at = PromiseState.RUNNING, None
        run_again(conversation, promise, Cause.NONE, decided_at, at=at)
    break_late_of(conversation, at)
    show_next_due(conversation)


def solve_once_more(conversation: Conversation, *, at: datetime) -> None:
    """The customer came back: what was decided stays so, and another solution is promised."""
    if not any(promise.clock in MET_BY_RESOLVING for promise in unsettled(conversation)):
        start(conversation, sorted(MET_BY_RESOLVING), at=at)
        show_next_due(conversation)


def solve_what_came_back(conversation: Conversation, *, at: datetime) -> None:
    """The customer wrote where all was solved and we had only looked back: that is a return too.

    A check-back by itself promises nothing, since nobody waits for us then.
    """
    solved = conversation.promises.filter(clock__in=MET_BY_RESOLVING, met_at__isnull=False)
    if conversation.is_open and solved.exists():
        solve_once_more(conversation, at=at)


def promise_what_is_missing(conversation: Conversation, *, at: datetime) -> None:
    """It has become something of which more is promised; that counts from the beginning."""
    if not conversation.is_open:
        return
    known = set(conversation.promises.values_list("clock", flat=True))
    missing = [Clock(clock) for clock in sorted(MET_BY_RESOLVING - known)]
    made = start(conversation, missing, at=conversation.created_at) if missing else []
    for promise in made:
        if promise.due_at < at:
            break_by_retarget(conversation, promise, at=at)
    if made:
        show_next_due(conversation)


def _solved(conversation: Conversation) -> list[Promise]:
    """Those that the last solution met."""
    met = conversation.promises.filter(clock__in=MET_BY_RESOLVING, met_at__isnull=False)
    newest = {promise.clock: promise for promise in met.order_by("met_at", "id")}
    return list(newest.values())
