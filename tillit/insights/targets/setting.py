"""The verbs of targets: setting and withdrawing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from tillit import clock
from tillit.insights.models import Target
from tillit.insights.targets.events import TargetFact, TargetSet, TargetWithdrawn
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team


@dataclass(frozen=True)
class Wanted:
    """All that somebody says of a target; either `team` or `agent` is whose it is."""

    measure: str
    value: float
    since: date
    why: str
    until: date | None = None
    team: Team | None = None
    agent: Agent | None = None


@transaction.atomic
def set_target(*, wanted: Wanted, by: Agent) -> Target:
    """Set it; the one that held for the same until then ends the day before.

    One that would not have begun by then is withdrawn. The same again is the same.
    """
    whose = {"measure": wanted.measure, "team": wanted.team, "agent": wanted.agent}
    known = list(Target.objects.select_for_update().standing().filter(**whose))
    if same := next((one for one in known if _is_same(one, wanted)), None):
        return same
    for one in known:
        if one.since >= wanted.since:
            withdraw(target=one, by=by)
        elif one.until is None or one.until >= wanted.since:
            one.until = wanted.since - timedelta(days=1)
            one.save(update_fields=["until"])
    made = Target.objects.create(
        **whose,
        value=wanted.value,
        since=wanted.since,
        until=wanted.until,
        why=wanted.why,
        set_by=by,
        set_at=clock.now(),
    )
    _emit(TargetSet, made, by)
    return made


@transaction.atomic
def withdraw(*, target: Target, by: Agent) -> None:
    """It holds no longer, and stays readable; harmless to repeat."""
    held = Target.objects.select_for_update().get(pk=target.pk)
    if held.withdrawn_at is not None:
        return
    held.withdrawn_at, held.withdrawn_by = clock.now(), by
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _emit(TargetWithdrawn, held, by)


def _is_same(one: Target, wanted: Wanted) -> bool:
    said = (wanted.value, wanted.since, wanted.until, wanted.why)
    return (one.value, one.since, one.until, one.why) == said


def _emit(fact: type[TargetFact], target: Target, by: Agent) -> None:
    told = fact(target.pk, target.measure, target.team_id, target.agent_id)
    emit(told, by=Actor.agent(by))
