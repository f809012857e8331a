"""A condition as SQL: what stands behind WHERE, and the values; `c` is the conversation.

None of it is ever NULL, so that `NOT` turns each into its opposite.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from tillit.conversations.viewing.conditions import Condition, Group
from tillit.conversations.viewing.vocabulary import ME, NOBODY, WHOLE_SHELVES, YES
from tillit.hours.home import home_zone
from tillit.journal import rows

Said = tuple[str, list[Any]]
EVERYTHING: Said = ("TRUE", [])


@dataclass(frozen=True)
class Looking:
    """Who looks, and when."""

    agent: int
    now: datetime


def where(item: Condition | Group, looking: Looking) -> Said:
    """What must be true of a conversation."""
    if isinstance(item, Group):
        return _together([where(one, looking) for one in item.items], all_of=item.needs_all)
    statement, values = _FIELDS[item.field](item, looking)
    return (f"NOT ({statement})" if item.negates else statement), values


def _together(parts: list[Said], *, all_of: bool) -> Said:
    if not parts:
        return EVERYTHING
    joined = (" AND " if all_of else " OR ").join(f"({statement})" for statement, _ in parts)
    return joined, [value for _, values in parts for value in values]


def _status(condition: Condition, looking: Looking) -> Said:
    shelves = WHOLE_SHELVES.get(condition.value)
    if shelves is None:
        return "c.shelf IN ('open', 'snoozed') AND c.status = %s", [condition.value]
    return f"c.shelf IN ({rows.marks(sorted(shelves))})", sorted(shelves)


def _assignee(condition: Condition, looking: Looking) -> Said:
    if condition.value == NOBODY:
        return "c.assignee_id IS NULL", []
    return "c.assignee_id IS NOT NULL AND c.assignee_id = %s", [assignee_of(condition, looking)]


def assignee_of(condition: Condition, looking: Looking) -> int | None:
    """The agent whom a condition names."""
    named = {ME: looking.agent, NOBODY: None}
    return named[condition.value] if condition.value in named else int(condition.value)


def _number(column: str) -> Callable[[Condition, Looking], Said]:
    return lambda condition, looking: (f"c.{column} = %s", [int(condition.value)])


def _word(column: str) -> Callable[[Condition, Looking], Said]:
    return lambda condition, looking: (f"c.{column} = %s", [condition.value])


def _tag(condition: Condition, looking: Looking) -> Said:
    tagged = (
        "EXISTS (SELECT 1 FROM conversations_conversation_tags t"
        " WHERE t.conversation_id = c.id AND t.tag_id = %s)"
    )
    return tagged, [int(condition.value)]


_PROMISES = {
    "soon": "c.next_due_at IS NOT NULL AND c.warn_at <= %s AND c.next_due_at > %s",
    "late": "c.next_due_at IS NOT NULL AND c.next_due_at <= %s",
    "running": "c.next_due_at IS NOT NULL",
    "none": "c.next_due_at IS NULL",
}


def _promise(condition: Condition, looking: Looking) -> Said:
    statement = _PROMISES[condition.value]
    return statement, [rows.stored(looking.now)] * statement.count("%s")


def _unread(condition: Condition, looking: Looking) -> Said:
    return "c.unread = %s", [condition.value == YES]


def _vip(condition: Condition, looking: Looking) -> Said:
    special = (
        "EXISTS (SELECT 1 FROM people_contact v WHERE v.id = c.contact_id AND v.vip"
        " AND (v.vip_until IS NULL OR v.vip_until >= %s))"
    )
    today = connection.ops.adapt_datefield_value(looking.now.date())
    return (special if condition.value == YES else f"NOT {special}"), [today]


def _time(column: str) -> Callable[[Condition, Looking], Said]:
    def said(condition: Condition, looking: Looking) -> Said:
        sign = ">=" if is_since(condition) else "<"
        return f"c.{column} {sign} %s", [rows.stored(instant_of(condition, looking))]

    return said


def is_since(condition: Condition) -> bool:
    """Whether a condition of time asks for what is younger than its instant."""
    return condition.operator in ("after", "within")


def instant_of(condition: Condition, looking: Looking) -> datetime:
    """The instant of a condition of time; a date begins by the clock on the wall at home."""
    if condition.operator in ("within", "beyond"):
        return looking.now - timedelta(days=int(condition.value))
    return datetime.combine(date.fromisoformat(condition.value), time(), ZoneInfo(home_zone()))


def _subject(condition: Condition, looking: Looking) -> Said:
    return _contains("c.subject", condition.value)


_NAMED = "EXISTS (SELECT 1 FROM people_contact n WHERE n.id = c.contact_id AND {name})"


def _contact(condition: Condition, looking: Looking) -> Said:
    name, pattern = _contains("n.name", condition.value)
    address, same = _contains("c.address", condition.value)
    return f"{_NAMED.format(name=name)} OR {address}", [*pattern, *same]


def _contains(column: str, text: str) -> Said:
    """Whatever its letters; SQLite's own LIKE knows only those of English."""
    text = text.strip()
    if connection.vendor == "sqlite":
        return f"{column} REGEXP %s", [f"(?i){re.escape(text)}"]
    escaped = re.sub(r"([\\%_])", r"\\\1", text)
    return f"{column} ILIKE %s", [f"%{escaped}%"]


_FIELDS: dict[str, Callable[[Condition, Looking], Said]] = {
    "status": _status,
    "assignee": _assignee,
    "team": _number("team_id"),
    "inbox": _number("inbox_id"),
    "channel": _word("channel"),
    "language": _word("language"),
    "tag": _tag,
    "priority": _word("priority"),
    "type": _word("case_type"),
    "stage": _word("stage"),
    "promise": _promise,
    "unread": _unread,
    "vip": _vip,
    "created": _time("created_at"),
    "last": _time("last_message_at"),
    "subject": _subject,
    "contact": _contact,
}
