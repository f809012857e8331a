"""The registry of triggers: what sets a rule going, an event of the journal or the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from tillit.automation.cases import Case
from tillit.automation.controls import Control, Settings
from tillit.automation.models import Rule
from tillit.conversations.events import ConversationFact
from tillit.journal.facts import Fact


@dataclass(frozen=True)
class Trigger:
    """One thing that rules can wait for.

    Of an event: its `facts`, of which it `admits` some. Of the clock: `found` gives the cases that
    are to be looked at now, and `recent` those that it would have found lately.
    """

    key: str
    label: str | Promise
    facts: tuple[type[Fact], ...] = ()
    admits: Callable[[Any], bool] = lambda fact: True
    controls: tuple[Control, ...] = ()
    words: Callable[[Settings], str] | None = None
    found: Callable[[Rule, datetime, int], Iterable[Case]] | None = None
    recent: Callable[[Rule, datetime, int], Iterable[Case]] | None = None
    order: int = 50

    def told(self, settings: Settings) -> str:
        """When it is, in words."""
        return self.words(settings) if self.words else str(self.label)


@dataclass
class _Registry:
    by_key: dict[str, Trigger] = field(default_factory=dict)
    by_fact: dict[type[Fact], list[Trigger]] = field(default_factory=dict)


_known = _Registry()


def register(trigger: Trigger) -> Trigger:
    """Add what rules can wait for."""
    if trigger.key in _known.by_key:
        raise ValueError(f"two triggers are called {trigger.key}")
    _known.by_key[trigger.key] = trigger
    for fact in trigger.facts:
        _known.by_fact.setdefault(fact, []).append(trigger)
    return trigger


def every() -> list[Trigger]:
    """All triggers, in their order."""
    return sorted(_known.by_key.values(), key=lambda one: one.order)


def named(key: str) -> Trigger | None:
    """The trigger of this key, if its app is still there."""
    return _known.by_key.get(key)


def of_fact(fact: ConversationFact) -> list[Trigger]:
    """Those that wait for such a fact, and admit this one."""
    return [one for one in _known.by_fact.get(type(fact), ()) if one.admits(fact)]
