"""What can be set at a trigger or a step: a choice, a number, words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tillit.people.models import Agent

Choice = tuple[str, str | Promise]
Settings = Mapping[str, str]
LONGEST = 5000


@dataclass(frozen=True)
class Control:
    """One thing that can be set. `kind` is `choice`, `number`, `text`, `area`, `time` or `url`."""

    name: str
    label: str | Promise
    kind: str = "choice"
    choices: Callable[[Agent], list[Choice]] = lambda agent: []
    hint: str | Promise = ""
    least: int = 1
    most: int = 1000
    initial: str = ""
    optional: bool = False

    def first(self, agent: Agent) -> str:
        """What it says before anybody has said anything."""
        if self.initial or self.kind != "choice":
            return self.initial
        offered = self.choices(agent)
        return offered[0][0] if offered else ""

    def problem(self, value: str, agent: Agent) -> str:
        """What is wrong with what was filled in; nothing when it can be meant."""
        if not value.strip():
            return "" if self.optional else _EMPTY[self.kind]()
        if self.kind == "choice" and value not in {key for key, _label in self.choices(agent)}:
            return _("Choose one.")
        if self.kind == "number":
            return self._number_problem(value)
        if self.kind == "time" and not _is_time(value):
            return _("Write a time, such as 09:00.")
        if self.kind == "url" and not value.startswith(("https://", "http://")):
            return _("Write an address that begins with https://.")
        return _("This is too long.") if len(value) > LONGEST else ""

    def _number_problem(self, value: str) -> str:
        if value.isascii() and value.isdecimal() and self.least <= int(value[:9]) <= self.most:
            return ""
        bounds = {"least": self.least, "most": self.most}
        return _("Write a number from %(least)s to %(most)s.") % bounds


_EMPTY: dict[str, Callable[[], str]] = {
    "choice": lambda: _("Choose one."),
    "number": lambda: _("Write a number."),
    "text": lambda: _("Write something here."),
    "area": lambda: _("Write something here."),
    "time": lambda: _("Write a time, such as 09:00."),
    "url": lambda: _("Write an address that begins with https://."),
}


def _is_time(value: str) -> bool:
    hours, _colon, minutes = value.partition(":")
    digits = hours.isdecimal() and minutes.isdecimal() and len(value) == 5
    return digits and int(hours) < 24 and int(minutes) < 60


def shown(
    controls: Iterable[Control], said: Settings, agent: Agent, *, prefix: str, told: bool
) -> list[dict[str, Any]]:
    """Controls as `automation/controls.html` shows them."""
    return [
        {
            "name": f"{prefix}{control.name}",
            "label": control.label,
            "kind": control.kind,
            "hint": control.hint,
            "least": control.least,
            "most": control.most,
            "optional": control.optional,
            "value": said.get(control.name, ""),
            "choices": control.choices(agent) if control.kind == "choice" else [],
            "error": control.problem(said.get(control.name, ""), agent) if told else "",
        }
        for control in controls
    ]


def posted(
    controls: Iterable[Control], said: Mapping[str, Any], agent: Agent, *, prefix: str, fresh: bool
) -> dict[str, str]:
    """What was filled in, or what stands there at first when it is `fresh`."""
    return {
        control.name: control.first(agent)
        if fresh
        else str(said.get(f"{prefix}{control.name}", "")).replace("\x00", "").strip()[: LONGEST + 1]
        for control in controls
    }


def problems(controls: Iterable[Control], said: Settings, agent: Agent) -> bool:
    """Whether anything of it is wrong."""
    return any(one.problem(said.get(one.name, ""), agent) for one in controls)


def label_of(choices: Iterable[Choice], value: str) -> str:
    """The words of a choice."""
    return next((str(label) for key, label in choices if key == value), value)
