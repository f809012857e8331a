"""Rows that are written in bulk, each under a number given in advance, in the order of time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.core.management.color import no_style
from django.db import connection
from django.db.models import F, Max, Model

from tillit.automation.models import Firing
from tillit.conversations.changes import Place, place_of
from tillit.conversations.models import (
    Attachment,
    Conversation,
    Delivery,
    Message,
    Tally,
)
from tillit.demo.chronicle.inserting import insert
from tillit.feedback.models import Answer, Asking, Invitation, Response
from tillit.insights.days import mark
from tillit.journal.models import Event
from tillit.people.models import Contact, Identity, Order
from tillit.standards.models import Promise

M = TypeVar("M", bound=Model)

WRITTEN: tuple[type[Model], ...] = (
    Contact, Identity, Conversation, Message, Attachment, Delivery, Promise, Event, Firing,
    Invitation, Asking, Response, Answer, Order, Conversation.tags.through,
)  # fmt: skip
"""What is written in bulk; no row needs one of a later kind."""
AT_ONCE = 20_000


class Ledger:
    """Collects rows, and remembers what has to be tallied and rolled up."""

    def __init__(self, report: Callable[[int], None]) -> None:
        """Go on after the rows that are there; `report` hears how many conversations are."""
        self._report = report
        _be_alone()
        self._last = {kind: _last_number(kind) for kind in WRITTEN}
        self._waiting: dict[type[Model], list[Model]] = {kind: [] for kind in WRITTEN}
        self._count = 0
        self._tallies: Counter[Place] = Counter()
        self._changed: dict[tuple[str, int], list[datetime]] = defaultdict(list)
        self.written: Counter[str] = Counter()

    def number(self, row: M) -> M:
        """Give a row its number, so that others can name it."""
        self._last[type(row)] += 1
        row.pk = self._last[type(row)]
        return row

    def add(self, row: M) -> M:
        """Have a row written, under its number or the next one."""
        if row.pk is None:
            self.number(row)
        self._waiting[type(row)].append(row)
        self._count += 1
        if self._count >= AT_ONCE:
            self.write()
        return row

    def finish(self, conversation: Conversation) -> None:
        """Have a conversation written as it is now, and count it."""
        self._tallies[place_of(conversation)] += 1
        self.add(conversation)

    def changed(self, measure: str, team: int, at: datetime) -> None:
        """Remember that a figure of this instant's day has to be rolled up."""
        self._changed[measure, team].append(at)

    def write(self) -> None:
        """Write what waits."""
        for kind, rows in self._waiting.items():
            insert(kind, rows)
            self.written[kind.__name__] += len(rows)
        self._waiting = {kind: [] for kind in WRITTEN}
        self._count = 0
        self._report(self.written[Conversation.__name__])

    def close(self) -> None:
        """Write the rest: tallies, the days to roll up, and where numbering goes on."""
        self.write()
        for (team, shelf, assigned), count in sorted(self._tallies.items()):
            tally, _new = Tally.objects.get_or_create(team_id=team, shelf=shelf, assigned=assigned)
            Tally.objects.filter(pk=tally.pk).update(count=F("count") + count)
        for (measure, team), instants in self._changed.items():
            mark(measure, team, instants)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(WRITTEN)):
                cursor.execute(statement)


def _be_alone() -> None:
    """Numbers are given in advance, so nobody else may give any; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(kind._meta.db_table) for kind in WRITTEN)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _last_number(kind: type[Model]) -> int:
    return kind._default_manager.aggregate(last=Max("pk"))["last"] or 0
