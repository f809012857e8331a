"""The verbs about reviews: they fall due, are told once, and their outcome is recorded."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from tillit.documents import publishing
from tillit.documents.days import today_at_home
from tillit.documents.events import ReviewFellDue, ReviewRecorded
from tillit.documents.models import Document, Outcome, Review
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent

CALENDAR = Actor.system("reviews")
NOT_TOLD = Q(reminded_for=None) | ~Q(reminded_for=F("review_date"))
"""Nobody was reminded of this day of review yet."""


@transaction.atomic(savepoint=False)
def record(
    *, document: Document, outcome: Outcome, reason: str, next_on: date, by: Agent
) -> Review:
    """Say what came of a review; what is kept or changed is looked at again on that day."""
    held = publishing.lock(document.pk)
    review = Review.objects.create(
        document=held, due=held.review_date, by=by, outcome=outcome, reason=reason
    )
    held.review_date = next_on
    held.save(update_fields=["review_date"])
    emit(ReviewRecorded(held.pk, review.pk), by=Actor.agent(by))
    if outcome == Outcome.DROPPED:
        publishing.drop(document=held, by=by)
    return review


def remind(*, now: datetime) -> int:
    """Tell of each document that is due by now, once for each day of review; the number told."""
    due = Document.objects.due(today_at_home(now)).filter(NOT_TOLD)
    return sum(_tell(number) for number in due.values_list("pk", flat=True))


@transaction.atomic(savepoint=False)
def _tell(number: int) -> bool:
    held = publishing.lock(number)
    if held.reminded_for == held.review_date:
        return False
    held.reminded_for = held.review_date
    held.save(update_fields=["reminded_for"])
    emit(ReviewFellDue(held.pk), by=CALENDAR)
    return True
