"""The verbs of talks: noting, agreeing on what is next, and saying that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.models import Talk, TalkStep
from tillit.insights.people.events import (
    StepAgreed,
    StepDone,
    StepReopened,
    TalkNoted,
    TalkTakenBack,
)
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


@dataclass(frozen=True)
class NextStep:
    """What is done next, by whom, and by when."""

    words: str
    owner: Agent
    due_on: date | None = None


@transaction.atomic
def note(*, agent: Agent, lead: Agent, words: str, by: Agent, step: NextStep | None = None) -> Talk:
    """Write down what was said, for the two of them; the same again on one day is the same."""
    today = today_at_home(clock.now())
    told = {"agent": agent, "lead": lead, "day": today, "words": words, "by": by}
    if known := Talk.objects.filter(**told).first():
        return known
    made = Talk.objects.create(**told, at=clock.now())
    emit(TalkNoted(made.pk, agent.pk, lead.pk), by=Actor.agent(by))
    if step:
        agree(talk=made, step=step, by=by)
    return made


@transaction.atomic
def take_back(*, talk: Talk, by: Agent) -> None:
    """It was written in error; what was agreed goes with it. Harmless to repeat."""
    number = talk.pk
    gone, _each = Talk.objects.filter(pk=number).delete()
    if gone:
        emit(TalkTakenBack(number), by=Actor.agent(by))


@transaction.atomic
def agree(*, talk: Talk, step: NextStep, by: Agent) -> TalkStep:
    """Agree on something to do next; the same again is the same."""
    Talk.objects.select_for_update().get(pk=talk.pk)
    told = {"talk": talk, "words": step.words, "owner": step.owner, "due_on": step.due_on}
    if known := TalkStep.objects.filter(**told).first():
        return known
    made = TalkStep.objects.create(**told)
    emit(StepAgreed(talk.pk, made.pk, step.owner.pk), by=Actor.agent(by))
    return made


@transaction.atomic
def settle(*, step: TalkStep, is_done: bool, by: Agent) -> None:
    """Say that it is done, or that it is not after all."""
    held = TalkStep.objects.select_for_update().get(pk=step.pk)
    if (held.done_at is not None) is is_done:
        return
    held.done_at = clock.now() if is_done else None
    held.save(update_fields=["done_at"])
    fact = StepDone if is_done else StepReopened
    emit(fact(held.talk_id, held.pk), by=Actor.agent(by))
