"""Reviews of pages and standards in one calendar: overdue by the day at home, then by month."""

from datetime import date

import pytest
from django.test import Client

from tillit import clock
from tillit.documents.models import Document, Review
from tillit.standards.clockwork import remind
from tillit.standards.events import StandardEnded, StandardReviewed, StandardReviewFellDue
from tillit.standards.keeping import in_force
from tillit.standards.models import StandardReview, StandardVersion
from tillit.standards.tests.handbook import a_page
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

CALENDAR = "/handbook/reviews/"
PAGE = "/handbook/pages/how-we-own-up/"
SAID = {"reason": "Still true.", "next_on": "2026-12-01"}


@pytest.fixture
def standard(desk: Desk) -> StandardVersion:
    """The first answer, to be looked at again on the tenth of June."""
    StandardVersion.objects.update(review_date=date(2027, 1, 1))
    version = StandardVersion.objects.select_related("standard").earliest("id")
    version.review_date = date(2026, 6, 10)
    version.save(update_fields=["review_date"])
    return version


def words(browser: Client, address: str = CALENDAR) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_falls_due_stands_by_month(desk: Desk, standard: StandardVersion, ada: Client) -> None:
    a_page(desk)
    page = words(ada)
    places = [page.index(part) for part in ("June 2026", "December 2026", "January 2027")]
    assert places == sorted(places)
    assert page.index("An answer within four") < page.index("How we own up")
    assert "Overdue" not in page
    assert "Weigh the last 90 days" in page
    assert "Read it as a newcomer would" in page


@pytest.mark.parametrize(
    ("at", "overdue"), [("2026-06-10 23:59", False), ("2026-06-11 00:01", True)]
)
def test_it_is_overdue_when_the_day_is_over_at_home(
    standard: StandardVersion, ada: Client, at: str, overdue: bool
) -> None:
    with clock.moved_to(oslo(at)):
        assert ("Overdue" in words(ada)) is overdue
        assert ("1 overdue" in words(ada, "/handbook/")) is overdue


def test_what_is_without_a_day_is_not_forgotten(desk: Desk, ada: Client) -> None:
    StandardVersion.objects.update(review_date=None)
    assert "Without a day" in words(ada)


def test_the_owner_is_reminded_once_of_each_day(standard: StandardVersion) -> None:
    with clock.moved_to(oslo("2026-06-10 08:00")), assert_emits(StandardReviewFellDue):
        assert remind() == 1
        assert remind() == 0
    StandardVersion.objects.filter(pk=standard.pk).update(review_date=date(2026, 12, 10))
    with clock.moved_to(oslo("2026-12-10 08:00")):
        assert remind() == 1


def test_a_standard_that_is_kept_falls_due_again(
    desk: Desk, standard: StandardVersion, root: Client
) -> None:
    address = f"{CALENDAR}standards/{standard.standard_id}/"
    assert 'value="2026-12-01"' in words(root, address)
    with assert_emits(StandardReviewed):
        answer = root.post(address, {**SAID, "outcome": "kept"})
    assert answer.headers["Location"] == CALENDAR
    review = StandardReview.objects.get()
    assert (review.due, review.outcome) == (date(2026, 6, 10), "kept")
    standard.refresh_from_db()
    assert (standard.review_date, standard.valid_to) == (date(2026, 12, 1), None)
    assert "Still true." in words(root, f"/handbook/standards/{standard.standard_id}/")


def test_a_standard_that_is_changed_leads_to_its_form(
    standard: StandardVersion, root: Client
) -> None:
    address = f"{CALENDAR}standards/{standard.standard_id}/"
    answer = root.post(address, {**SAID, "outcome": "changed"})
    assert answer.headers["Location"] == f"/settings/standards/{standard.standard_id}/"


def test_a_standard_that_is_dropped_is_promised_no_longer(
    standard: StandardVersion, root: Client
) -> None:
    address = f"{CALENDAR}standards/{standard.standard_id}/"
    with assert_emits(StandardReviewed, StandardEnded):
        root.post(address, {**SAID, "outcome": "dropped"})
    assert not in_force().filter(pk=standard.pk).exists()
    assert "An answer within four" not in words(root)


def test_its_owner_keeps_it_and_leaves_the_rest_to_leads(
    desk: Desk, standard: StandardVersion, ada: Client, bo: Client, eve: Client
) -> None:
    address = f"{CALENDAR}standards/{standard.standard_id}/"
    StandardVersion.objects.filter(pk=standard.pk).update(owner=desk.ada)
    assert "ask a lead" in words(ada, address)
    assert ada.post(address, {**SAID, "outcome": "dropped"}).status_code == 422
    assert ada.post(address, {**SAID, "outcome": "kept"}).status_code == 302
    for browser in (bo, eve):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {**SAID, "outcome": "kept"}).status_code == 404


def test_a_page_is_kept_changed_or_dropped(desk: Desk, liv: Client) -> None:
    page = a_page(desk)
    assert liv.post(f"{PAGE}review/", {**SAID, "outcome": "kept"}).headers["Location"] == CALENDAR
    changed = liv.post(f"{PAGE}review/", {**SAID, "outcome": "changed"})
    assert changed.headers["Location"] == f"{PAGE}writing/"
    liv.post(f"{PAGE}review/", {**SAID, "outcome": "dropped"})
    assert [one.outcome for one in Review.objects.order_by("id")] == ["kept", "changed", "dropped"]
    assert not Document.objects.in_force().exists()
    page.refresh_from_db()
    assert page.review_date == date(2026, 12, 1)
    assert "Still true." in words(liv, PAGE)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": ""}, "This field is required."),
        ({"outcome": ""}, "This field is required."),
        ({"next_on": "2026-06-01"}, "Choose a day that is still to come."),
    ],
)
def test_what_is_missing_is_said(
    desk: Desk, liv: Client, changed: dict[str, str], said: str
) -> None:
    a_page(desk)
    answer = liv.post(f"{PAGE}review/", {**SAID, "outcome": "kept", **changed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Review.objects.exists()


def test_agents_and_strangers_record_nothing(desk: Desk, ada: Client, eve: Client) -> None:
    a_page(desk)
    for browser in (ada, eve):
        assert browser.get(f"{PAGE}review/").status_code == 404
        assert browser.post(f"{PAGE}review/", {**SAID, "outcome": "kept"}).status_code == 404
    assert "Record" not in words(ada)


def test_a_stranger_sees_no_page_of_the_desk_in_it(desk: Desk, eve: Client) -> None:
    a_page(desk)
    assert "How we own up" not in words(eve)
