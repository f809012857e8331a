"""The form of a rule: its trigger and its steps as they are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from tillit.automation import controls, doing, triggers
from tillit.automation.doing import Action
from tillit.automation.triggers import Trigger
from tillit.people.models import Agent

MOST_STEPS = 10
FIRST = "assign"


def posted_trigger(said: QueryDict, agent: Agent) -> tuple[Trigger, dict[str, str]]:
    """The trigger that was chosen, with its settings; another one than before begins afresh."""
    known = triggers.every()
    chosen = triggers.named(said.get("trigger", "")) or known[0]
    fresh = said.get("trigger-was", "") != chosen.key
    return chosen, controls.posted(chosen.controls, said, agent, prefix="trigger-", fresh=fresh)


@dataclass
class StepsDraft:
    """The steps as they stand in the form, each with what is wrong with it."""

    steps: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def posted(cls, said: QueryDict, agent: Agent) -> StepsDraft:
        """What was filled in; a step that does something else than before begins afresh."""
        was = said.getlist("do-was")
        steps = []
        for place, key in enumerate(said.getlist("do")[:MOST_STEPS]):
            action = doing.named(key)
            if action is not None:
                fresh = place >= len(was) or was[place] != key
                settings = controls.posted(
                    action.controls, said, agent, prefix=f"step-{place}-", fresh=fresh
                )
                steps.append({"do": key, **settings})
        return cls(steps)

    def change(self, what: str, agent: Agent) -> None:
        """Carry out what a button says: step-add, step-remove-2, step-up-2, step-down-2."""
        act, _dash, digits = what.removeprefix("step-").partition("-")
        place = int(digits) if digits.isdecimal() and len(digits) < 3 else 0
        if not what.startswith("step-"):
            return
        if act == "add" and len(self.steps) < MOST_STEPS:
            self.steps.append(_fresh(FIRST, agent))
        elif act == "remove" and place < len(self.steps):
            del self.steps[place]
        elif act in ("up", "down"):
            self._swap(place, place + (1 if act == "down" else -1))

    def _swap(self, one: int, other: int) -> None:
        if min(one, other) >= 0 and max(one, other) < len(self.steps):
            self.steps[one], self.steps[other] = self.steps[other], self.steps[one]

    def is_valid(self, agent: Agent) -> bool:
        """Whether there is something to do, and all of it can be done."""
        return bool(self.steps) and not any(doing.problem_of(one, agent) for one in self.steps)

    def shown(self, agent: Agent, *, told: bool) -> list[dict[str, Any]]:
        """The steps as `automation/steps.html` shows them."""
        return [_shown(place, step, agent, told=told) for place, step in enumerate(self.steps)]


def _fresh(key: str, agent: Agent) -> dict[str, str]:
    action = doing.named(key) or doing.every()[0]
    settings = controls.posted(action.controls, {}, agent, prefix="", fresh=True)
    return {"do": action.key, **settings}


def _shown(place: int, step: dict[str, str], agent: Agent, *, told: bool) -> dict[str, Any]:
    action = doing.named(step["do"])
    parts = action.controls if action else ()
    wrong = controls.problems(parts, step, agent)
    return {
        "place": place,
        "do": step["do"],
        "icon": action.icon if action else "circle-help",
        "controls": controls.shown(
            parts, step, agent, prefix=f"step-{place}-", told=told and wrong
        ),
        "error": doing.problem_of(step, agent) if told and not wrong else "",
    }


def actions_for(agent: Agent, steps: list[dict[str, str]]) -> list[Action]:
    """What somebody may have a rule do; what the rule does already stays."""
    used = {step["do"] for step in steps}
    return [one for one in doing.every() if one.key in used or one.is_for(agent)]
