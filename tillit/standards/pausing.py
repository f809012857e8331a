"""Clocks that stand still while we wait for somebody: each pause with its reason and its actor."""

from datetime import datetime

from tillit.conversations.models import Conversation
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.standards.events import PromiseContinued, PromisePaused
from tillit.standards.models import Promise, PromisePause, PromiseState


def pause(conversation: Conversation, promise: Promise, *, by: Actor, at: datetime) -> None:
    """Its clock stands still from now on, since of what the conversation has become."""
    PromisePause.objects.create(
        promise=promise, status=conversation.status, began_at=at, began_by=by.key
    )
    promise.state = PromiseState.PAUSED
    promise.save(update_fields=["state"])
    fact = PromisePaused(conversation.pk, conversation.team_id, promise.pk, conversation.status)
    emit(fact, by=by, at=at)


def go_on(conversation: Conversation, promise: Promise, *, by: Actor, at: datetime) -> None:
    """Its clock runs again; the time spent paused is not counted."""
    promise.pauses.filter(ended_at=None).update(ended_at=at, ended_by=by.key)
    promise.state = PromiseState.RUNNING
    promise.due_at = promise.due_with(promise.pauses_until(at))
    promise.save(update_fields=["state", "due_at"])
    emit(PromiseContinued(conversation.pk, conversation.team_id, promise.pk), by=by, at=at)
