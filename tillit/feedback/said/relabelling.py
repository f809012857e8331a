"""Reading comments anew when the words and rules have changed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from tillit.feedback.models import Response
from tillit.feedback.said.noting import note
from tillit.feedback.understanding import VERSION

BATCH = 200


def relabel_all() -> int:
    """Label what another version has labelled, or none; how many there were."""
    return relabel(Response.objects.all())


def relabel(among: QuerySet[Response]) -> int:
    """The same of these responses.

    What was answered before there was a board comes onto it, and opens no conversation. A killed
    run goes on where it stopped, since what is done is no longer sought.
    """
    number = 0
    for response in _outdated(among):
        note(response=response.pk, at=response.at, opening=False)
        number += 1
    return number


def _outdated(among: QuerySet[Response]) -> Iterator[Response]:
    """In batches by key, so that no transaction is long and none is kept in memory."""
    outdated = ~Q(follow_up__reading__version=VERSION) & ~Q(comment="")
    missing = Q(follow_up=None) & (Q(score__isnull=False) | ~Q(comment=""))
    last = 0
    while True:
        batch = list(among.filter(outdated | missing, pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            return
        yield from batch
        last = batch[-1].pk
