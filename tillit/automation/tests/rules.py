"""Making rules for tests, and reading what they did."""

from __future__ import annotations

from typing import Any

from tillit.automation import changing
from tillit.automation.models import Rule
from tillit.people.actor import Actor

BOSS = Actor.system("test")


def asks(field: str, operator: str, value: str) -> dict[str, Any]:
    """One condition."""
    return {
        "mode": "all",
        "items": [{"field": field, "operator": operator, "value": value}],
    }


def rule(trigger: str, *steps: dict[str, str], on: bool = True, **fields: Any) -> Rule:
    """A rule that is switched on."""
    made = Rule(trigger=trigger, steps=list(steps), **{"name": "A rule", **fields})
    changing.write(rule=made, by=BOSS)
    if on:
        changing.switch(rule=made, on=True, by=BOSS)
    return made


def tag(name: str) -> dict[str, str]:
    """A step that puts a tag on."""
    return {"do": "tag", "tag": name}
