"""Asking a rule about a case: once, in its own savepoint, and with an end to every circle."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import DatabaseError, transaction

from tillit import clock
from tillit.automation import doing
from tillit.automation.asking import Seen, look
from tillit.automation.cases import Case
from tillit.automation.models import ACTOR, Firing, Outcome, Rule
from tillit.conversations import changes
from tillit.conversations.models import Shelf
from tillit.conversations.properties import NotThat
from tillit.journal import rows
from tillit.journal.models import Event
from tillit.people.actor import Actor

logger = logging.getLogger(__name__)

LONGEST_ERROR = 500
_NOT_ASKED = (Shelf.MERGED, Shelf.SPAM)
"""What stands here is nobody's concern any more."""


def ask_all(rules: Iterable[Rule], case: Case, event: Event | None) -> None:
    """Ask one rule after the other, until one that has done its part ends it."""
    for rule in rules:
        took_up = ask(rule, case, event)
        if took_up and rule.stops:
            return
        if took_up and not doing.are_at_once(rule.steps):
            case.conversation = changes.lock(case.conversation.pk)


def ask(rule: Rule, case: Case, event: Event | None, *, remember: bool = False) -> bool:
    """Whether the rule took this case up; with `remember` also that it did not is kept.

    The conversation must be held by the transaction already.
    """
    if case.conversation.shelf in _NOT_ASKED or _asked_before(rule, case):
        return False
    [seen] = look(rule.conditions, [case])
    if not seen.holds:
        if remember:
            rows.insert(_firing(rule, case, seen, Outcome.PASSED))
        return False
    if event is not None and rule.pk in set(_rules_behind(event)):
        logger.warning("rule %s would go round in a circle (%s)", rule.pk, case.cause)
        rows.insert(_firing(rule, case, seen, Outcome.LOOP))
        return False
    return _carry_out(rule, case, seen)


def again(firing: Firing) -> None:
    """Try once more what could not be done; the conditions held at its time."""
    with transaction.atomic():
        conversation = changes.lock(firing.conversation_id)
        case = Case(firing.cause, conversation, clock.now(), firing.message)
        _do(firing.rule, firing, case)
        rows.update(firing, ("outcome", "did", "error"))


def _asked_before(rule: Rule, case: Case) -> bool:
    return rows.first(Firing, rule_id=rule.pk, cause=case.cause) is not None


def _firing(rule: Rule, case: Case, seen: Seen, outcome: Outcome) -> Firing:
    return Firing(
        rule_id=rule.pk,
        rule_version=rule.version,
        conversation=case.conversation,
        cause=case.cause,
        message=case.message,
        at=case.at,
        outcome=outcome,
        saw=seen.written(),
    )


def _carry_out(rule: Rule, case: Case, seen: Seen) -> bool:
    firing = _firing(rule, case, seen, Outcome.DONE)
    rows.insert(firing)
    _do(rule, firing, case)
    rows.update(firing, ("outcome", "did", "error"))
    return firing.outcome == Outcome.DONE


def _do(rule: Rule, firing: Firing, case: Case) -> None:
    """All steps or none; what cannot be done waits for a person. A busy database is tried again."""
    try:
        with transaction.atomic():
            firing.did = list(_steps_done(rule, firing, case))
        firing.outcome, firing.error = Outcome.DONE, ""
    except DatabaseError:
        raise
    except Exception as error:
        expected = isinstance(error, (doing.CannotBeDone, NotThat))
        if not expected:
            logger.exception("rule %s could not be carried out (%s)", rule.pk, case.cause)
        firing.did, firing.outcome = [], Outcome.PARKED
        firing.error = _words_of(error, expected=expected)


def _words_of(error: Exception, *, expected: bool) -> str:
    words = str(error) if expected else f"{type(error).__name__}: {error}"
    return words.replace("\x00", "")[:LONGEST_ERROR]


def _steps_done(rule: Rule, firing: Firing, case: Case) -> Iterator[dict[str, Any]]:
    for place, step in enumerate(rule.steps):
        action = doing.named(step.get("do", ""))
        if action is None:
            raise doing.CannotBeDone(doing.words_of(step))
        if place:
            # The step before may have changed it.
            case.conversation = changes.lock(case.conversation.pk)
        what = action.act(doing.Scene(rule, firing, case, place, step))
        yield {"do": step["do"], "said": step, "so_already": what is None, "what": what or {}}


def _rules_behind(event: Event) -> Iterator[int]:
    """The rules in the chain of causes of an event."""
    current: Event | None = event
    while current is not None:
        actor = Actor.from_key(current.actor)
        if actor.kind == ACTOR:
            yield int(actor.name)
        current = rows.get(Event, current.cause_id) if current.cause_id and current.depth else None
