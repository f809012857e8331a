"""The year in an agent's own calendar."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar, Component

from tillit import clock
from tillit.insights.models import Subscription
from tillit.insights.tests.calendar import MONTHLY, a_method, came_of_it
from tillit.insights.year.events import CalendarAddressMade
from tillit.insights.year.keeping import record
from tillit.people.models import Agent
from tillit.standards.models import StandardVersion
from tillit.standards.tests.handbook import a_page
from tillit.testing.cast import MONDAY_TEN, Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/year/subscription/"


@pytest.fixture(autouse=True)
def no_reviews(desk: Desk) -> None:
    """Nothing but methods stands in the year."""
    StandardVersion.objects.update(review_date=None)


def address_of(browser: Client) -> str:
    """The path of the secret address, after asking for one."""
    browser.post(PAGE)
    address = str(browser.get(PAGE).context["subscription"]["address"])
    assert address.startswith("http://")
    return "/" + address.split("/", 3)[3]


def events_at(address: str) -> dict[str, Component]:
    """What a calendar program reads there, by what it is about."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def identities_at(address: str) -> list[str]:
    """The UIDs of all events that a calendar program reads there, each once."""
    calendar = Calendar.from_ical(Client().get(address).content)
    found = sorted(str(event["uid"]) for event in calendar.walk("VEVENT"))
    assert len(set(found)) == len(found)
    return found


def test_whoever_has_the_address_reads_the_year(desk: Desk, ada: Client) -> None:
    a_method(desk.liv, date(2026, 6, 10), title="Tea; cake, and\nmore")
    with assert_emits(CalendarAddressMade):
        address = address_of(ada)
    content = Client().get(address).content
    calendar = Calendar.from_ical(content)
    assert str(calendar["x-wr-calname"]) == "The year of Desk"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    event = next(iter(calendar.walk("VEVENT")))
    assert str(event["summary"]) == "Tea; cake, and\nmore"
    assert event.decoded("dtstart") == date(2026, 6, 10)
    assert event.decoded("dtend") == date(2026, 6, 11)
    assert event.decoded("dtstamp") == MONDAY_TEN
    assert "Liv" in str(event["description"])
    assert "/year/methods/" in str(event["url"])


def test_an_event_stays_the_same_while_it_moves_from_due_to_done(desk: Desk, ada: Client) -> None:
    method = a_method(desk.liv, date(2026, 6, 10), MONTHLY)
    address = address_of(ada)
    before = identities_at(address)
    assert len(before) == 12
    result = came_of_it(date(2026, 6, 12), "They like it.")
    record(method=method, due_on=date(2026, 6, 10), result=result, by=desk.liv)
    assert identities_at(address) == before
    done = events_at(address)["Done: Tea with customers"]
    assert done.decoded("dtstart") == date(2026, 6, 12)
    assert "They like it." in str(done["description"])


def test_reviews_of_the_handbook_are_in_it(desk: Desk, ada: Client) -> None:
    a_page(desk)
    assert "How we own up" in events_at(address_of(ada))


def test_it_speaks_the_language_of_its_agent(desk: Desk, ada: Client) -> None:
    Agent.objects.filter(pk=desk.ada.pk).update(language="nb")
    calendar = Calendar.from_ical(Client().get(address_of(ada)).content)
    assert str(calendar["name"]) == "Året til Desk"


def test_what_has_not_changed_is_not_sent_again(desk: Desk, ada: Client) -> None:
    method = a_method(desk.liv, date(2026, 6, 10))
    address = address_of(ada)
    tag = Client().get(address)["ETag"]
    with clock.moved_to(oslo("2026-06-01 18:00")):
        again = Client().get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    result = came_of_it(date(2026, 6, 1))
    record(method=method, due_on=date(2026, 6, 10), result=result, by=desk.liv)
    changed = Client().get(address, headers={"If-None-Match": tag})
    assert (changed.status_code, changed["ETag"] != tag) == (200, True)


def test_with_another_address_the_old_one_opens_nothing(ada: Client) -> None:
    old, new = address_of(ada), address_of(ada)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert Subscription.objects.count() == 1


def test_who_has_left_is_told_nothing(desk: Desk, ada: Client) -> None:
    address = address_of(ada)
    Agent.objects.filter(pk=desk.ada.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "%00", "a" * 3000, "' OR 1=1 --"])
def test_a_wrong_secret_opens_nothing(ada: Client, token: str) -> None:
    address_of(ada)
    assert Client().get(f"/year/feed/{token}.ics").status_code == 404


def test_it_holds_what_the_agent_may_see(desk: Desk, ada: Client, eve: Client) -> None:
    a_method(desk.liv, date(2026, 6, 10), team=desk.team)
    a_method(desk.liv, date(2026, 6, 11), title="A day for all")
    assert set(events_at(address_of(ada))) == {"Tea with customers", "A day for all"}
    assert set(events_at(address_of(eve))) == {"A day for all"}


def test_the_page_makes_an_address_only_when_asked(ada: Client) -> None:
    assert "Make my address" in ada.get(PAGE).content.decode()
    assert not Subscription.objects.exists()
    address = address_of(ada)
    page = ada.get(PAGE).content.decode()
    assert address in page
    assert "webcal://" in page
