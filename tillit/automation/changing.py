"""The verbs about rules."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from tillit import clock
from tillit.automation import book
from tillit.automation.events import (
    RulePutAway,
    RulesMoved,
    RuleSwitchedOff,
    RuleSwitchedOn,
    RuleTakenUp,
    RuleWritten,
)
from tillit.automation.models import Rule
from tillit.journal.recording import emit
from tillit.people.actor import Actor

LAST_PLACE = 100


@transaction.atomic(savepoint=False)
def write(*, rule: Rule, by: Actor) -> Rule:
    """Keep what a rule says; a new one stands last, and holds once it is switched on."""
    if rule.pk is None:
        rule.position = (Rule.objects.aggregate(most=Max("position"))["most"] or LAST_PLACE) + 1
    else:
        rule.version += 1
    rule.save()
    emit(RuleWritten(rule.pk, rule.version), by=by)
    transaction.on_commit(book.forget)
    book.forget()
    return rule


@transaction.atomic(savepoint=False)
def switch(*, rule: Rule, on: bool, by: Actor) -> None:
    """Let it hold from now on, or no longer; what happened before sets nothing going."""
    if rule.active == on:
        return
    rule.active, rule.since = on, clock.now() if on else None
    rule.looked_until = rule.since
    rule.save(update_fields=["active", "since", "looked_until"])
    emit(RuleSwitchedOn(rule.pk) if on else RuleSwitchedOff(rule.pk), by=by)
    transaction.on_commit(book.forget)
    book.forget()


@transaction.atomic(savepoint=False)
def put_away(*, rule: Rule, by: Actor) -> None:
    """Take a rule out of the list; what it did stays told."""
    switch(rule=rule, on=False, by=by)
    rule.put_away_at = clock.now()
    rule.save(update_fields=["put_away_at"])
    emit(RulePutAway(rule.pk), by=by)


@transaction.atomic(savepoint=False)
def take_up(*, rule: Rule, by: Actor) -> None:
    """Have it in the list again; it is off until somebody switches it on."""
    rule.put_away_at = None
    rule.save(update_fields=["put_away_at"])
    emit(RuleTakenUp(rule.pk), by=by)


@transaction.atomic(savepoint=False)
def move(*, rule: Rule, up: bool, among: Sequence[Rule], by: Actor) -> None:
    """Let it be asked one place earlier or later, among those that somebody sees."""
    order = [one.pk for one in among]
    place = order.index(rule.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    positions = sorted(one.position for one in among)
    if len(set(positions)) < len(positions):
        positions = list(range(1, len(order) + 1))
    order[place], order[other] = order[other], order[place]
    for number, position in zip(order, positions, strict=True):
        Rule.objects.filter(pk=number).update(position=position)
    emit(RulesMoved(order), by=by)
    transaction.on_commit(book.forget)
    book.forget()
