"""The rules that hold just now, and those that every installation has from the start.

Each process remembers them for a second: whether an event is anybody's concern is asked very often,
and a rule looks at itself again before it does anything.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.functional import Promise

from tillit import clock
from tillit.automation.doing import are_at_once
from tillit.automation.models import Rule

FRESH_SECONDS = 1.0


@dataclass(frozen=True)
class Delivered:
    """A rule that Tillit brings along; an `active` one holds until somebody switches it off."""

    purpose: str
    name: str | Promise
    trigger: str
    steps: list[dict[str, str]]
    conditions: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    stops: bool = False
    active: bool = False
    order: int = 50


_delivered: dict[str, Delivered] = {}


def deliver(rule: Delivered) -> None:
    """Register a rule that every installation has."""
    _delivered[rule.purpose] = rule


def title_of(rule: Rule) -> str:
    """Its own name, or that under which it was delivered."""
    return rule.name or delivered_title(rule)


def delivered_title(rule: Rule) -> str:
    """The name under which it was delivered, in the reader's language; nothing for any other."""
    known = _delivered.get(rule.purpose)
    return str(known.name) if known else ""


@dataclass
class _Remembered:
    rules: list[Rule] = field(default_factory=list)
    until: float = 0.0


_remembered = _Remembered()


def forget() -> None:
    """Ask the database next time: something has changed."""
    _remembered.until = 0.0


def holding() -> list[Rule]:
    """All rules that are switched on, in their order."""
    now = time.monotonic()
    if now >= _remembered.until:
        _remembered.rules = _read()
        _remembered.until = now + FRESH_SECONDS
    return _remembered.rules


def _read() -> list[Rule]:
    known = list(Rule.objects.order_by("position", "id"))
    there = {rule.purpose for rule in known}
    missing = [one for key, one in _delivered.items() if key not in there]
    if missing:
        _bring(missing)
        known = list(Rule.objects.order_by("position", "id"))
    return [rule for rule in known if rule.active and rule.put_away_at is None]


@transaction.atomic
def _bring(missing: Iterable[Delivered]) -> None:
    """Rules that the program has and the database has not, after an installation or upgrade."""
    for one in sorted(missing, key=lambda each: each.order):
        Rule.objects.get_or_create(
            purpose=one.purpose,
            defaults={
                "trigger": one.trigger,
                "steps": one.steps,
                "conditions": one.conditions,
                "settings": one.settings,
                "stops": one.stops,
                "active": one.active,
                "since": clock.now() if one.active else None,
                "position": one.order,
            },
        )


def called(trigger: str, team: int) -> tuple[list[Rule], bool]:
    """Those that this trigger sets going at once, and whether there are others."""
    ours = [one for one in holding() if one.trigger == trigger and one.team_id in (None, team)]
    at_once = [one for one in ours if are_at_once(one.steps)]
    return at_once, len(at_once) < len(ours)


def later(trigger: str, team: int) -> list[Rule]:
    """Those that are done by a worker, read anew."""
    forget()
    return [
        one
        for one in holding()
        if one.trigger == trigger and one.team_id in (None, team) and not are_at_once(one.steps)
    ]
