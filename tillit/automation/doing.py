"""The registry of actions: what a rule can do, each through the verb that a person would use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tillit.automation.cases import Case
from tillit.automation.controls import Control, Settings, problems
from tillit.automation.models import Firing, Rule
from tillit.people.actor import Actor
from tillit.people.models import Agent


class CannotBeDone(Exception):
    """A step is not possible here; the words say why, and a person is to look."""


@dataclass
class Scene:
    """What a step finds: the rule, its firing, the case, and its own settings."""

    rule: Rule
    firing: Firing
    case: Case
    place: int
    said: Settings

    @property
    def by(self) -> Actor:
        """Who does it."""
        return self.rule.actor


Act = Callable[[Scene], dict[str, Any] | None]


@dataclass(frozen=True)
class Action:
    """One thing that a rule can do.

    `act` gives what is to be remembered of it, or None when it was so already. `words` tell what
    it would do. What is done `at_once` runs with the event itself: it only writes a few rows.
    `guarded` says what is wrong with its settings, and `is_for` who may have a rule do this at
    all. `told` tells what came of it.
    """

    key: str
    label: str | Promise
    icon: str
    act: Act
    words: Callable[[Settings], str]
    controls: tuple[Control, ...] = ()
    at_once: bool = False
    guarded: Callable[[Agent, Settings], str] = lambda agent, said: ""
    told: Callable[[Settings, dict[str, Any]], str] = lambda said, what: ""
    is_for: Callable[[Agent], bool] = lambda agent: True
    order: int = 50


_actions: dict[str, Action] = {}


def register(action: Action) -> Action:
    """Add what a rule can do."""
    if action.key in _actions:
        raise ValueError(f"two actions are called {action.key}")
    _actions[action.key] = action
    return action


def every() -> list[Action]:
    """All actions, in their order."""
    return sorted(_actions.values(), key=lambda one: one.order)


def named(key: str) -> Action | None:
    """The action of this key, if its app is still there."""
    return _actions.get(key)


def words_of(step: Settings) -> str:
    """What a step does, in words."""
    action = named(step.get("do", ""))
    return action.words(step) if action else _("Something that is not installed any more")


def problem_of(step: Settings, agent: Agent) -> str:
    """Why a step cannot be kept; nothing when it can."""
    action = named(step.get("do", ""))
    if action is None:
        return _("This is not installed any more.")
    if not action.is_for(agent):
        return _("Only administrators may have a rule do this.")
    if problems(action.controls, step, agent):
        return _("Something is missing here.")
    return action.guarded(agent, step)


def are_at_once(steps: list[Settings]) -> bool:
    """Whether all of a rule is done with the event itself."""
    found = [named(step.get("do", "")) for step in steps]
    return bool(found) and all(action is not None and action.at_once for action in found)
