"""Reviews of pages fall due by the day at home, are told once, and are recorded."""

from datetime import date

import pytest

from tillit.documents.events import DocumentDropped, ReviewFellDue, ReviewRecorded
from tillit.documents.models import Outcome
from tillit.documents.reviewing import record, remind
from tillit.documents.tests.shelf import a_page
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_it_falls_due_when_the_day_begins_at_home_and_is_told_once(desk: Desk) -> None:
    page = a_page(desk.liv)
    assert page.review_date == date(2026, 12, 1)
    assert remind(now=oslo("2026-11-30 23:59")) == 0
    with assert_emits(ReviewFellDue):
        assert remind(now=oslo("2026-12-01 00:01")) == 1
    assert remind(now=oslo("2026-12-30 12:00")) == 0


def test_a_review_that_keeps_it_sets_the_next_which_is_told_again(desk: Desk) -> None:
    page = a_page(desk.liv)
    remind(now=oslo("2026-12-01 08:00"))
    with assert_emits(ReviewRecorded):
        review = record(
            document=page,
            outcome=Outcome.KEPT,
            reason="Still true.",
            next_on=date(2027, 6, 1),
            by=desk.liv,
        )
    assert (review.due, review.reason) == (date(2026, 12, 1), "Still true.")
    page.refresh_from_db()
    assert page.review_date == date(2027, 6, 1)
    assert remind(now=oslo("2027-06-01 08:00")) == 1


def test_what_is_dropped_is_no_longer_reviewed(desk: Desk) -> None:
    page = a_page(desk.liv)
    with assert_emits(ReviewRecorded, DocumentDropped):
        record(
            document=page,
            outcome=Outcome.DROPPED,
            reason="Nobody works so.",
            next_on=date(2026, 6, 2),
            by=desk.liv,
        )
    assert remind(now=oslo("2027-01-01 12:00")) == 0
