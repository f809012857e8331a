"""Days that are rolled up already, with chosen counts: what pages make of them can be foretold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tillit.insights.models import Day, DaySlice
from tillit.measures.registry import Summary
from tillit.people.models import Team

Counts = tuple[int, int]
"""Promises kept, and promises decided."""


def promises(team: Team, day: date, whole: Counts, **slices: Mapping[str, Counts]) -> None:
    """Promises decided on a day: all of them, and by dimension those of each value."""
    parts = {
        dimension: {value: _summary(counts) for value, counts in values.items()}
        for dimension, values in slices.items()
    }
    rolled(team, day, "promises-kept", _summary(whole), **parts)


def rolled(
    team: Team, day: date, basis: str, whole: Summary, **slices: Mapping[str, Summary]
) -> None:
    """One day of a basis: the whole, and by dimension each value."""
    known = Day.objects.create(measure=basis, team=team, day=day, stale=False, summary=whole)
    DaySlice.objects.bulk_create(
        DaySlice(day=known, dimension=dimension, value=value, summary=summary)
        for dimension, parts in slices.items()
        for value, summary in parts.items()
    )


def _summary(counts: Counts) -> dict[str, Any]:
    kept, n = counts
    return {"kept": kept, "broken": n - kept, "without_reply": 0, "standards": {}}
