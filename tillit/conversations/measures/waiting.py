"""Who has asked and waits for the first answer, and for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import merge

from tillit import clock as clockwork
from tillit.conversations.measures.open_ones import which_are_open
from tillit.conversations.models import Conversation, Inbox
from tillit.hours.book import HoursBook
from tillit.hours.timeline import passed
from tillit.journal import rows
from tillit.measures.registry import ClockKind, Scope

AT_ONCE = 200
ASKED = "first_answered_at IS NULL AND first_asked_at >= %s AND first_asked_at < %s"


class Waiting:
    """The times, in seconds and ascending, for which those wait who asked in a scope.

    They are counted at once, but read and computed only as far as somebody asks: opening hours over
    weeks are dear, and how long exactly the longest have waited changes no median.
    """

    def __init__(self, scope: Scope) -> None:
        """Count them, by the calendar of their inbox."""
        self._scope, self._now, self._book = scope, clockwork.now(), HoursBook()
        self._calendars: dict[int, int] = {}
        self._counts: Counter[int] = Counter()
        if not scope.teams:
            return
        those, given = which_are_open(scope)
        self._those = f"{those} AND {ASKED}"
        self._given = [*given, rows.stored(scope.start), rows.stored(scope.end)]
        # By inbox and not by calendar, so that the index of who waits answers all of it.
        self._calendars = dict(Inbox.objects.values_list("pk", "calendar_id"))
        counting = (
            f"SELECT inbox_id, COUNT(*) FROM conversations_conversation WHERE {self._those}"  # noqa: S608
            " GROUP BY inbox_id"
        )
        for inbox, n in rows.ask(counting, self._given):
            self._counts[self._calendars[inbox]] += n

    def __len__(self) -> int:
        """How many there are."""
        return sum(self._counts.values())

    def __iter__(self) -> Iterator[float]:
        """From who asked last on."""
        return merge(*(self._with_hours_of(calendar) for calendar in self._counts))

    def _with_hours_of(self, calendar: int) -> Iterator[float]:
        inboxes = [inbox for inbox, keeps in self._calendars.items() if keeps == calendar]
        these = f"{self._those} AND inbox_id IN ({rows.marks(inboxes)})"
        business = self._scope.clock is ClockKind.BUSINESS
        for begin in range(0, self._counts[calendar], AT_ONCE):
            page = f"{these} ORDER BY first_asked_at DESC LIMIT {AT_ONCE} OFFSET {begin}"
            given = [*self._given, *inboxes]
            for (asked,) in rows.values(Conversation, ("first_asked_at",), page, given):
                hours = self._book.hours(calendar, asked) if business else None
                yield passed(hours, asked, self._now).total_seconds()
