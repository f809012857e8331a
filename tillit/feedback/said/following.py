"""Verbs about how far we are with what a customer said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tillit import clock
from tillit.conversations import actions
from tillit.feedback.models import FollowUp, State
from tillit.feedback.said.events import FollowUpMoved
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Role

WAITING = (State.QUIET, State.NEW)
"""Nobody has taken it yet."""
UNANSWERED = (*WAITING, State.ASSIGNED)


def colleagues_of(follow_up: FollowUp) -> QuerySet[Agent]:
    """Who can look after it: who writes to customers, in its team and in that of its talk."""
    found = Agent.objects.filter(teams=follow_up.team_id, is_active=True).exclude(role=Role.LIGHT)
    if follow_up.conversation:
        found = found.filter(pk__in=Agent.objects.filter(teams=follow_up.conversation.team_id))
    return found.order_by("name")


def held(follow_up: FollowUp) -> FollowUp:
    """The same row, held by the transaction."""
    return FollowUp.objects.select_for_update().get(pk=follow_up.pk)


@transaction.atomic
def look_after(
    *, follow_up: FollowUp, who: Agent | None, by: Actor, at: datetime | None = None
) -> None:
    """Give it to a colleague, or to nobody; the conversation about it goes along."""
    follow_up = held(follow_up)
    if follow_up.conversation:
        actions.assign(conversation=follow_up.conversation, to=who, by=by)
        follow_up = held(follow_up)
    given(follow_up, who.pk if who else None, by=by, at=at)


def given(
    follow_up: FollowUp, assignee: int | None, *, by: Actor, at: datetime | None = None
) -> None:
    """Somebody looks after it now, or nobody; once answered it does not go back for that."""
    after = State(follow_up.state)
    if assignee and after in WAITING:
        after = State.ASSIGNED
    elif assignee is None and after is State.ASSIGNED:
        after = State.NEW
    if (after, assignee) != (follow_up.state, follow_up.assignee_id):
        move(follow_up, after, by=by, at=at, assignee_id=assignee)


@transaction.atomic
def answered(*, follow_up: FollowUp, by: Actor, at: datetime | None = None) -> None:
    """The customer has an answer, on whatever way."""
    follow_up = held(follow_up)
    if follow_up.state in UNANSWERED:
        move(follow_up, State.ANSWERED, by=by, at=at)


def move(
    follow_up: FollowUp, after: State, *, by: Actor, at: datetime | None = None, **fields: object
) -> None:
    """Bring a held row further, and tell it."""
    before = follow_up.state
    follow_up.state = after
    for name, value in fields.items():
        setattr(follow_up, name, value)
    follow_up.save(update_fields=["state", *fields])
    fact = FollowUpMoved(
        follow_up.pk, follow_up.team_id, before, after.value, follow_up.assignee_id
    )
    emit(fact, by=by, at=at or clock.now())
