"""Where to look: the ranges of an index in which everything stands that a view can show.

The conditions say more than that; what they say beyond is looked at row by row, in a bounded number
of rows. When the ranges say it all, there is nothing to look at, and no bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from tillit.conversations.models import Shelf
from tillit.conversations.viewing.conditions import Condition, Group
from tillit.conversations.viewing.statement import Looking, assignee_of
from tillit.conversations.viewing.vocabulary import OPEN_STATUSES, UNRESOLVED, WHOLE_SHELVES
from tillit.people.models import Agent

Each = TypeVar("Each")
_UNASKED = frozenset({Shelf.OPEN.value, Shelf.SNOOZED.value, Shelf.RESOLVED.value})
_ALL = _UNASKED | {Shelf.SPAM.value}
_OPEN = frozenset(status.value for status in OPEN_STATUSES)


@dataclass(frozen=True)
class Scope:
    """Teams and shelves; with `assignees` only theirs (None is nobody). `exact`: that is all."""

    teams: tuple[int, ...]
    shelves: tuple[str, ...]
    assignees: tuple[int | None, ...]
    times: tuple[Condition, ...]
    promised: bool
    exact: bool


def scope_of(group: Group, agent: Agent, looking: Looking) -> Scope:
    """Where to look for what a group asks; never outside of the agent's own teams."""
    must = _must(group) if group.needs_all else ()
    assigned = [one for one in must if one.field == "assignee" and not one.negates]
    asks_for_spam = any(one.field == "status" and one.value == "spam" for one in group.conditions())
    every = _ALL if asks_for_spam else _UNASKED
    return Scope(
        teams=tuple(sorted(_teams(group, frozenset(agent.team_ids)))),
        shelves=tuple(sorted(_shelves(group, every))),
        assignees=tuple(assignee_of(one, looking) for one in assigned[:1]),
        times=tuple(one for one in must if one.field == "last"),
        promised=any(_is_promised(one) for one in must),
        exact=group.needs_all and len(must) == len(group.items) and _says_it_all(must),
    )


def _must(group: Group) -> tuple[Condition, ...]:
    return tuple(item for item in group.items if isinstance(item, Condition))


def _is_promised(condition: Condition) -> bool:
    if condition.field != "promise":
        return False
    return (condition.value == "none") == condition.negates


def _says_it_all(must: Iterable[Condition]) -> bool:
    assigned = [one for one in must if one.field == "assignee"]
    if len(assigned) > 1 or any(one.negates for one in assigned):
        return False
    return all(
        one.field in ("team", "assignee", "last")
        or (one.field == "status" and one.value in WHOLE_SHELVES)
        for one in must
    )


def _shelves(item: Condition | Group, every: frozenset[str]) -> frozenset[str]:
    """The shelves on which something can stand for which it holds."""
    if isinstance(item, Group):
        return _joined([_shelves(one, every) for one in item.items], item, every)
    if item.field != "status":
        return every
    if item.value in _OPEN:
        return every if item.negates else WHOLE_SHELVES[UNRESOLVED]
    named = WHOLE_SHELVES[item.value]
    return every - named if item.negates else named


def _teams(item: Condition | Group, own: frozenset[int]) -> frozenset[int]:
    if isinstance(item, Group):
        return _joined([_teams(one, own) for one in item.items], item, own)
    if item.field != "team":
        return own
    named = own & {int(item.value)}
    return own - named if item.negates else named


def _joined(parts: list[frozenset[Each]], group: Group, every: frozenset[Each]) -> frozenset[Each]:
    if not parts:
        return every
    return frozenset.intersection(*parts) if group.needs_all else frozenset.union(*parts)
