"""The year on one page, and a page for each method."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.conversations.models import Inbox
from tillit.insights.models import Method, Occasion
from tillit.insights.tests.calendar import MONTHLY, QUARTERLY, a_method, came_of_it
from tillit.insights.year.events import MethodChanged, OccasionDone, OccasionSkipped
from tillit.insights.year.keeping import record, skip
from tillit.measures.methods import Frequency, Rhythm
from tillit.standards.models import StandardVersion
from tillit.standards.tests.handbook import a_page
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

YEAR = "/year/"
TEA = "Tea with customers"


def words(browser: Client, address: str = YEAR) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def page_of(method: Method, end: str = "") -> str:
    return f"/year/methods/{method.pk}/{end}"


def by_month(browser: Client, address: str = YEAR) -> dict[str, list[tuple[str, str]]]:
    """What stands in each month that has something: its state and its day."""
    months = browser.get(address).context["year"]["months"]
    return {
        month["heading"]: [(one.state.name, f"{one.day:%d}") for one in month["entries"]]
        for month in months
        if month["entries"]
    }


@pytest.fixture(autouse=True)
def no_reviews(desk: Desk) -> None:
    """Nothing but methods stands in the year."""
    StandardVersion.objects.update(review_date=None)


def test_what_was_done_is_due_and_will_be_stands_in_its_month(desk: Desk, ada: Client) -> None:
    method = a_method(desk.liv, date(2026, 2, 10))
    result = came_of_it(date(2026, 2, 12))
    record(method=method, due_on=date(2026, 2, 10), result=result, by=desk.liv)
    skip(method=method, due_on=date(2026, 5, 10), result=came_of_it(date(2026, 5, 10)), by=desk.liv)
    assert by_month(ada) == {
        "February": [("DONE", "12")],
        "May": [("SKIPPED", "10")],
        "August": [("COMING", "10")],
        "November": [("COMING", "10")],
    }
    assert by_month(ada, f"{YEAR}?year=2027") == {
        month: [("COMING", "10")] for month in ("February", "May", "August", "November")
    }


@pytest.mark.parametrize(
    ("now", "state", "presses"),
    [
        ("2026-06-02 23:59", "To come", False),
        ("2026-06-03 00:01", "To come", True),
        ("2026-06-10 00:01", "Due today", True),
        ("2026-06-11 00:01", "Late", True),
    ],
)
def test_what_presses_stands_first_by_the_day_at_home(
    desk: Desk, ada: Client, now: str, state: str, presses: bool
) -> None:
    a_method(desk.liv, date(2026, 6, 10))
    with clock.moved_to(oslo(now)):
        page = words(ada)
    assert state in page
    assert ("Due now" in page) is presses


def test_what_was_due_last_year_still_presses(desk: Desk, ada: Client) -> None:
    a_method(desk.liv, date(2025, 12, 20), MONTHLY)
    pressing = ada.get(YEAR).context["year"]["pressing"]
    assert [one.day for one in pressing] == [date(2025, 12, 20)]
    assert "Due now" not in words(ada, f"{YEAR}?year=2025")


def test_what_runs_by_itself_has_a_place_of_its_own(desk: Desk, ada: Client) -> None:
    a_method(desk.liv, date(2026, 9, 1), Frequency(Rhythm.CONTINUOUS), title="Listening")
    page = words(ada)
    assert "All the year round" in page
    assert by_month(ada) == {"September": [("COMING", "01")]}
    assert page.count("Does it still run?") == 2


def test_reviews_of_the_handbook_stand_there_as_they_are(desk: Desk, ada: Client) -> None:
    page = a_page(desk)
    assert by_month(ada) == {"December": [("COMING", "01")]}
    assert f"/handbook/pages/{page.slug}/" in words(ada)
    StandardVersion.objects.filter(number=1).update(review_date=date(2026, 6, 10))
    assert "June" in by_month(ada)
    assert not Method.objects.exists()


@pytest.mark.parametrize("asked", ["", "x", "99999", "0000", "²026", "2099"])
def test_another_year_that_is_none_is_this_one(ada: Client, asked: str) -> None:
    assert "The year 2026" in words(ada, f"{YEAR}?year={asked}")


def test_the_year_asks_as_often_for_forty_methods_as_for_four(desk: Desk, ada: Client) -> None:
    asked = []
    ada.get(YEAR)
    for so_many in (4, 36):
        for number in range(so_many):
            method = a_method(desk.ada, date(2026, 1, 10), MONTHLY, title=f"Tea {number}")
            result = came_of_it(date(2026, 1, 10))
            record(method=method, due_on=date(2026, 1, 10), result=result, by=desk.liv)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(by_month(ada)) == 12
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_it_is_done_with_a_result_and_where_it_can_be_seen(desk: Desk, liv: Client) -> None:
    method = a_method(desk.liv, date(2026, 6, 3))
    said = {"due": "2026-06-03", "day": "2026-05-29", "words": "8 of 10 came.\r\nGood talks."}
    with assert_emits(OccasionDone):
        answer = liv.post(page_of(method, "occasions/"), {**said, "link": "https://a.example/x"})
    assert answer.headers["Location"] == page_of(method)
    page = words(liv, page_of(method))
    assert "8 of 10 came.<br>Good talks." in page
    assert 'href="https://a.example/x"' in page
    assert "3 Sept. 2026" in page or "3 September 2026" in page
    occasion = Occasion.objects.get()
    assert (occasion.day, occasion.due_on, occasion.by) == (
        date(2026, 5, 29),
        date(2026, 6, 3),
        desk.liv,
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"words": " "}, "This field is required."),
        ({"day": "2026-06-02"}, "This day is still to come."),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"link": "ftp://a.example/"}, "Enter a valid URL."),
    ],
)
def test_what_cannot_be_is_said_in_words(
    desk: Desk, liv: Client, wrong: dict[str, str], told: str
) -> None:
    method = a_method(desk.liv, date(2026, 6, 3))
    said = {"due": "2026-06-03", "day": "2026-06-01", "words": "Fine."} | wrong
    answer = liv.post(page_of(method, "occasions/"), said)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Occasion.objects.exists()


def test_it_is_skipped_with_a_reason(desk: Desk, liv: Client) -> None:
    method = a_method(desk.liv, date(2026, 6, 3))
    address = page_of(method, "skips/")
    assert liv.post(address, {"skip-due": "2026-06-03", "skip-words": ""}).status_code == 422
    with assert_emits(OccasionSkipped):
        liv.post(address, {"skip-due": "2026-06-03", "skip-words": "All are ill."})
    page = words(liv, page_of(method))
    assert "Skipped" in page
    assert "All are ill." in page


def test_who_comes_second_is_told_so(desk: Desk, liv: Client) -> None:
    method = a_method(desk.liv, date(2026, 6, 3))
    said = {"due": "2026-06-03", "day": "2026-06-01", "words": "Fine."}
    for _time in range(2):
        answer = liv.post(page_of(method, "occasions/"), said, follow=True)
    assert "Somebody has recorded this already" in answer.content.decode()
    assert Occasion.objects.count() == 1


def test_an_owner_records_and_leaves_the_rest_to_leads(desk: Desk, ada: Client, bo: Client) -> None:
    method = a_method(desk.ada, date(2026, 6, 3))
    said = {"due": "2026-06-03", "day": "2026-06-01", "words": "Fine."}
    assert "It is done" in words(ada, page_of(method))
    assert "It is done" not in words(bo, page_of(method))
    assert bo.post(page_of(method, "occasions/"), said).status_code == 404
    assert ada.post(page_of(method, "occasions/"), said).status_code == 302
    for end in ("editing/", "putting-away/", "return/"):
        assert ada.post(page_of(method, end)).status_code == 404


def test_a_stranger_finds_nothing_of_a_team(
    desk: Desk, night: Inbox, eve: Client, root: Client
) -> None:
    ours = a_method(desk.liv, date(2026, 6, 3), team=desk.team)
    everybodys = a_method(desk.liv, date(2026, 6, 4), title="A day for all")
    assert TEA not in words(eve)
    assert "A day for all" in words(eve)
    assert eve.get(page_of(ours)).status_code == 404
    assert eve.get(page_of(everybodys)).status_code == 200
    for end in ("occasions/", "skips/", "editing/", "putting-away/", "return/"):
        for method in (ours, everybodys):
            assert eve.post(page_of(method, end)).status_code == 404
    assert TEA in words(root)


def test_a_method_is_added_changed_put_away_and_taken_up(desk: Desk, liv: Client) -> None:
    said = {"title": TEA, "purpose": "Talk.", "rhythm": "weeks", "every": "2", "owner": desk.bo.pk}
    liv.post("/year/new/", {**said, "due_on": "2026-06-03", "team": desk.team.pk})
    method = Method.objects.get()
    assert (method.owner, method.team) == (desk.bo, desk.team)
    assert "Every 2 weeks" in words(liv, page_of(method))
    changed = {**said, "team": desk.team.pk, "every": "1", "due_on": "2026-06-04"}
    with assert_emits(MethodChanged):
        liv.post(page_of(method, "editing/"), changed)
    assert "Every week" in words(liv, page_of(method))
    liv.post(page_of(method, "putting-away/"))
    assert by_month(liv) == {}
    assert "1 method is put away" in words(liv)
    liv.post(page_of(method, "return/"))
    assert "June" in by_month(liv)
    page = words(liv, page_of(method))
    for told in ("Put into the calendar", "how often, when it is due", "Put away", "Taken up"):
        assert told in page


def test_saving_without_a_change_tells_nothing(desk: Desk, liv: Client) -> None:
    method = a_method(desk.liv, date(2026, 6, 3))
    form = liv.get(page_of(method, "editing/")).context["writing"]["form"]
    liv.post(page_of(method, "editing/"), {name: form[name].value() or "" for name in form.fields})
    assert "Changed:" not in words(liv, page_of(method))


def test_the_due_day_of_another_rhythm_is_its_first(desk: Desk, liv: Client) -> None:
    method = a_method(desk.liv, date(2026, 6, 3), QUARTERLY)
    said = {"title": TEA, "rhythm": "months", "every": "5", "due_on": "2026-06-03"}
    liv.post(page_of(method, "editing/"), said)
    assert by_month(liv) == {"June": [("COMING", "03")], "November": [("COMING", "03")]}


def test_the_navigation_leads_there(ada: Client) -> None:
    assert 'href="/year/"' in words(ada, "/figures/")
