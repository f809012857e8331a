"""Who has asked and waits for the first answer, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from django.db.models import Count

from tillit import clock as clockwork
from tillit.conversations.models import STILL_OPEN, Conversation
from tillit.hours.book import HoursBook
from tillit.hours.timeline import passed
from tillit.measures.dimensions import narrowed
from tillit.measures.registry import ClockKind, Scope

AT_ONCE = 200


class Waiting:
    """The times, in seconds and ascending, for which those wait who asked in a scope.

    They are counted at once, but read and computed only as far as somebody asks: opening hours over
    weeks are dear, and how long exactly the longest have waited changes no median.
    """

    def __init__(self, scope: Scope) -> None:
        """Count them."""
        self._scope, self._now, self._book = scope, clockwork.now(), HoursBook()
        asked = Conversation.objects.filter(
            team_id__in=scope.teams,
            shelf__in=STILL_OPEN,
            first_answered_at=None,
            first_asked_at__gte=scope.start,
            first_asked_at__lt=scope.end,
        )
        self._found = narrowed(asked, scope, own={})
        counted = self._found.order_by().values_list("inbox__calendar_id")
        self._counts = dict(counted.annotate(n=Count("id")))

    def __len__(self) -> int:
        """How many there are."""
        return sum(self._counts.values())

    def __iter__(self) -> Iterator[float]:
        """From who asked last on."""
        return merge(*(self._with_hours_of(calendar) for calendar in self._counts))

    def _with_hours_of(self, calendar: int) -> Iterator[float]:
        these = self._found.filter(inbox__calendar=calendar).order_by("-first_asked_at")
        for begin in range(0, self._counts[calendar], AT_ONCE):
            some = these.values_list("first_asked_at", flat=True)[begin : begin + AT_ONCE]
            for asked in some:
                if asked is not None:
                    business = self._scope.clock is ClockKind.BUSINESS
                    hours = self._book.hours(calendar, asked) if business else None
                    yield passed(hours, asked, self._now).total_seconds()
