"""The promises of a story: made, kept, broken or ended, as the standards do it."""

from __future__ import annotations

from datetime import datetime

from tillit.demo.chronicle.setting import Terms
from tillit.demo.chronicle.story import Said, Story
from tillit.hours.business_time import elapsed
from tillit.journal.models import Event
from tillit.standards.events import (
    PromiseAnsweredLate,
    PromiseBroken,
    PromiseCancelled,
    PromiseDecided,
    PromiseKept,
    PromiseStarted,
)
from tillit.standards.models import Cause, Clock, Promise, PromiseState
from tillit.standards.promises import STANDARDS


class Promising:
    """What is promised in one story; at most one promise waits at a time."""

    def __init__(self, story: Story, terms: Terms) -> None:
        """Nothing is promised yet."""
        self._story = story
        self._terms = terms
        self.waiting: Promise | None = None

    def make(self, clock: Clock, at: datetime, cause: Event) -> Promise:
        """Start a clock."""
        version = self._terms.versions[clock]
        calendar_version = self._terms.calendar_version
        promise = Promise.begin(self._story.conversation, version, calendar_version, at)
        self.waiting = self._story.ledger.number(promise)
        self._show()
        started = PromiseStarted(*self._story.ids, promise.pk)
        self._story.tell(started, STANDARDS.key, at, cause)
        return promise

    def break_it(self) -> None:
        """The time is up."""
        promise = self._must_wait()
        promise.state, promise.decided_at = PromiseState.BROKEN, promise.due_at
        self._decided(PromiseBroken, promise, at=promise.due_at)

    def meet(self, said: Said, sent: Event) -> None:
        """A person's answer has left."""
        promise, at = self._must_wait(), said.message.at
        kept = promise.state == PromiseState.RUNNING
        if kept:
            promise.state, promise.decided_at = PromiseState.KEPT, at
        promise.met_at, promise.answered_by_id = at, said.message.agent_id
        fact = PromiseKept if kept else PromiseAnsweredLate
        self._decided(fact, promise, at=at, cause=sent)
        self._settle(at)

    def cancel(self, at: datetime, resolved: Event) -> None:
        """Resolved without a reply."""
        promise = self._must_wait()
        if promise.state == PromiseState.RUNNING:
            promise.state, promise.decided_at = PromiseState.CANCELLED, at
            promise.cause = Cause.NO_REPLY_NEEDED
            self._story.ledger.changed("promises-kept", self._story.conversation.team_id, at)
            fact = PromiseCancelled(
                *self._story.ids, promise.pk, at.isoformat(), cause=str(promise.cause)
            )
            self._story.tell(fact, STANDARDS.key, at, resolved)
        self._settle(at)

    def remember_first_answer(self, said: Said) -> None:
        """How long the customer waited for the first answer."""
        conversation, message = self._story.conversation, said.message
        asked_at = conversation.first_asked_at
        if conversation.first_answered_at or asked_at is None:
            return
        business = elapsed(self._terms.hours, asked_at, message.at)
        self._story.change(
            first_answered_at=message.at,
            first_answered_by_id=message.agent_id,
            first_response_business=round(business.total_seconds()),
            first_response_calendar=round((message.at - asked_at).total_seconds()),
        )

    def close(self) -> None:
        """The story has come to its end, or to the present: what still waits is written."""
        if self.waiting:
            self._story.ledger.add(self.waiting)

    def _must_wait(self) -> Promise:
        if self.waiting is None:
            raise ValueError("nothing is promised that could be decided")
        return self.waiting

    def _decided(
        self,
        fact: type[PromiseDecided],
        promise: Promise,
        *,
        at: datetime,
        cause: Event | None = None,
    ) -> None:
        decided_at = promise.decided_at or at
        self._story.ledger.changed("promises-kept", self._story.conversation.team_id, decided_at)
        told = fact(*self._story.ids, promise.pk, decided_at.isoformat())
        self._story.tell(told, STANDARDS.key, at, cause)

    def _settle(self, at: datetime) -> None:
        promise = self._must_wait()
        promise.settled_at = at
        self._story.ledger.add(promise)
        self.waiting = None
        self._show()

    def _show(self) -> None:
        """Keep on the conversation what lists sort and colour by."""
        promise = self.waiting
        self._story.change(
            next_due_from=promise.started_at if promise else None,
            warn_at=promise.warn_at if promise else None,
            next_due_at=promise.due_at if promise else None,
        )
