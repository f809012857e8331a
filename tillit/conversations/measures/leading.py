"""The first cases of a list that may be very long: team by team in the order of an index, merged.

One sort over all teams would read every conversation of a year to show thirty of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from django.db.models import QuerySet

from tillit import clock
from tillit.conversations.measures.open_ones import open_in
from tillit.conversations.models import Conversation
from tillit.measures.registry import Scope

FEW_ENOUGH = 2000
"""So many are sorted to find the one in the middle."""
BEFORE_ALL = timedelta(days=36_525)
CLOCKS_DIFFER = timedelta(days=1)
FINE_ENOUGH = timedelta(seconds=1)


def leading(
    found: QuerySet[Conversation],
    teams: Sequence[int],
    column: str,
    *,
    offset: int,
    limit: int,
) -> list[Conversation]:
    """Those at `offset` and after it, the newest first, with their customers.

    `column` is an instant that an index has behind the team.
    """
    ordered = found.order_by(f"-{column}", "-pk").values_list(column, "pk")
    each = [ordered.filter(team=team)[: offset + limit].iterator() for team in teams]
    return _read(islice(merge(*each, reverse=True), offset, offset + limit))


def oldest_open(scope: Scope, *, offset: int, limit: int) -> list[Conversation]:
    """The open ones of a scope, the oldest first, with their customers."""
    ordered = open_in(scope).order_by("created_at", "pk").values_list("created_at", "pk")
    each = [ordered.filter(team=team)[: offset + limit].iterator() for team in scope.teams]
    return _read(islice(merge(*each), offset, offset + limit))


def _read(keys: Iterable[tuple[datetime, int]]) -> list[Conversation]:
    wanted = [key for _at, key in keys]
    known = Conversation.objects.select_related("contact").in_bulk(wanted)
    return [known[key] for key in wanted if key in known]


def begun_at_place(
    found: QuerySet[Conversation],
    place: int,
    wanted: int,
    *,
    among: int,
    known: Mapping[datetime, int],
) -> list[datetime]:
    """When the conversations at `place` (0 is the oldest) and after it began, `wanted` of them.

    An index has `created_at` behind the team. Nothing is sorted but the few that are left once the
    time in which they lie has been halved often enough: each half is only counted. It begins where
    they must lie: there are `among` in all, and how many began up to some instants is `known`.
    """
    low, high = clock.now() - BEFORE_ALL, clock.now() + CLOCKS_DIFFER
    before, until = 0, among
    for instant, n in sorted(known.items()):
        if n <= place:
            low, before = instant, n
        elif n >= place + wanted:
            high, until = instant, n
            break
    place, left = place - before, until - before
    while left > FEW_ENOUGH and high - low > FINE_ENOUGH:
        middle = low + (high - low) / 2
        here = found.filter(created_at__gt=low, created_at__lte=middle).count()
        if here <= place:
            low, place = middle, place - here
        elif here >= place + wanted:
            high, left = middle, here
        else:
            break
    within = found.filter(created_at__gt=low, created_at__lte=high).order_by("created_at")
    return list(within.values_list("created_at", flat=True)[place : place + wanted])
