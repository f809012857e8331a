"""The life of a promise: made, kept or broken, cancelled, run again."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tillit.conversations.actions import set_next_due
from tillit.conversations.models import Conversation, Message, MessageKind
from tillit.conversations.openness import version_for as opening_hours_for
from tillit.journal import rows
from tillit.journal.recording import emit, emit_many
from tillit.people.actor import Actor
from tillit.standards.events import (
    PromiseAnsweredLate,
    PromiseBroken,
    PromiseCancelled,
    PromiseKept,
    PromiseResumed,
    PromiseStarted,
)
from tillit.standards.models import (
    MET_BY_REPLY,
    RESPONSES,
    Cause,
    Clock,
    Promise,
    PromiseState,
    StandardVersion,
)
from tillit.standards.models.standard import versions_for
from tillit.standards.pausing import go_on

STANDARDS = Actor.system("standards")
_REPLY_CLOCKS = sorted(clock.value for clock in MET_BY_REPLY)


def make(conversation: Conversation, clock: Clock, *, at: datetime) -> Promise | None:
    """Start the clock of the standard in force; None when we promise nothing here."""
    return next(iter(start(conversation, (clock,), at=at)), None)


def start(conversation: Conversation, clocks: Collection[Clock], *, at: datetime) -> list[Promise]:
    """Start the clocks of the standards in force; those for which we promise nothing stay out."""
    versions = versions_for(conversation, clocks, at)
    if not versions:
        return []
    calendar_version = opening_hours_for(conversation, at)
    promises = [
        Promise.begin(conversation, versions[clock], calendar_version, at)
        for clock in clocks
        if clock in versions
    ]
    for promise in promises:
        _begin(conversation, promise, at)
    return promises


def start_one(conversation: Conversation, version: StandardVersion, *, at: datetime) -> Promise:
    """Promise what one standard says, whether it would apply by itself or not."""
    calendar_version = opening_hours_for(conversation, at)
    promise = Promise.begin(conversation, version, calendar_version, at)
    _begin(conversation, promise, at)
    show_next_due(conversation)
    return promise


def _begin(conversation: Conversation, promise: Promise, at: datetime) -> None:
    rows.insert(promise)
    fact = PromiseStarted(conversation.pk, conversation.team_id, promise.pk)
    emit(fact, by=STANDARDS, at=at, carrying=conversation)


AT_FIRST = (Clock.FIRST_RESPONSE, Clock.RESOLUTION, Clock.AGENT_WORK)
"""What begins with a case."""


def hear(conversation: Conversation, *, at: datetime, first: bool) -> Promise | None:
    """A customer wrote: promise an answer, unless one is promised already.

    The clock of the next reply runs from the oldest message that has no answer, so a second
    message before our answer starts nothing.
    """
    known = [] if first else unsettled(conversation)
    if awaited(known):
        return None
    answered = not first and conversation.first_answered_at is not None
    clocks = AT_FIRST if first else (Clock.NEXT_RESPONSE if answered else Clock.FIRST_RESPONSE,)
    made = start(conversation, clocks, at=at)
    _show_most_urgent(conversation, known + made)
    return next(iter(awaited(made)), None)


def unsettled(conversation: Conversation) -> list[Promise]:
    """Those that are still to be met, in time or late, the most urgent first."""
    waiting = "conversation_id = %s AND settled_at IS NULL ORDER BY due_at, id"
    return rows.select(Promise, waiting, [conversation.pk])


def awaited(promises: Iterable[Promise]) -> list[Promise]:
    """Those for whose answer the customer waits."""
    return [promise for promise in promises if promise.clock in RESPONSES]


_TOO_SOON = (
    f"conversation_id = %s AND clock IN ({rows.marks(_REPLY_CLOCKS)}) AND started_at <= %s"
    " AND (met_at > %s OR (state = %s AND met_at IS NULL AND decided_at >= %s)) ORDER BY id"
)


def answer(conversation: Conversation, message: Message) -> None:
    """A person's reply has left: it meets what was promised before the click."""
    _undecide_overtaken(conversation, message)
    left = []
    for promise in unsettled(conversation):
        if promise.clock in MET_BY_REPLY and promise.started_at <= message.at:
            meet(conversation, promise, at=message.at, agent=message.agent_id)
        else:
            left.append(promise)
    if not awaited(left):
        left += _promise_what_came_meanwhile(conversation, message)
    if conversation.is_open:
        left += start(conversation, (Clock.PERIODIC_UPDATE,), at=message.at)
    _show_most_urgent(conversation, left)


