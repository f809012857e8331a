"""Days that are rolled up already, with chosen counts: what pages make of them can be foretold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tillit.insights.models import Day, DaySlice
from tillit.people.models import Team

Counts = tuple[int, int]
"""Promises kept, and promises decided."""


def promises(team: Team, day: date, whole: Counts, **slices: Mapping[str, Counts]) -> None:
    """Promises decided on a day: all of them, and by dimension those of each value."""
    known = Day.objects.create(
        measure="promises-kept", team=team, day=day, stale=False, summary=_summary(whole)
    )
    DaySlice.objects.bulk_create(
        DaySlice(day=known, dimension=dimension, value=value, summary=_summary(counts))
        for dimension, parts in slices.items()
        for value, counts in parts.items()
    )


def _summary(counts: Counts) -> dict[str, Any]:
    kept, n = counts
    return {"kept": kept, "broken": n - kept, "without_reply": 0, "standards": {}}
