"""The pages and the number of a view: one definition, from which both statements are put together.

A view that the ranges of an index tell completely is walked along that index, however far. Any
other looks through a bounded number of candidates, the newest or those that are due first, so that
a hundred thousand conversations take no longer than ten thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import product
from typing import Any

from django.db import connection

from tillit import clock
from tillit.conversations import listing
from tillit.conversations.listing import Entry, Page, Place
from tillit.conversations.models import Sorting
from tillit.conversations.viewing.conditions import Group
from tillit.conversations.viewing.scope import Scope, scope_of
from tillit.conversations.viewing.statement import (
    Looking,
    Said,
    instant_of,
    is_since,
    where,
)
from tillit.journal import rows
from tillit.people.models import Agent
from tillit.ui import numbers

CANDIDATES = 1000
"""So many conversations are looked at one by one, at most."""
_LAST = "c.last_message_at"
COUNTED = 999
"""Numbers are exact up to here."""
_LARGEST = 2**63 - 1
_FAR = datetime(9999, 12, 31, tzinfo=UTC)
EVERYWHERE: Said = ("TRUE", [])
_KEYS = {
    Sorting.NEWEST: _LAST,
    Sorting.OLDEST: _LAST,
    Sorting.CREATED: "c.created_at",
    Sorting.DUE: "COALESCE(c.next_due_at, %s)",
}
_ROWS = (
    "SELECT {key} AS at, c.id, c.version, p.name, EXISTS (SELECT 1 FROM conversations_keptdraft d"
    " WHERE d.agent_id = %s AND d.conversation_id = c.id)"
    " FROM ({found}) f JOIN conversations_conversation c ON c.id = f.id"
    " JOIN people_contact p ON p.id = c.contact_id"
    " WHERE {where} ORDER BY 1 {way}, 2 {way} LIMIT %s"
)
_SIFTED = (
    "SELECT {number} AS view, (SELECT COUNT(*) FROM ({found}) g) AS seen, (SELECT COUNT(*) FROM"
    " (SELECT 1 FROM ({found}) f JOIN conversations_conversation c ON c.id = f.id"
    " WHERE {where} LIMIT %s) h) AS found"
)
_STREAM = (
    "SELECT {by} AS at, c.id AS id FROM conversations_conversation c"
    " WHERE c.team_id = %s AND c.shelf = %s{assigned} AND {within}"
)
_FIRST = "SELECT id FROM ({streams} ORDER BY 1 {way}, 2 {way} LIMIT %s) streams"
_EITHER = "SELECT id FROM (SELECT * FROM ({one}) a UNION SELECT * FROM ({other}) b) either"
_ONE_OF_MANY = "SELECT * FROM ({counting}) v{place}"
_WALKED = "SELECT {number} AS view, 0 AS seen, (SELECT COUNT(*) FROM ({found}) f) AS found"


@dataclass(frozen=True)
class Count:
    """How many there are; `more` than are counted. `cut`: only some candidates were looked at."""

    number: int
    more: bool = False
    cut: bool = False

    def __str__(self) -> str:
        return numbers.count(self.number) + ("+" if self.more else "")


@dataclass(frozen=True)
class Sieve:
    """What a view asks for, whoever looks."""

    group: Group
    sorting: str
    agent: Agent
    now: datetime

    @classmethod
    def of(cls, group: Group, sorting: str, agent: Agent) -> Sieve:
        """The sieve of this moment."""
        return cls(group, sorting, agent, clock.now())

    @cached_property
    def looking(self) -> Looking:
        """Who looks, and when."""
        return Looking(self.agent.pk, self.now)

    @cached_property
    def scope(self) -> Scope:
        """Where to look."""
        return scope_of(self.group, self.agent, self.looking)

    @property
    def walks(self) -> bool:
        """Whether an index alone tells the whole view, in its order."""
        return self.scope.exact and self.sorting in (Sorting.NEWEST, Sorting.OLDEST)

    @property
    def begins_with_due(self) -> bool:
        """Whether those that are due first are among the candidates."""
        asked = self.scope.promised or self.sorting == Sorting.DUE
        return asked and not self.scope.assignees

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be there."""
        return not (self.scope.teams and self.scope.shelves)

    @property
    def _way(self) -> str:
        return "ASC" if self.sorting in (Sorting.OLDEST, Sorting.DUE) else "DESC"

    @property
    def _key(self) -> Said:
        key = _KEYS[Sorting(self.sorting)]
        return key, [rows.stored(_FAR)] if "%s" in key else []

    def page(self, after: Place | None) -> Page:
        """A page of the view."""
        found = [] if self.is_empty else self._read(after)
        entries = found[: listing.PAGE]
        more = len(found) > listing.PAGE
        return Page(entries, Place(entries[-1].at, entries[-1].id) if more else None)

    def _read(self, after: Place | None) -> list[Entry]:
        limit = listing.PAGE + 1
        if self.walks:
            candidates = self._streams(self._range(after), limit, self._way)
        else:
            candidates = self._candidates()
        key, stored = self._key
        told, values = where(self.group, self.looking)
        beyond, place = self._beyond(after)
        statement = _ROWS.format(
            key=key, found=candidates[0], where=f"({told}) AND {beyond}", way=self._way
        )
        given = [*stored, self.agent.pk, *candidates[1], *values, *place, limit]
        return [
            Entry(_instant(at), number, version, name, bool(draft))
            for at, number, version, name, draft in _fetched(statement, given)
        ]

    def _beyond(self, after: Place | None) -> Said:
        if after is None:
            return "TRUE", []
        sign, (key, stored) = ">" if self._way == "ASC" else "<", self._key
        at = rows.stored(after.at)
        told = f"({key} {sign} %s OR ({key} = %s AND c.id {sign} %s))"
        return told, [*stored, at, *stored, at, min(after.id, _LARGEST)]

    def counting(self, number: int) -> Said:
        """The statement that counts: `number`, how many candidates there were, how many found."""
        if self.is_empty:
            return f"SELECT {int(number)} AS view, 0 AS seen, 0 AS found", []
        if self.walks:
            found, values = self._streams(EVERYWHERE, COUNTED + 1, "DESC")
            return _WALKED.format(number=int(number), found=found), values
        found, given = self._candidates()
        told, values = where(self.group, self.looking)
        statement = _SIFTED.format(number=int(number), found=found, where=told)
        return statement, [*given, *given, *values, COUNTED + 1]

    def counted(self, seen: int, found: int) -> Count:
        """What the statement that counts has told."""
        cut = not self.walks and seen >= CANDIDATES
        return Count(min(found, COUNTED), more=found > COUNTED, cut=cut)

    def count(self) -> Count:
        """How many there are."""
        return counts({0: self})[0]

    def _candidates(self) -> Said:
        """Those that are looked at one by one; somebody's own stand on an index by age alone."""
        newest = self._streams(EVERYWHERE, CANDIDATES, "DESC")
        if not self.begins_with_due:
            return newest
        due = self._streams(("c.warn_at IS NOT NULL", []), CANDIDATES, "ASC", by="c.warn_at")
        if self.scope.promised:
            return due
        return _EITHER.format(one=due[0], other=newest[0]), [*due[1], *newest[1]]

    def _range(self, after: Place | None) -> Said:
        """Where on the index a page begins."""
        if after is None:
            return EVERYWHERE
        sign = ">=" if self._way == "ASC" else "<="
        return f"c.last_message_at {sign} %s AND {self._beyond(after)[0]}", [
            rows.stored(after.at),
            *self._beyond(after)[1],
        ]

    def _streams(self, within: Said, limit: int, way: str, *, by: str = _LAST) -> Said:
        """The first of all ranges: each is read along its index, and they are merged on the way."""
        assigned, whose = self._assigned() if by == _LAST else ("", [])
        stream = _STREAM.format(by=by, assigned=assigned, within=within[0])
        values: list[Any] = []
        ranges = list(product(self.scope.teams, self.scope.shelves))
        for team, shelf in ranges:
            values += [team, shelf, *whose, *within[1]]
        streams = " UNION ALL ".join([stream] * len(ranges))
        return _FIRST.format(streams=streams, way=way), [*values, limit]

    def _assigned(self) -> Said:
        """What narrows a range down: whose they are, and when the last word was said."""
        said, values = "", []
        for one in self.scope.assignees:
            said += " AND c.assignee_id IS NULL" if one is None else " AND c.assignee_id = %s"
            values += [] if one is None else [one]
        for condition in self.scope.times:
            said += f" AND c.last_message_at {'>=' if is_since(condition) else '<'} %s"
            values.append(rows.stored(instant_of(condition, self.looking)))
        return said, values


def counts(sieves: dict[int, Sieve]) -> dict[int, Count]:
    """How many each of these shows, in one statement."""
    if not sieves:
        return {}
    said = [sieve.counting(number) for number, sieve in sieves.items()]
    parts = (
        _ONE_OF_MANY.format(counting=counting, place=place)
        for place, (counting, _values) in enumerate(said)
    )
    statement = " UNION ALL ".join(parts)
    values = [value for _one, some in said for value in some]
    return {
        number: sieves[number].counted(seen, found)
        for number, seen, found in _fetched(statement, values)
    }


def _fetched(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _instant(stored: Any) -> datetime:
    """What a database keeps as an instant: SQLite as words, in the time of Greenwich."""
    at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return at if at.tzinfo else at.replace(tzinfo=UTC)
