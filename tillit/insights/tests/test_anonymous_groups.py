"""Anonymous answers enter the figures in groups of five at least, and stay as they were then."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from tillit import clock
from tillit.feedback.answering import TooLate, rated, save_response
from tillit.feedback.counting import RESTING, count_together
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.models import Answer, Invitation, Response
from tillit.feedback.tests.inviting import asked
from tillit.insights.models import Day
from tillit.insights.reading import parts_of, summaries
from tillit.insights.rolling import roll_up_stale
from tillit.measures.registry import ClockKind, Figure, measure_named
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

A_DAY_LATER = MONDAY_TEN + RESTING
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def anonymous(desk: Desk) -> None:
    """The survey after a contact promises to forget who answered."""
    survey = delivered(CONTACT)
    survey.anonymous = True
    survey.quarantine_days = 0
    survey.save()


def say(desk: Desk, scores: Sequence[int]) -> list[Response]:
    """So many customers answer."""
    invitations = [asked(GRACE, desk, subject=f"Question {one}") for one in range(len(scores))]
    return [
        save_response(invitation=one, given=rated(score))
        for one, score in zip(invitations, scores, strict=True)
    ]


def counted(desk: Desk, first: date = FIRST, last: date = LAST) -> Figure:
    """What satisfaction of these days is."""
    measure = measure_named("satisfaction")
    daily = summaries(measure, [desk.team.pk], first, last)
    return measure.figure((one for each in daily.values() for one in each), ClockKind.BUSINESS)


def test_four_wait_for_a_fifth_and_all_five_count_on_one_day(desk: Desk) -> None:
    say(desk, [5, 4, 4, 1])
    with clock.moved_to(A_DAY_LATER):
        assert count_together() == 0
        assert counted(desk).n == 0
        fifth = say(desk, [2])
    with clock.moved_to(A_DAY_LATER + RESTING):
        assert count_together() == 5
        assert (counted(desk).n, counted(desk).value) == (5, 0.6)
        days = {(A_DAY_LATER + RESTING).date()}
        assert {one.counts_at.date() for one in Response.objects.all() if one.counts_at} == days
        [day] = days
        assert counted(desk, first=day, last=day).n == 5
        assert counted(desk, first=FIRST, last=day - timedelta(days=1)).n == 0
        assert Invitation.objects.get(response=fifth[0]).is_closed(clock.now())
        with pytest.raises(TooLate):
            save_response(invitation=fifth[0].invitation, given=rated(5))


def test_an_answer_rests_a_day_before_it_counts(desk: Desk) -> None:
    responses = say(desk, [5, 4, 4, 1, 2])
    assert count_together() == 0
    save_response(invitation=responses[0].invitation, given=rated(1))
    with clock.moved_to(A_DAY_LATER):
        assert count_together() == 5
        assert counted(desk).value == 0.4


def test_a_question_that_only_some_answered_keeps_all_of_them_waiting(desk: Desk) -> None:
    responses = say(desk, [5, 4, 4, 1, 2])
    Answer.objects.create(response=responses[0], question="easy", kind="ces", score=7)
    with clock.moved_to(A_DAY_LATER):
        assert count_together() == 0
        for one in responses[1:]:
            Answer.objects.create(response=one, question="easy", kind="ces", score=6)
        assert count_together() == 5


def test_nobody_learns_from_slices_what_somebody_said(desk: Desk) -> None:
    say(desk, [5, 4, 4, 1, 2])
    with clock.moved_to(A_DAY_LATER):
        count_together()
        measure = measure_named("satisfaction")
        for dimension in ("agent", "channel", "language", "inbox"):
            found = parts_of([measure], [desk.team.pk], FIRST, LAST, dimension)
            assert not found[measure.basis], dimension


def test_rolled_up_days_say_the_same(desk: Desk) -> None:
    say(desk, [5, 4, 4, 1, 2])
    with clock.moved_to(A_DAY_LATER):
        count_together()
        run_reactions()
        before = counted(desk)
        while roll_up_stale():
            pass
        assert not Day.objects.filter(stale=True).exists()
        assert counted(desk) == before
