"""Who came back after a solution: on their own account, not because we asked how it was."""

from datetime import date, timedelta

import pytest

from tillit import clock
from tillit.conversations.measures import RepeatContacts
from tillit.feedback.tests.inviting import about, asked
from tillit.feedback.tests.saying import answers_with
from tillit.insights.reading import summaries
from tillit.insights.rolling import roll_up_stale
from tillit.measures.registry import ClockKind
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

DAYS = date(2026, 5, 20), date(2026, 6, 20)


def came_back(desk: Desk) -> tuple[int | None, int]:
    """How many of how many, long enough after."""
    with clock.moved_to(MONDAY_TEN + timedelta(days=20)):
        found = summaries(RepeatContacts(), [desk.team.pk], *DAYS)
        every = (summary for day in found.values() for summary in day)
        figure = RepeatContacts().figure(every, ClockKind.BUSINESS)
    return figure.numerator, figure.n


def test_what_customers_say_when_asked_is_no_coming_back(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    while roll_up_stale():
        pass
    answers_with(invitation, 1, "You were far too slow.")
    assert came_back(desk) == (0, 1)
    resolved_at = about(invitation).resolved_at
    assert resolved_at
    writes(GRACE, desk.inbox, at=resolved_at + timedelta(days=2))
    assert came_back(desk) == (1, 1)


def test_who_writes_after_eight_days_comes_with_something_else(desk: Desk) -> None:
    asked(GRACE, desk)
    writes(GRACE, desk.inbox, at=oslo("2026-06-10 10:00"))
    assert came_back(desk) == (0, 1)
