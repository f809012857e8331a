"""A method of the calendar leads to the figure that it looks at, and says what it is."""

from datetime import date, timedelta

import pytest

from tillit.feedback.answering import rated, save_response
from tillit.feedback.tests.inviting import asked
from tillit.insights.models import Method
from tillit.insights.year.keeping import Plan, Result, add, record
from tillit.measures.methods import every, named
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, NORA, Desk
from tillit.ui.addresses import url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

TODAY = date(2026, 6, 1)


def method(desk: Desk, key: str) -> Method:
    ready = named(key)
    assert ready
    return add(plan=Plan(ready.frequency, TODAY, desk.liv, key=key), by=desk.liv)


def page(desk: Desk, found: Method) -> str:
    return browser_of(desk.liv).get(f"/year/methods/{found.pk}/").content.decode()


def test_the_figure_stands_there_and_in_the_result(desk: Desk) -> None:
    for who, score in ((GRACE, 5), (NORA, 1)):
        save_response(invitation=asked(who, desk), given=rated(score))
    html = page(desk, method(desk, "satisfaction"))
    assert "50.0% (" in html
    assert "3 May 2026 to 1 June 2026" in html
    assert "/figures/satisfaction/?period=own" in html
    assert "Satisfaction, 3 May 2026 to 1 June 2026: 50.0%" in html
    assert 'href="/figures/about/satisfaction/"' in html


def test_it_is_that_of_the_days_since_it_was_last_done(desk: Desk) -> None:
    found = method(desk, "nps")
    result = Result("–", TODAY - timedelta(days=10))
    record(method=found, due_on=TODAY, result=result, by=desk.liv)
    assert "23 May 2026 to 1 June 2026" in page(desk, found)


def test_what_says_nothing_is_not_written_down(desk: Desk) -> None:
    html = page(desk, method(desk, "nps"))
    assert "Recommendation (NPS), " not in html
    assert 'href="/figures/recommendation/"' in html


@pytest.mark.parametrize("ready", every(), ids=lambda one: one.key)
def test_every_place_of_a_method_is_there(desk: Desk, ready: object) -> None:
    found = next(one for one in every() if one is ready)
    if found.place:
        assert browser_of(desk.liv).get(url_of(found.place, *found.at)).status_code == 200


def test_a_team_sees_the_figure_of_the_team(desk: Desk) -> None:
    found = method(desk, "satisfaction")
    found.team = desk.team
    found.save()
    assert f"team={desk.team.pk}" in page(desk, found)
