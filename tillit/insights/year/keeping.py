"""The verbs of the calendar: methods come, change and go, are done, or are left out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from tillit import clock
from tillit.insights.models import Method, Occasion, Outcome
from tillit.insights.year.events import (
    MethodAdded,
    MethodChanged,
    MethodPutAway,
    MethodTakenUp,
    OccasionDone,
    OccasionSkipped,
)
from tillit.journal.recording import emit
from tillit.measures.methods import Frequency
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team


@dataclass(frozen=True)
class Plan:
    """All that somebody says of a method; `key` only where it is laid out from a ready-made one."""

    frequency: Frequency
    due_on: date
    owner: Agent | None
    title: str = ""
    purpose: str = ""
    team: Team | None = None
    key: str = ""


@dataclass(frozen=True)
class Result:
    """What came of one occasion, on which day, and where that can be seen."""

    words: str
    day: date
    link: str = ""


@transaction.atomic(savepoint=False)
def add(*, plan: Plan, by: Agent) -> Method:
    """A method belongs to the year from now on; the day named is the first."""
    method = Method.objects.create(key=plan.key, **_columns(plan))
    emit(MethodAdded(method.pk), by=Actor.agent(by))
    return method


@transaction.atomic(savepoint=False)
def change(*, method: Method, plan: Plan, by: Agent) -> None:
    """Say otherwise what, when or whose it is; later days follow the one named."""
    held = _held(method)
    columns = _columns(plan)
    if (held.due_on, held.frequency) == (plan.due_on, plan.frequency):
        columns.pop("anchor")
    changed = [name for name, value in columns.items() if getattr(held, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(held, name, columns[name])
    _save(held, changed)
    emit(MethodChanged(held.pk, changed), by=Actor.agent(by))


@transaction.atomic(savepoint=False)
def put_away(*, method: Method, by: Agent) -> None:
    """It is done no longer; what came of it stays."""
    held = _held(method)
    if held.put_away_at is None:
        held.put_away_at = clock.now()
        _save(held, ["put_away_at"])
        emit(MethodPutAway(held.pk), by=Actor.agent(by))


@transaction.atomic(savepoint=False)
def take_up(*, method: Method, today: date, by: Agent) -> None:
    """It is done again, on the next day of its rhythm; nobody is late for what was put away."""
    held = _held(method)
    if held.put_away_at is None:
        return
    held.put_away_at = None
    if held.due_on is not None and held.due_on < today:
        held.due_on = held.frequency.due_after(held.anchor, today) or today
    _save(held, ["put_away_at", "due_on"])
    emit(MethodTakenUp(held.pk), by=Actor.agent(by))


@transaction.atomic(savepoint=False)
def record(*, method: Method, due_on: date, result: Result, by: Agent) -> Occasion | None:
    """Say what came of it; None when somebody has said so of this day already.

    The next day is one of its rhythm, not one counted from the day on which it was done: four times
    a year stay four. Yet half of the rhythm lies between, so what was done very late is not due
    again a few days later.
    """
    return _close(method, due_on, Outcome.DONE, result, by)


@transaction.atomic(savepoint=False)
def skip(*, method: Method, due_on: date, result: Result, by: Agent) -> Occasion | None:
    """Leave it out once and say why; it is due again on the next day that is still to come."""
    return _close(method, due_on, Outcome.SKIPPED, result, by)


def _close(
    method: Method, due_on: date, outcome: Outcome, result: Result, by: Agent
) -> Occasion | None:
    held = _held(method)
    if held.due_on != due_on or held.put_away_at is not None:
        return None
    said = {"words": result.words, "link": result.link, "day": result.day}
    occasion = Occasion.objects.create(
        method=held, due_on=due_on, outcome=outcome, by=by, at=clock.now(), **said
    )
    rest = held.frequency.length / 2 if outcome == Outcome.DONE else timedelta()
    held.due_on = held.frequency.due_after(held.anchor, max(due_on, result.day + rest))
    _save(held, ["due_on"])
    fact = OccasionDone if outcome == Outcome.DONE else OccasionSkipped
    emit(fact(held.pk, occasion.pk), by=Actor.agent(by))
    return occasion


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "title": plan.title,
        "purpose": plan.purpose,
        "rhythm": plan.frequency.rhythm.value,
        "every": plan.frequency.every,
        "owner": plan.owner,
        "team": plan.team,
        "anchor": plan.due_on,
        "due_on": plan.due_on,
    }


def _held(method: Method) -> Method:
    return Method.objects.select_for_update(of=("self",)).get(pk=method.pk)


def _save(method: Method, fields: list[str]) -> None:
    method.changed_at = clock.now()
    method.save(update_fields=[*fields, "changed_at"])
