"""A round of talks that is finished is done in the calendar, too."""

from datetime import date, timedelta

import pytest

from tillit.feedback.interviews import planning
from tillit.feedback.models import Segment
from tillit.insights.models import Method, Occasion
from tillit.insights.tests.calendar import HALF_YEARLY
from tillit.insights.year.following import TALKS
from tillit.insights.year.keeping import Plan, add
from tillit.people.models import Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

TODAY = date(2026, 6, 1)


def talks(desk: Desk, due_on: date) -> Method:
    """Laid out, everybody's."""
    return add(plan=Plan(HALF_YEARLY, due_on, desk.liv, key=TALKS), by=desk.liv)


def finish(desk: Desk, team: Team | None = None) -> None:
    """A round is planned and finished."""
    wanted = {Segment.LEFT: 2}
    planned = planning.plan(team=team or desk.team, due_on=TODAY, wanted=wanted, by=desk.liv)
    planning.finish(round=planned, by=desk.liv)


@pytest.mark.parametrize("days", [-10, 0, 80])
def test_what_is_due_is_done_with_the_round(desk: Desk, days: int) -> None:
    method = talks(desk, due := TODAY + timedelta(days=days))
    finish(desk)
    done = Occasion.objects.get(method=method)
    assert (done.due_on, done.day, done.by) == (due, TODAY, desk.liv)
    assert done.words == "0 of 2 talks held"
    method.refresh_from_db()
    assert method.due_on
    assert method.due_on > TODAY + timedelta(days=90)


def test_another_half_year_is_not_done(desk: Desk) -> None:
    talks(desk, TODAY + timedelta(days=120))
    finish(desk)
    assert not Occasion.objects.exists()


def test_everybodys_is_done_when_no_team_is_at_it_any_more(desk: Desk) -> None:
    talks(desk, TODAY)
    night = Team.objects.create(name="Night")
    other = planning.plan(team=night, due_on=TODAY, wanted={Segment.LEFT: 1}, by=desk.liv)
    finish(desk)
    assert not Occasion.objects.exists()
    planning.finish(round=other, by=desk.liv)
    assert Occasion.objects.count() == 1


def test_the_calendar_leads_to_the_talks(desk: Desk) -> None:
    method = talks(desk, TODAY)
    page = browser_of(desk.ada).get(f"/year/methods/{method.pk}/").content.decode()
    assert 'href="/said/interviews/"' in page
