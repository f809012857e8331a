"""The verbs of a meeting: putting cases on the agenda, deciding, and closing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tillit import clock
from tillit.conversations.models import Conversation
from tillit.documents.days import today_at_home
from tillit.insights.meeting.events import (
    CasePutOnAgenda,
    CaseTakenOffAgenda,
    DecisionDone,
    DecisionMade,
    DecisionReopened,
    MeetingClosed,
)
from tillit.insights.models import AgendaCase, Decision, Meeting
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team

LONGEST_WHY = 200
"""Letters of the reason for which a case is on the agenda."""


@dataclass(frozen=True)
class Resolved:
    """What is decided, who sees to it, and by when."""

    words: str
    owner: Agent | None
    due_on: date | None


@transaction.atomic
def put_on_agenda(*, conversation: Conversation, why: str, by: Agent) -> AgendaCase:
    """For the next meeting of its team; once is enough, and the last reason counts."""
    _hold(conversation.team_id)
    known = AgendaCase.objects.filter(
        team_id=conversation.team_id, conversation=conversation, meeting=None
    ).first()
    if known:
        if known.why != why:
            known.why = why
            known.save(update_fields=["why"])
        return known
    made = AgendaCase.objects.create(
        team_id=conversation.team_id, conversation=conversation, why=why, by=by, at=clock.now()
    )
    emit(CasePutOnAgenda(made.pk, made.team_id, conversation.pk), by=Actor.agent(by))
    return made


@transaction.atomic
def take_off_agenda(*, case: AgendaCase, by: Agent) -> None:
    """It need not be talked about; what was talked about stays. Harmless to repeat."""
    fact = CaseTakenOffAgenda(case.pk, case.team_id, case.conversation_id)
    gone, _each = AgendaCase.objects.filter(pk=case.pk, meeting=None).delete()
    if gone:
        emit(fact, by=Actor.agent(by))


@transaction.atomic
def decide(*, team: Team, resolved: Resolved, by: Agent) -> Decision:
    """Write down what is decided; the same again in one meeting is the same."""
    _hold(team.pk)
    told = {"team": team, "words": resolved.words, "owner": resolved.owner, "meeting": None}
    known = Decision.objects.filter(**told, due_on=resolved.due_on).first()
    if known:
        return known
    made = Decision.objects.create(**told, due_on=resolved.due_on, by=by, at=clock.now())
    emit(DecisionMade(made.pk, team.pk), by=Actor.agent(by))
    return made


@transaction.atomic
def settle(*, decision: Decision, is_done: bool, by: Agent) -> None:
    """Say that it is done, or that it is not after all."""
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if (held.done_at is not None) is is_done:
        return
    held.done_at, held.done_by = (clock.now(), by) if is_done else (None, None)
    held.save(update_fields=["done_at", "done_by"])
    fact = DecisionDone if is_done else DecisionReopened
    emit(fact(held.pk, held.team_id), by=Actor.agent(by))


@transaction.atomic
def close(*, team: Team, first: date, last: date, by: Agent) -> Meeting | None:
    """It was held: its cases and decisions stand together; None when there is nothing to keep."""
    _hold(team.pk)
    cases = AgendaCase.objects.filter(team=team, meeting=None)
    decisions = Decision.objects.filter(team=team, meeting=None)
    if not (cases.exists() or decisions.exists()):
        return None
    now = clock.now()
    made = Meeting.objects.create(
        team=team,
        held_on=today_at_home(now),
        first=first,
        last=last,
        closed_by=by,
        closed_at=now,
    )
    cases.update(meeting=made)
    decisions.update(meeting=made)
    emit(MeetingClosed(made.pk, team.pk), by=Actor.agent(by))
    return made


def _hold(team: int) -> None:
    """Whoever changes the next meeting of a team waits for the others."""
    Team.objects.select_for_update().get(pk=team)
