"""The verbs of the handbook about standards: which page belongs to which, and their reviews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from tillit.documents.days import today_at_home
from tillit.documents.models import Document, Outcome
from tillit.documents.reviewing import CALENDAR, NOT_TOLD
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.standards import keeping
from tillit.standards.events import GuidanceChosen, StandardReviewed, StandardReviewFellDue
from tillit.standards.models import (
    Guidance,
    ServiceStandard,
    StandardReview,
    StandardVersion,
)


@transaction.atomic(savepoint=False)
def attach(
    *,
    document: Document,
    standards: Iterable[ServiceStandard],
    among: Iterable[int],
    by: Agent,
) -> None:
    """Let a page belong to these standards; of those only `among` it may belong no longer."""
    before = set(Guidance.objects.filter(document=document).values_list("standard", flat=True))
    wanted = {one.pk for one in standards}
    gone, new = (before & set(among)) - wanted, wanted - before
    if not (gone or new):
        return
    Guidance.objects.filter(document=document, standard__in=gone).delete()
    Guidance.objects.bulk_create(Guidance(document=document, standard_id=one) for one in new)
    emit(GuidanceChosen(document.pk), by=Actor.agent(by))


@transaction.atomic(savepoint=False)
def record_review(
    *, version: StandardVersion, outcome: Outcome, reason: str, next_on: date, by: Agent
) -> StandardReview:
    """Say what came of the review of a standard; one that is dropped is promised no longer."""
    held = _held(version.pk)
    review = StandardReview.objects.create(
        version=held, due=held.review_date, by=by, outcome=outcome, reason=reason
    )
    StandardVersion.objects.filter(pk=held.pk).update(review_date=next_on)
    emit(StandardReviewed(held.standard_id, held.pk, review.pk), by=Actor.agent(by))
    if outcome == Outcome.DROPPED:
        keeping.end(standard=held.standard, by=Actor.agent(by))
    return review


def remind(*, now: datetime) -> int:
    """Tell of each standard whose review is due by now, once for each day; the number told."""
    due = keeping.in_force().filter(NOT_TOLD, review_date__lte=today_at_home(now))
    return sum(_tell(number) for number in due.values_list("pk", flat=True))


@transaction.atomic(savepoint=False)
def _tell(number: int) -> bool:
    held = _held(number)
    if held.reminded_for == held.review_date:
        return False
    StandardVersion.objects.filter(pk=number).update(reminded_for=held.review_date)
    emit(StandardReviewFellDue(held.standard_id, held.pk), by=CALENDAR)
    return True


def _held(number: int) -> StandardVersion:
    return StandardVersion.objects.select_for_update().get(pk=number)
