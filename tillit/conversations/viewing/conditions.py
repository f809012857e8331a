"""The conditions of a view: checked when they come in, and kept as plain JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tillit.conversations.models import CaseType, Priority, Stage
from tillit.conversations.viewing.vocabulary import (
    DAYS,
    ME,
    NO,
    NOBODY,
    OPEN_STATUSES,
    QUESTIONS,
    TEXT,
    TIME,
    WHOLE_SHELVES,
    YES,
    Question,
)

MOST_CONDITIONS = 20
MOST_GROUPS = 5
LONGEST_VALUE = 200
MOST_DAYS = 3660
ALL, ANY = "all", "any"

_KNOWN = {
    "status": {*WHOLE_SHELVES, *(status.value for status in OPEN_STATUSES)},
    "priority": set(Priority.values),
    "type": set(CaseType.values),
    "stage": set(Stage.values),
    "promise": {"soon", "late", "running", "none"},
    "unread": {YES, NO},
    "vip": {YES, NO},
}
_NUMBERS = ("team", "inbox", "tag")


class NoConditions(ValueError):
    """What was read says nothing that a view could ask."""


@dataclass(frozen=True)
class Condition:
    """One question with its answer."""

    field: str
    operator: str
    value: str

    @property
    def negates(self) -> bool:
        """Whether it asks for those of which it is not true."""
        return self.operator in ("is_not", "lacks")


@dataclass(frozen=True)
class Group:
    """Conditions of which all must hold, or any; a group without any lets everything through."""

    mode: str = ALL
    items: tuple[Condition | Group, ...] = ()

    @property
    def needs_all(self) -> bool:
        """Whether each of its items must hold."""
        return self.mode == ALL or len(self.items) < 2

    def conditions(self) -> Iterator[Condition]:
        """All conditions, also those within groups."""
        for item in self.items:
            if isinstance(item, Group):
                yield from item.conditions()
            else:
                yield item


Questions = Mapping[str, Question]


def read(written: Any, questions: Questions = QUESTIONS) -> Group:
    """The conditions that JSON holds; `questions` are those that can be asked.

    Raises:
        NoConditions: something in it is not what a view can ask.
    """
    group = _group(written, questions, deeper=True)
    if sum(1 for _each in group.conditions()) > MOST_CONDITIONS:
        raise NoConditions("too many conditions")
    return group


def written(group: Group) -> dict[str, Any]:
    """The same as JSON."""
    return {"mode": group.mode, "items": [_written(item) for item in group.items]}


def _written(item: Condition | Group) -> dict[str, Any]:
    if isinstance(item, Group):
        return written(item)
    return {"field": item.field, "operator": item.operator, "value": item.value}


def _group(said: Any, questions: Questions, *, deeper: bool) -> Group:
    if not isinstance(said, dict) or said.get("mode") not in (ALL, ANY):
        raise NoConditions("a group says whether all or any")
    items = said.get("items")
    if not isinstance(items, list):
        raise NoConditions("a group has items")
    return Group(said["mode"], tuple(_item(one, questions, deeper=deeper) for one in items))


def _item(said: Any, questions: Questions, *, deeper: bool) -> Condition | Group:
    if isinstance(said, dict) and "mode" in said:
        if not deeper:
            raise NoConditions("groups go one level deep")
        return _group(said, questions, deeper=False)
    if not isinstance(said, dict) or {type(one) for one in said.values()} != {str}:
        raise NoConditions("a condition is made of words")
    if set(said) != {"field", "operator", "value"}:
        raise NoConditions("a condition has a field, an operator and a value")
    return checked(Condition(**said), questions)


def checked(condition: Condition, questions: Questions = QUESTIONS) -> Condition:
    """The condition itself.

    Raises:
        NoConditions: there is no such question, or the value answers it in no way.
    """
    question = questions.get(condition.field)
    if question is None or condition.operator not in question.shape.operators:
        raise NoConditions(f"nobody can ask {condition.field} {condition.operator}")
    value = condition.value
    if len(value) > LONGEST_VALUE or "\x00" in value or not _fits(condition, question):
        raise NoConditions(f"{value} is no {condition.field}")
    return condition


def _fits(condition: Condition, question: Question) -> bool:
    value = condition.value
    if question.values:
        return value in question.values
    if condition.field in _KNOWN:
        return value in _KNOWN[condition.field]
    if condition.field == "assignee":
        return value in (ME, NOBODY) or is_number(value)
    if condition.field in _NUMBERS:
        return is_number(value)
    if question.shape is TIME:
        if condition.operator in DAYS:
            return is_number(value) and 0 < int(value) <= MOST_DAYS
        return _is_date(value)
    return bool(value.strip()) if question.shape is TEXT else len(value) <= 20


def is_number(value: str) -> bool:
    """Whether it is the number of a row, or of days."""
    return value.isascii() and value.isdecimal() and len(value) <= 18


def _is_date(value: str) -> bool:
    try:
        return 1970 <= date.fromisoformat(value).year < 2200
    except ValueError:
        return False
