"""The first year, laid out: which methods, and on which days spread over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from tillit.insights.models import Method
from tillit.insights.year import keeping
from tillit.measures import methods
from tillit.measures.methods import ReadyMade
from tillit.people.models import Agent

SATURDAY = 5
"""The first day of the week that no first day falls on."""


@dataclass(frozen=True)
class Proposal:
    """A ready-made method, and the first day on which it would be due."""

    ready_made: ReadyMade
    due_on: date


@dataclass(frozen=True)
class Chosen:
    """What somebody has made of a proposal."""

    ready_made: ReadyMade
    due_on: date
    owner: Agent | None


def missing() -> list[ReadyMade]:
    """The ready-made methods that are not in the calendar; one that was put away is."""
    there = set(Method.objects.exclude(key="").values_list("key", flat=True))
    return [one for one in methods.every() if one.key not in there]


def proposed(found: Sequence[ReadyMade], today: date) -> Iterator[Proposal]:
    """First days after today: each a part of its own rhythm ahead, and no two on the same day."""
    taken: set[date] = set()
    for place, one in enumerate(found, start=1):
        ahead = one.frequency.length * place / (len(found) + 1)
        day = _free_day(today + max(ahead, timedelta(days=1)), taken)
        taken.add(day)
        yield Proposal(one, day)


def _free_day(day: date, taken: set[date]) -> date:
    while day in taken or day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


@transaction.atomic(savepoint=False)
def lay_out(*, chosen: Iterable[Chosen], by: Agent) -> list[Method]:
    """Put what was chosen into the calendar; what is there already stays as it is."""
    wanted = {one.ready_made.key: one for one in chosen}
    return [
        keeping.add(plan=_plan(wanted[one.key]), by=by) for one in missing() if one.key in wanted
    ]


def _plan(chosen: Chosen) -> keeping.Plan:
    return keeping.Plan(
        frequency=chosen.ready_made.frequency,
        due_on=chosen.due_on,
        owner=chosen.owner,
        key=chosen.ready_made.key,
    )
