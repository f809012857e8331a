"""The board for the wall: four figures about now, for a team or for all of one's teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from tillit.conversations.models import STILL_OPEN, Conversation
from tillit.hours.home import home_zone
from tillit.insights.reading import summaries
from tillit.measures.registry import FEW, measure_named
from tillit.measures.statistics import local_day

SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Board:
    """How it stands: who waits, whose promise is due within the hour, whose is late, what was kept.

    `oldest` is since when the longest wait lasts, `next_due` the promise that is due next.
    """

    waiting: int
    oldest: datetime | None
    at_risk: int
    next_due: datetime | None
    late: int
    kept: int
    decided: int

    @property
    def share(self) -> float | None:
        """How many were kept today; None while they are too few to say."""
        return self.kept / self.decided if self.decided >= FEW else None


def board_of(teams: Sequence[int], now: datetime) -> Board:
    """The figures of some teams just now; each is read from an index of its own."""
    ours = Conversation.objects.filter(team__in=teams)
    waiting = ours.filter(waits_since__isnull=False)
    oldest = waiting.aggregate(n=Count("id"), oldest=Min("waits_since"))
    due = ours.filter(shelf__in=STILL_OPEN, next_due_at__lte=now + SOON)
    soon = Q(next_due_at__gt=now)
    dues = due.aggregate(
        soon=Count("id", filter=soon),
        late=Count("id", filter=~soon),
        next=Min("next_due_at", filter=soon),
    )
    kept, broken = _today(teams, now)
    return Board(
        waiting=oldest["n"],
        oldest=oldest["oldest"],
        at_risk=dues["soon"],
        next_due=dues["next"],
        late=dues["late"],
        kept=kept,
        decided=kept + broken,
    )


def _today(teams: Sequence[int], now: datetime) -> tuple[int, int]:
    """How many promises were kept and how many broken since midnight at home."""
    today = local_day(now, home_zone())
    daily = summaries(measure_named("promises-kept"), teams, today, today)
    every = [summary for one in daily.values() for summary in one]
    return sum(one["kept"] for one in every), sum(one["broken"] for one in every)
