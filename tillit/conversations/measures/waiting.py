"""Who has asked and waits for the first answer, and for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import merge

from django.db.models import Count

from tillit import clock as clockwork
from tillit.conversations.measures.open_ones import open_in
from tillit.conversations.models import Inbox
from tillit.hours.book import HoursBook
from tillit.hours.timeline import passed
from tillit.measures.registry import ClockKind, Scope

AT_ONCE = 200


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
        self._found = open_in(scope).filter(
            first_answered_at=None,
            first_asked_at__gte=scope.start,
            first_asked_at__lt=scope.end,
        )
        # By inbox and not by calendar, so that the index of who waits answers all of it.
        self._calendars = dict(Inbox.objects.values_list("pk", "calendar_id"))
        for inbox, n in self._found.values_list("inbox_id").annotate(n=Count("pk")):
            self._counts[self._calendars[inbox]] += n

    def __len__(self) -> int:
        """How many there are."""
        return sum(self._counts.values())

    def __iter__(self) -> Iterator[float]:
        """From who asked last on."""
        return merge(*(self._with_hours_of(calendar) for calendar in self._counts))

    def _with_hours_of(self, calendar: int) -> Iterator[float]:
        inboxes = [inbox for inbox, keeps in self._calendars.items() if keeps == calendar]
        these = self._found.filter(inbox__in=inboxes).order_by("-first_asked_at")
        business = self._scope.clock is ClockKind.BUSINESS
        for begin in range(0, self._counts[calendar], AT_ONCE):
            some = these.values_list("first_asked_at", flat=True)[begin : begin + AT_ONCE]
            for asked in some:
                if asked is not None:
                    hours = self._book.hours(calendar, asked) if business else None
                    yield passed(hours, asked, self._now).total_seconds()
