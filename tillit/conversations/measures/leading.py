"""The first cases of a list that may be very long: team by team in the order of an index, merged.

One sort over all teams would read every conversation of a year to show thirty of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from django.db.models import QuerySet

from tillit import clock
from tillit.conversations.measures.open_ones import which_are_open
from tillit.conversations.models import Conversation
from tillit.journal import rows
from tillit.measures.registry import Scope

FEW_ENOUGH = 500
"""So many are sorted to find the one in the middle."""
BEFORE_ALL = timedelta(days=36_525)
CLOCKS_DIFFER = timedelta(days=1)
FINE_ENOUGH = timedelta(seconds=1)


Keys = Iterator[tuple[datetime, int]]
"""Instants with the numbers of conversations, in order."""


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
    each: list[Keys] = []
    for team in scope.teams:
        those, given = which_are_open(replace(scope, teams=(team,)))
        page = f"{those} ORDER BY created_at, id LIMIT {offset + limit}"
        each.append(iter(rows.values(Conversation, ("created_at", "id"), page, given)))
    return _read(islice(merge(*each), offset, offset + limit))


def _read(keys: Iterable[tuple[datetime, int]]) -> list[Conversation]:
    wanted = [key for _at, key in keys]
    known = Conversation.objects.select_related("contact").in_bulk(wanted)
    return [known[key] for key in wanted if key in known]


def begun_at_place(those: str, given: Sequence[object], place: int, wanted: int) -> list[datetime]:
    """When the conversations at `place` (0 is the oldest) and after it began, `wanted` of them.

    `those` is a condition on the table of conversations with its values, served by an index in
    which `created_at` follows the team. Nothing is sorted but the few that are left once the time
    in which they lie has been halved often enough: each half is only counted.
    """
    low, high = clock.now() - BEFORE_ALL, clock.now() + CLOCKS_DIFFER
    left = place + wanted + FEW_ENOUGH
    while left > FEW_ENOUGH and high - low > FINE_ENOUGH:
        middle = low + (high - low) / 2
        here = rows.count(
            Conversation,
            f"{those} AND created_at > %s AND created_at <= %s",
            [*given, rows.stored(low), rows.stored(middle)],
        )
        if here <= place:
            low, place = middle, place - here
        elif here >= place + wanted:
            high, left = middle, here
        else:
            break
    within = f"{those} AND created_at > %s AND created_at <= %s"
    page = f"{within} ORDER BY created_at LIMIT {wanted} OFFSET {place}"
    bounds = [rows.stored(low), rows.stored(high)]
    return [at for (at,) in rows.values(Conversation, ("created_at",), page, [*given, *bounds])]