def _undecide_overtaken(conversation: Conversation, message: Message) -> None:
    """What was decided while this reply was still on its way is decided again: its click counts."""
    clicked, cancelled = rows.stored(message.at), PromiseState.CANCELLED.value
    values = [conversation.pk, *_REPLY_CLOCKS, clicked, clicked, cancelled, clicked]
    for promise in rows.select(Promise, _TOO_SOON, values):
        decided_at = promise.decided_at or message.at
        promise.state, promise.decided_at = PromiseState.RUNNING, None
        promise.met_at = promise.settled_at = promise.answered_by = None
        run_again(conversation, promise, Cause.NONE, decided_at, at=message.at)


def meet(conversation: Conversation, promise: Promise, *, at: datetime, agent: int | None) -> None:
    """We did it, in time or late."""
    if promise.state == PromiseState.PAUSED:
        go_on(conversation, promise, by=STANDARDS, at=at)
    in_time = promise.state == PromiseState.RUNNING and at <= promise.due_at
    told_already = promise.state == PromiseState.BROKEN
    promise.state = PromiseState.KEPT if in_time else PromiseState.BROKEN
    promise.decided_at = at if in_time else promise.decided_at or promise.due_at
    promise.met_at = promise.settled_at = at
    promise.answered_by_id = agent
    rows.update(promise, ("state", "decided_at", "met_at", "settled_at", "answered_by_id"))
    fact = PromiseKept if in_time else PromiseAnsweredLate if told_already else PromiseBroken
    decided_at = promise.decided_at
    emit(
        fact(conversation.pk, conversation.team_id, promise.pk, decided_at.isoformat()),
        by=STANDARDS,
        at=decided_at if fact is PromiseBroken else at,
    )


def _promise_what_came_meanwhile(conversation: Conversation, message: Message) -> list[Promise]:
    """The customer wrote again while the reply was being sent: that waits for an answer."""
    if conversation.last_message_at <= message.at or not conversation.is_open:
        return []
    answered_until = conversation.messages.arrived_replies().latest("at").at
    since = conversation.messages.filter(
        kind=MessageKind.INCOMING, automatic=False, at__gt=answered_until
    )
    oldest = since.order_by("at").first()
    made = make(conversation, Clock.NEXT_RESPONSE, at=oldest.at) if oldest else None
    return [made] if made else []


def undo_answer(conversation: Conversation, message: Message, *, now: datetime) -> None:
    """The reply bounced, so it was none: the old due instant is back, unless another arrived."""
    for begun in conversation.promises.filter(clock=Clock.PERIODIC_UPDATE, started_at=message.at):
        _cancel(conversation, begun, Cause.UNDELIVERED, at=now)
    met = conversation.promises.filter(met_at=message.at, answered_by_id=message.agent_id)
    for promise in met:
        decided_at = promise.decided_at or now
        was_kept = promise.state == PromiseState.KEPT
        promise.met_at = promise.settled_at = promise.answered_by = None
        if was_kept:
            promise.state, promise.decided_at = PromiseState.RUNNING, None
        run_again(conversation, promise, Cause.UNDELIVERED, decided_at, at=now)
        others = conversation.messages.arrived_replies().filter(at__gte=promise.started_at)
        if other := others.order_by("at").first():
            meet(conversation, promise, at=other.at, agent=other.agent_id)
    show_next_due(conversation)


def cancel(
    conversation: Conversation, *, at: datetime, cause: Cause = Cause.NO_REPLY_NEEDED
) -> None:
    """Nobody is told that we were in time, nor that we were late.

    What was closed without a reply has no answer to wait for; spam has nothing to wait for at all.
    What is overdue already is broken first, even if the clock has not looked yet.
    """
    break_late_of(conversation, at)
    for promise in unsettled(conversation):
        if cause == Cause.SPAM or promise.clock in RESPONSES:
            _cancel(conversation, promise, cause, at=at)
    show_next_due(conversation)


def _cancel(conversation: Conversation, promise: Promise, cause: Cause, *, at: datetime) -> None:
    if promise.state == PromiseState.PAUSED:
        go_on(conversation, promise, by=STANDARDS, at=at)
    promise.settled_at = at
    if promise.state == PromiseState.RUNNING:
        promise.state, promise.decided_at, promise.cause = PromiseState.CANCELLED, at, cause
        fact = PromiseCancelled(
            conversation.pk, conversation.team_id, promise.pk, at.isoformat(), promise.cause
        )
        emit(fact, by=STANDARDS, at=at)
    rows.update(promise, ("state", "cause", "decided_at", "settled_at"))


