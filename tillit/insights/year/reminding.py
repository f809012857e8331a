"""Looking for what is to be told: a week before, on the day, and when a week has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.models import Method
from tillit.insights.models.year import Told
from tillit.insights.year.entries import SOON
from tillit.insights.year.events import MethodFact, MethodFellDue, MethodNears, MethodOverdue
from tillit.journal.recording import emit
from tillit.people.actor import Actor

CALENDAR = Actor.system("year")
A_WEEK = timedelta(days=7)
_FACTS: dict[Told, type[MethodFact]] = {
    Told.SOON: MethodNears,
    Told.DUE: MethodFellDue,
    Told.LATE: MethodOverdue,
}


def remind(*, now: datetime) -> int:
    """Tell what nears, is due or is a week late by the day at home, once; the number told."""
    today = today_at_home(now)
    near = Method.objects.running().filter(due_on__lte=today + SOON)
    to_tell = [one.pk for one in near if any(_stages(one, today))]
    return sum(_tell(number, today) for number in to_tell)


def remind_now() -> int:
    """The same as of now."""
    return remind(now=clock.now())


def _stages(method: Method, today: date) -> Iterator[Told]:
    """What is still to be told of the day on which it is due."""
    if method.due_on is None:
        return
    ahead = method.due_on - today
    if timedelta() < ahead <= min(SOON, method.frequency.length / 4):
        reached = [Told.SOON]
    else:
        reached = [Told.DUE] * (ahead <= timedelta()) + [Told.LATE] * (ahead <= -A_WEEK)
    yield from (stage for stage in reached if not method.was_told(stage))


@transaction.atomic(savepoint=False)
def _tell(number: int, today: date) -> int:
    held = Method.objects.select_for_update().get(pk=number)
    stages = list(_stages(held, today)) if held.put_away_at is None else []
    for stage in stages:
        emit(_FACTS[stage](held.pk), by=CALENDAR)
    if stages:
        held.told, held.told_for = stages[-1], held.due_on
        held.save(update_fields=["told", "told_for"])
    return len(stages)
