"""Whom to ask: drawn by a seed that is kept, or chosen by hand."""

from __future__ import annotations

import random
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tillit import clock
from tillit.feedback.interviews.events import CustomersDrawn, InterviewChosen
from tillit.feedback.interviews.planning import hold
from tillit.feedback.interviews.quotas import wanting
from tillit.feedback.interviews.segments import Reason, customers_of, left_out
from tillit.feedback.models import Interview, Lot, Round, Segment
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.languages import CODES
from tillit.people.models import Agent, Contact

NAMED = 20
"""So many of those who are left out for one reason are kept by number; the others are counted."""
FALLBACK = "en"


class NotAsked(Exception):
    """Somebody is not to be asked; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class RoundIsOver(Exception):
    """Nobody is asked for a round that is finished."""


@dataclass(frozen=True)
class LeftOut:
    """How many were left out of a draw for one reason, and the names of the first of them."""

    reason: Reason
    number: int
    names: list[str]


@transaction.atomic
def draw(
    *,
    round: Round,
    segment: Segment,
    by: Agent,
    seed: int | None = None,
    at: datetime | None = None,
) -> Lot | None:
    """Draw as many customers of a segment as are still wanted; None when none is.

    Whoever knows the seed can draw the same again. Everybody who could not be drawn is counted,
    with the reason.

    Raises:
        RoundIsOver: it is finished.
    """
    at, round = at or clock.now(), _open(round)
    number = wanting(round, segment)
    if not number:
        return None
    among = customers_of(round, segment, at)
    out = left_out(among, round, at)
    pool = sorted(key for key in among.values_list("pk", flat=True) if key not in out)
    seed = secrets.randbits(32) if seed is None else seed
    drawn = random.Random(seed).sample(pool, min(number, len(pool)))  # noqa: S311
    lot = Lot.objects.create(
        round=round,
        segment=segment,
        seed=seed,
        among=len(pool),
        left_out=_counted(out),
        drawn_by=by,
        drawn_at=at,
    )
    _keep(round, segment, drawn, lot, at)
    emit(CustomersDrawn(round.pk, round.team_id, lot.pk, len(drawn)), by=Actor.agent(by), at=at)
    return lot


@transaction.atomic
def choose(
    *,
    round: Round,
    segment: Segment,
    contact: Contact,
    by: Agent,
    at: datetime | None = None,
) -> Interview:
    """Choose a customer by hand.

    Raises:
        RoundIsOver: it is finished.
        NotAsked: this customer is not to be asked.
    """
    at, round = at or clock.now(), _open(round)
    reason = left_out(Contact.objects.filter(pk=contact.pk), round, at).get(contact.pk)
    if reason:
        raise NotAsked(reason)
    (chosen,) = _keep(round, segment, [contact.pk], None, at)
    emit(InterviewChosen(chosen.pk, round.team_id), by=Actor.agent(by), at=at)
    return chosen


def reasons_of(lots: Iterable[Lot]) -> dict[int, list[LeftOut]]:
    """Who was left out of each draw, by reason, with the names of the first of them."""
    told: dict[int, Mapping[str, Any]] = {lot.pk: lot.left_out for lot in lots}
    numbers = {key for out in told.values() for one in out.values() for key in one["first"]}
    names = dict(Contact.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return {lot: list(_named(out, names)) for lot, out in told.items()}


def _named(out: Mapping[str, Any], names: Mapping[int, str]) -> Iterator[LeftOut]:
    for reason in Reason:
        if reason.value in out:
            first = out[reason.value]["first"]
            known = [names[number] for number in first if names.get(number)]
            yield LeftOut(reason, out[reason.value]["number"], known)


def _open(round: Round) -> Round:
    held = hold(round)
    if not held.is_open:
        raise RoundIsOver
    return held


def _counted(out: Mapping[int, Reason]) -> dict[str, dict[str, Any]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for number in sorted(out):
        numbers[out[number].value].append(number)
    return {
        reason: {"number": len(found), "first": found[:NAMED]} for reason, found in numbers.items()
    }


def _keep(
    round: Round, segment: Segment, chosen: Iterable[int], lot: Lot | None, at: datetime
) -> list[Interview]:
    """In the order drawn."""
    numbers = list(chosen)
    found = Contact.objects.in_bulk(numbers)
    return Interview.objects.bulk_create(
        Interview(
            round=round,
            segment=segment,
            contact=found[number],
            lot=lot,
            stage_at=at,
            language=found[number].language if found[number].language in CODES else FALLBACK,
        )
        for number in numbers
    )