def resume(conversation: Conversation, *, at: datetime) -> None:
    """Reopened: what closing had cut short runs again with the old due instant."""
    cut_short = conversation.promises.filter(met_at=None).exclude(settled_at=None)
    cut_short = cut_short.exclude(cause=Cause.MOVED)
    # News were promised with a reply that never arrived.
    cut_short = cut_short.exclude(clock=Clock.PERIODIC_UPDATE, cause=Cause.UNDELIVERED)
    for promise in cut_short.order_by("id"):
        decided_at = promise.decided_at or at
        if promise.state == PromiseState.CANCELLED:
            promise.state, promise.decided_at = PromiseState.RUNNING, None
        promise.settled_at = None
        run_again(conversation, promise, Cause.NO_REPLY_NEEDED, decided_at, at=at)
    show_next_due(conversation)


def run_again(
    conversation: Conversation,
    promise: Promise,
    cause: Cause,
    decided_at: datetime,
    *,
    at: datetime,
) -> None:
    """Store that it runs as it ran before it was decided; `cause`: why it had been."""
    promise.cause = Cause.UNDELIVERED if cause == Cause.UNDELIVERED else Cause.NONE
    promise.save()
    emit(
        PromiseResumed(
            conversation.pk, conversation.team_id, promise.pk, decided_at.isoformat(), cause
        ),
        by=STANDARDS,
        at=at,
    )


def break_by_retarget(conversation: Conversation, promise: Promise, *, at: datetime) -> None:
    """Its time was over before it applied: late as of now, so that no past period is judged anew.

    The cause lets it be reported apart from what we let become late.
    """
    promise.state, promise.decided_at, promise.cause = PromiseState.BROKEN, at, Cause.RETARGET
    rows.update(promise, ("state", "decided_at", "cause"))
    ids = (conversation.pk, conversation.team_id, promise.pk)
    emit(PromiseBroken(*ids, at.isoformat()), by=STANDARDS, at=at)


def break_late_of(conversation: Conversation, at: datetime) -> None:
    """Say it of one conversation, before the clock has looked."""
    if conversation.next_due_at and conversation.next_due_at < at:
        _break(list(conversation.promises.overdue(at).select_related("conversation")))


def break_overdue(*, now: datetime, most: int = 500) -> int:
    """Say of every promise whose time is up that it is broken; the number of them.

    The due instant is the decision, however late this runs.
    """
    running = [PromiseState.RUNNING.value, rows.stored(now)]
    if not rows.select(Promise, "state = %s AND due_at < %s LIMIT 1", running, only=("state",)):
        return 0
    return _break_some(now, most)


@transaction.atomic
def _break_some(now: datetime, most: int) -> int:
    late = Promise.objects.overdue(now).select_related("conversation")
    promises = list(late.select_for_update(of=("self",), skip_locked=True)[:most])
    _break(promises)
    return len(promises)


def _break(promises: list[Promise]) -> None:
    numbers = [promise.pk for promise in promises]
    late = Promise.objects.filter(pk__in=numbers)
    late.update(state=PromiseState.BROKEN, decided_at=F("due_at"))
    emit_many(((_broken(promise), promise.due_at) for promise in promises), by=STANDARDS)


def _broken(promise: Promise) -> PromiseBroken:
    team, due_at = promise.conversation.team_id, promise.due_at.isoformat()
    return PromiseBroken(promise.conversation_id, team, promise.pk, due_at)


def show_next_due(conversation: Conversation) -> None:
    """Keep on the conversation what its lists sort and colour by."""
    _show_most_urgent(conversation, unsettled(conversation))


def _show_most_urgent(conversation: Conversation, waiting: Iterable[Promise]) -> None:
    """A clock that stands still hurries nobody."""
    moving = (promise for promise in waiting if promise.state != PromiseState.PAUSED)
    promise = min(moving, key=lambda one: (one.due_at, one.pk), default=None)
    set_next_due(
        conversation=conversation,
        since=promise.started_at if promise else None,
        warn_at=promise.warn_at if promise else None,
        due_at=promise.due_at if promise else None,
    )
