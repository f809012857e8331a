"""The form in which conditions are put together: lines and groups, with script and without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tillit.conversations.viewing.conditions import (
    ALL,
    ANY,
    LONGEST_VALUE,
    MOST_CONDITIONS,
    MOST_GROUPS,
    Condition,
    Group,
    NoConditions,
    Questions,
    checked,
)
from tillit.conversations.viewing.vocabulary import (
    DAYS,
    QUESTIONS,
    TEXT,
    TIME,
    Choice,
    Question,
    Shape,
)
from tillit.people.models import Agent

_BEGINNINGS = (
    Condition("status", "is", "unresolved"),
    Condition("assignee", "is", "me"),
    Condition("priority", "is", "high"),
    Condition("unread", "is", "yes"),
    Condition("vip", "is", "yes"),
)
"""What a new line says: the first of these that nobody has asked yet."""
_A_WEEK = "7"


@dataclass(frozen=True)
class Line:
    """A condition as it stands in the form; `group` 0 is the outer one."""

    condition: Condition
    group: int = 0
    error: str = ""


@dataclass
class Draft:
    """What stands in the form: lines, and whether each group needs all of them or any."""

    lines: list[Line] = field(default_factory=list)
    modes: list[str] = field(default_factory=lambda: [ALL])
    questions: Questions = field(default_factory=lambda: QUESTIONS)

    @classmethod
    def begun(cls) -> Draft:
        """What a new view begins with."""
        return cls([Line(_BEGINNINGS[0])])

    @classmethod
    def of(cls, group: Group, questions: Questions = QUESTIONS) -> Draft:
        """The conditions of a view."""
        draft = cls([], [group.mode], questions)
        for item in group.items:
            if isinstance(item, Group):
                draft.modes.append(item.mode)
                number = len(draft.modes) - 1
                draft.lines += [Line(one, number) for one in item.conditions()]
            else:
                draft.lines.append(Line(item))
        return draft

    @classmethod
    def posted(cls, said: QueryDict, agent: Agent, questions: Questions = QUESTIONS) -> Draft:
        """What was filled in; what cannot be meant is left out or made to fit.

        `was` is the question that a line asked before: the answer to another one is no answer.
        """
        modes = [ANY if mode == ANY else ALL for mode in said.getlist("mode")[: MOST_GROUPS + 1]]
        names = ("field", "operator", "value", "group", "was")
        columns = zip(*(said.getlist(name) for name in names), strict=False)
        lines = [
            Line(fitting(Condition(*words), agent, questions, changed=was != words[0]), int(group))
            for *words, group, was in list(columns)[:MOST_CONDITIONS]
            if words[0] in questions and group.isdecimal() and int(group) < max(1, len(modes))
        ]
        return cls(lines, modes or [ALL], questions)

    def change(self, what: str) -> None:
        """Carry out what a button says: add-GROUP, remove-LINE, group, ungroup-GROUP."""
        act, _dash, digits = what.partition("-")
        place = int(digits) if digits.isdecimal() and len(digits) < 4 else 0
        if act == "add" and len(self.lines) < MOST_CONDITIONS and place < len(self.modes):
            self.lines.append(Line(self._next(), place))
        elif act == "remove" and place < len(self.lines):
            del self.lines[place]
        elif act == "group" and len(self.modes) <= MOST_GROUPS:
            self.modes.append(ANY)
            self.lines.append(Line(self._next(), len(self.modes) - 1))
        elif act == "ungroup" and 0 < place < len(self.modes):
            self._ungroup(place)

    def _next(self) -> Condition:
        asked = {line.condition.field for line in self.lines}
        offered = [one for one in _BEGINNINGS if one.field in self.questions]
        return next((one for one in offered if one.field not in asked), offered[0])

    def _ungroup(self, place: int) -> None:
        del self.modes[place]
        kept = [line for line in self.lines if line.group != place]
        self.lines = [
            replace(line, group=line.group - (1 if line.group > place else 0)) for line in kept
        ]

    def group(self) -> Group:
        """What the valid lines ask; `is_valid` says whether that is all of them."""
        self.lines = [_checked(line, self.questions) for line in self.lines]
        whole = [line for line in self.lines if not line.error]
        outer = [line.condition for line in whole if line.group == 0]
        inner = [
            Group(mode, tuple(line.condition for line in whole if line.group == number))
            for number, mode in enumerate(self.modes[1:], 1)
        ]
        return Group(self.modes[0], (*outer, *(one for one in inner if one.items)))

    @property
    def is_valid(self) -> bool:
        """Whether every line asks something."""
        return not any(line.error for line in self.lines)

    def shown(self, agent: Agent) -> list[dict[str, Any]]:
        """The groups with their lines, as `conversations/view_conditions.html` shows them."""
        offered: dict[str, list[Choice]] = {}
        return [
            {
                "number": number,
                "mode": mode,
                "lines": [
                    _shown(place, line, agent, offered, self.questions)
                    for place, line in enumerate(self.lines)
                    if line.group == number
                ],
            }
            for number, mode in enumerate(self.modes)
        ]


def fitting(
    condition: Condition, agent: Agent, questions: Questions, *, changed: bool
) -> Condition:
    """The condition with an operator of its question, and a value that can be typed."""
    question = questions[condition.field]
    if changed:
        return _anew(condition.field, question, agent)
    shape = question.shape
    operator = condition.operator if condition.operator in shape.operators else ""
    operator = operator or next(iter(shape.operators))
    value = condition.value.replace("\x00", "").strip()[:LONGEST_VALUE]
    if shape is TIME and (operator in DAYS) != value.isdecimal():
        value = _A_WEEK if operator in DAYS else ""
    return Condition(condition.field, operator, value)


def _anew(key: str, question: Question, agent: Agent) -> Condition:
    """A question that was not asked before, with the first answer to it."""
    choices = question.choices(agent)
    value = choices[0][0] if choices else _A_WEEK if question.shape is TIME else ""
    return Condition(key, next(iter(question.shape.operators)), value)


def _checked(line: Line, questions: Questions) -> Line:
    try:
        checked(line.condition, questions)
    except NoConditions:
        return replace(line, error=_problem(line.condition, questions[line.condition.field]))
    return replace(line, error="")


def _problem(condition: Condition, question: Question) -> str:
    shape = question.shape
    if shape is TEXT:
        return _("Write the words to look for.")
    if shape is TIME:
        return _("Write a number of days.") if condition.operator in DAYS else _("Choose a date.")
    return _("Choose one.")


def _shown(
    place: int,
    line: Line,
    agent: Agent,
    offered: dict[str, list[Choice]],
    questions: Questions,
) -> dict[str, Any]:
    condition = line.condition
    question = questions[condition.field]
    if condition.field not in offered:
        offered[condition.field] = question.choices(agent)
    return {
        "place": place,
        "group": line.group,
        "field": condition.field,
        "fields": [(one.key, one.label) for one in questions.values()],
        "operator": condition.operator,
        "operators": list(question.shape.operators.items()),
        "shape": _control(condition, question.shape),
        "value": condition.value,
        "choices": _with_what_is_gone(offered[condition.field], condition.value),
        "error": line.error,
    }


def _control(condition: Condition, shape: Shape) -> str:
    if shape is TIME:
        return "number" if condition.operator in DAYS else "date"
    return "text" if shape is TEXT else "choice"


def _with_what_is_gone(choices: Sequence[Choice], value: str) -> list[Choice]:
    """A tag that was deleted, say, is still what the view asks for."""
    known = any(value == each for each, _label in choices)
    return [*choices] if known or not value.isdecimal() else [*choices, (value, _("(gone)"))]
