"""The count of who stays is made anew every night, and soon after somebody noted a leaving."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.models import BestBuyer, StayCount, Troubled
from tillit.insights.staying.buying import Buyer
from tillit.insights.staying.counting import Tally, Windows, tallies
from tillit.journal.models import Event
from tillit.journal.registry import on
from tillit.measures.registry import Summary
from tillit.measures.statistics import local_day
from tillit.people.customer_events import CustomerChanged, CustomerChangeUndone
from tillit.people.models import Team

REST = timedelta(minutes=10)
"""Counting looks at every customer; so often at most, however much is noted."""


def count_what_changed() -> int:
    """Count anew what is of an earlier day, or stale for a while; how many teams that were."""
    now = clock.now()
    today = local_day(now, home_zone())
    counted = StayCount.objects.filter(through=today - timedelta(days=1))
    fresh = counted.exclude(Q(stale=True, counted_at__lte=now - REST))
    if fresh.count() == Team.objects.count():
        return 0
    return count_anew(now, today)


def count_anew(now: datetime, today: date) -> int:
    """Count every team's customers, and put that in the place of what was counted before."""
    # Whoever notes a leaving from here on marks again, and is counted the next time.
    StayCount.objects.update(stale=False)
    found = tallies(today)
    teams = list(Team.objects.values_list("pk", flat=True))
    buyers = {team: tally.buyers(Windows(today)) for team, tally in found.items()}
    with transaction.atomic():
        for team in teams:
            _keep(team, found.get(team, Tally()).summary(buyers.get(team, {})), now, today)
        _keep_troubled(found)
        _keep_best(buyers)
    return len(teams)


def _keep(team: int, summary: Summary, now: datetime, today: date) -> None:
    values = {"through": today - timedelta(days=1), "counted_at": now, "summary": summary}
    StayCount.objects.update_or_create(team_id=team, defaults=values)


def _keep_troubled(found: Mapping[int, Tally]) -> None:
    Troubled.objects.all().delete()
    Troubled.objects.bulk_create(
        Troubled(team_id=team, contact_id=contact, bad=bad, last_on=last)
        for team, tally in sorted(found.items())
        for contact, bad, last in sorted(tally.troubled)
    )


def _keep_best(found: Mapping[int, Mapping[int, Buyer]]) -> None:
    BestBuyer.objects.all().delete()
    BestBuyer.objects.bulk_create(
        BestBuyer(
            team_id=team,
            contact_id=contact,
            recency=one.scores.recency,
            frequency=one.scores.frequency,
            monetary=one.scores.monetary,
            orders=one.bought.orders,
            last_on=one.bought.last,
            amount=one.bought.amount,
            currency=one.bought.currency,
        )
        for team, buyers in sorted(found.items())
        for contact, one in sorted(buyers.items())
        if one.is_best
    )


@on(CustomerChanged, CustomerChangeUndone, even_quiet=True)
def somebody_left(fact: CustomerChanged | CustomerChangeUndone, event: Event) -> None:
    """It was noted that a customer left, or noted otherwise."""
    if isinstance(fact, CustomerChanged) and "left_on" not in fact.fields:
        return
    StayCount.objects.filter(stale=False).update(stale=True)
