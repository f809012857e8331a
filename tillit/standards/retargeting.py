"""A running promise whose conversation becomes another: more urgent, of another type.

Its clock keeps its start and its calendar. What was told to a customer is never put off: a promise
may become due earlier, and go back to its first time, but never later than that.
"""

from __future__ import annotations

from datetime import datetime

from tillit.conversations.models import Conversation
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.standards.events import PromiseRetargeted
from tillit.standards.models import Clock, Promise, PromiseState
from tillit.standards.models.standard import StandardVersion, version_for
from tillit.standards.promises import (
    STANDARDS,
    break_by_retarget,
    break_late_of,
    show_next_due,
    unsettled,
)

GOING_ON = (PromiseState.RUNNING, PromiseState.PAUSED)
"""What can still follow another version."""


def retarget(conversation: Conversation, *, at: datetime) -> None:
    """Let every running promise be that of the standard that applies now."""
    break_late_of(conversation, at)
    for promise in unsettled(conversation):
        if promise.state in GOING_ON:
            version = _applying(conversation, promise, at)
            if version.pk != promise.version_id:
                move(conversation, promise, version, by=STANDARDS, at=at)
    show_next_due(conversation)


def _applying(conversation: Conversation, promise: Promise, at: datetime) -> StandardVersion:
    """The version that applies now, unless it would be due later than what was told at first.

    A promise that was made to follow a newer version of the same standard stays there.
    """
    first = promise.first_version or promise.version
    now = version_for(conversation, Clock(promise.clock), promise.started_at)
    if now is not None and now.standard_id == promise.version.standard_id:
        return promise.version
    if now is None or promise.under(now, at) > promise.under(first, at):
        return first
    return now


def move(
    conversation: Conversation,
    promise: Promise,
    version: StandardVersion,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Count it by another version from its start; what is over by that is late now."""
    before, promise.first_version = promise.version_id, promise.first_version or promise.version
    promise.version, promise.hours_kind = version, version.hours_kind
    promise.target_seconds, promise.due_at = version.target_seconds, promise.under(version, at)
    promise.save()
    fact = PromiseRetargeted(conversation.pk, conversation.team_id, promise.pk, before, version.pk)
    emit(fact, by=by, at=at)
    if promise.due_at < at:
        break_by_retarget(conversation, promise, at=at)
