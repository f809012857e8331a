"""The editor of opening hours: typed, proposed, foretold, changed back; nothing promised moves."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tillit import clock
from tillit.hours.business_time import Hours, Window, elapsed
from tillit.hours.errors import HoursError
from tillit.hours.models import Calendar, CalendarVersion
from tillit.hours.public_holidays import proposed
from tillit.hours.typed import windows_typed, windows_written
from tillit.people.models import Role, Team
from tillit.standards.foretelling import foretell
from tillit.standards.models import Promise
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, agent, open_inbox, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/settings/hours/"


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("", ()),
        ("9-17", (Window(540, 1020),)),
        ("09:00–12:00, 13.30 - 17:00", (Window(540, 720), Window(810, 1020))),
        ("13-17;8-12", (Window(480, 720), Window(780, 1020))),
        ("0-24", (Window(0, 1440),)),
        ("900-1730", (Window(540, 1050),)),
    ],
)
def test_hours_are_read_as_people_type_them(text: str, windows: tuple[Window, ...]) -> None:
    assert windows_typed(1, text) == windows
    assert windows_typed(1, windows_written(windows)) == windows


@pytest.mark.parametrize("text", ["9", "nine to five", "9-25", "9:75-10", "9-12-15", "24:30-25"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(HoursError, match="On Monday"):
        windows_typed(1, text)


def form(calendar: Calendar, **changed: Any) -> dict[str, Any]:
    week = {f"day_{day}": "9-17" for day in range(1, 6)}
    return {"name": calendar.name, "zone": "Europe/Oslo", "country": "", **week, **changed}


def test_a_lead_changes_the_hours_of_her_inbox(desk: Desk) -> None:
    calendar, browser = desk.inbox.calendar, browser_of(desk.liv)
    said = form(
        calendar,
        day_1="8-12, 13-16",
        day_6="10–14",
        holidays=["2026-12-25"],
        date_0="2026-12-24",
        hours_0="9-12",
        date_1="2026-12-31",
    )
    assert browser.post(f"{PAGE}{calendar.pk}/", said).status_code == 302
    hours = calendar.versions.get(number=2).hours
    assert hours.windows(date(2026, 6, 1)) == (Window(480, 720), Window(780, 960))
    assert hours.windows(date(2026, 6, 6)) == (Window(600, 840),)
    assert hours.windows(date(2026, 12, 24)) == (Window(540, 720),)
    assert hours.windows(date(2026, 12, 25)) == hours.windows(date(2026, 12, 31)) == ()
    assert "Monday 08:00–12:00, 13:00–16:00" in browser.get(PAGE).content.decode()


def test_nothing_promised_moves_and_the_page_says_so(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    before = Promise.objects.get().due_at
    browser, page = browser_of(desk.liv), f"{PAGE}{desk.inbox.calendar_id}/"
    assert "It keeps the time that was promised" in browser.get(page).content.decode()
    browser.post(page, form(desk.inbox.calendar, day_1="9-11"))
    assert Promise.objects.get().due_at == before == oslo("2026-06-01 14:00")
    with clock.moved_to(oslo("2026-06-01 10:30")):
        writes(GRACE, desk.inbox, at=oslo("2026-06-01 10:30"))
    assert Promise.objects.latest("id").due_at == oslo("2026-06-02 12:30")


def test_a_change_can_be_undone(desk: Desk) -> None:
    calendar, browser = desk.inbox.calendar, browser_of(desk.liv)
    browser.post(f"{PAGE}{calendar.pk}/", form(calendar, day_1=""))
    second = calendar.versions.get(number=2)
    undo = f"{PAGE}{calendar.pk}/undoing/?version={second.pk}"
    browser.post(undo)
    third = calendar.versions.get(number=3)
    assert third.hours == calendar.versions.get(number=1).hours
    assert calendar.version_at(clock.now()) == third
    browser.post(undo)
    assert calendar.versions.count() == 3


def test_saving_the_same_makes_no_version(desk: Desk) -> None:
    calendar, browser = desk.inbox.calendar, browser_of(desk.liv)
    for _time in range(2):
        browser.post(f"{PAGE}{calendar.pk}/", form(calendar))
    assert calendar.versions.count() == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day_3": "9 to 5"}, "On Wednesday, “9 to 5” is no stretch of time"),
        ({"day_3": "9-12, 11-15"}, "overlap"),
        ({"day_3": "17-9"}, "does not end after it begins"),
        ({"hours_0": "9-12"}, "Choose the day of these hours."),
        ({"date_0": "2026-12-24", "date_1": "2026-12-24"}, "This day stands here twice."),
        ({f"day_{day}": "" for day in range(1, 6)}, "Open on one day at least"),
        ({"name": "Night"}, "There are opening hours of this name already."),
        ({"zone": "Mars/Base"}, "Mars/Base is not one of the available choices"),
    ],
)
def test_what_does_not_fit_is_said(desk: Desk, changed: dict[str, str], words: str) -> None:
    Calendar.objects.create(name="Night")
    page = f"{PAGE}{desk.inbox.calendar_id}/"
    answer = browser_of(desk.liv).post(page, form(desk.inbox.calendar, **changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert CalendarVersion.objects.filter(calendar=desk.inbox.calendar).count() == 1


def test_holidays_are_proposed_and_nothing_is_kept_before_saving(desk: Desk) -> None:
    browser, page = browser_of(desk.liv), f"{PAGE}{desk.inbox.calendar_id}/"
    said = form(desk.inbox.calendar, country="HU", propose="1", day_5="8-15")
    shown = browser.post(page, said).content.decode()
    assert 'value="2026-08-20"' in shown
    assert "State Foundation Day" in shown
    assert 'value="2026-08-08"' in shown, "a Saturday on which Hungary works"
    assert 'value="08:00–15:00"' in shown
    assert CalendarVersion.objects.filter(calendar=desk.inbox.calendar).count() == 1
    kept = form(desk.inbox.calendar, country="HU", holidays=["2026-08-20"])
    browser.post(page, kept)
    version = desk.inbox.calendar.versions.get(number=2)
    assert version.data["holiday_names"] == {"2026-08-20": "State Foundation Day"}
    assert version.data["country"] == "HU"
    assert "checked" in browser.get(page).content.decode()


def test_holidays_have_names_in_the_language_of_the_reader() -> None:
    norwegian = proposed("NO", (2026,), "nb").days_off
    assert norwegian[date(2026, 5, 17)] == "Grunnlovsdag"
    assert not proposed("NO", (2026,), "hu").working_days


def test_an_example_says_what_it_means() -> None:
    week = {day: (Window(540, 1020),) for day in range(1, 6)}
    hours = Hours("Europe/Oslo", week, frozenset({date(2026, 6, 8)}))
    told = foretell(hours, MONDAY_TEN, {})
    assert told.sentence == (
        "An answer promised within 4 working hours, asked for on Friday 5 June at 15:00, is due "
        "on Tuesday 9 June at 11:00."
    )
    assert told.why == ("Monday 8 June is a holiday.",)
    assert len(told.days) == 28
    assert (told.days[0].date, told.days[0].hours) == (date(2026, 6, 1), "09:00–17:00")
    assert [day.date.day for day in told.days if day.differs] == [8]


def test_the_example_follows_what_is_typed(desk: Desk) -> None:
    browser = browser_of(desk.liv)
    said = form(desk.inbox.calendar, holidays=["2026-06-08"])
    page = browser.post(f"{PAGE}preview/", said).content.decode()
    assert "Tuesday 9 June at 11:00" in page
    page = browser.post(f"{PAGE}preview/", {**said, "day_1": "x"}).content.decode()
    assert "cannot be counted in yet" in page


def test_hours_that_others_use_too_are_not_ones_own(desk: Desk) -> None:
    night = Team.objects.create(name="Night")
    other = open_inbox("Night", night, "night@desk.example")
    page = f"{PAGE}{other.calendar_id}/"
    assert browser_of(desk.liv).get(page).status_code == 404
    other.calendar = desk.inbox.calendar
    other.save()
    assert browser_of(desk.liv).get(f"{PAGE}{desk.inbox.calendar_id}/").status_code == 404
    root = browser_of(agent("Root", Role.ADMINISTRATOR))
    assert root.get(f"{PAGE}{desk.inbox.calendar_id}/").status_code == 200


def test_new_hours_are_opened_by_administrators(desk: Desk) -> None:
    said = form(Calendar(name="Weekend"), day_6="10-14")
    assert browser_of(desk.liv).post(f"{PAGE}new/", said).status_code == 404
    root = browser_of(agent("Root", Role.ADMINISTRATOR))
    assert root.get(f"{PAGE}new/").status_code == 200
    assert root.post(f"{PAGE}new/", said).status_code == 302
    assert Calendar.objects.get(name="Weekend").versions.get().number == 1


def test_a_stranger_finds_no_hours(desk: Desk) -> None:
    browser = browser_of(desk.eve)
    for page in ("", "new/", f"{desk.inbox.calendar_id}/", f"{desk.inbox.calendar_id}/undoing/"):
        assert browser.post(f"{PAGE}{page}").status_code in (404, 405)


def test_the_holidays_of_a_region_are_proposed_and_kept(desk: Desk) -> None:
    calendar, liv = desk.inbox.calendar, browser_of(desk.liv)
    page = f"{PAGE}{calendar.pk}/"
    asked = form(calendar, country="DE", propose="1")
    assert "Bayern" in liv.post(page, asked).content.decode()
    shown = liv.post(page, {**asked, "region": "BY"}).content.decode()
    assert 'value="2026-06-04"' in shown
    days = ["2026-06-04", "2026-12-25"]
    said = form(calendar, country="DE", region="BY", holidays=days)
    assert liv.post(page, said).status_code == 302
    data = calendar.versions.get(number=2).data
    assert (data["region"], data["holidays"]) == ("BY", days)
    assert '<option value="BY" selected>' in liv.get(page).content.decode()


def test_a_night_shift_a_working_saturday_and_a_half_day_are_counted(desk: Desk) -> None:
    calendar, liv = desk.inbox.calendar, browser_of(desk.liv)
    said = form(
        calendar,
        day_1="22-24",
        day_2="0-6, 22-24",
        holidays=["2026-12-25"],
        date_0="2026-08-08",
        hours_0="9-17",
        date_1="2026-12-24",
        hours_1="9-12",
    )
    assert liv.post(f"{PAGE}{calendar.pk}/", said).status_code == 302
    hours = calendar.versions.get(number=2).hours
    assert elapsed(hours, oslo("2026-06-01 20:00"), oslo("2026-06-02 08:00")).seconds == 8 * 3600
    assert elapsed(hours, oslo("2026-08-08 00:00"), oslo("2026-08-09 00:00")).seconds == 8 * 3600
    assert elapsed(hours, oslo("2026-12-24 00:00"), oslo("2026-12-26 00:00")).seconds == 3 * 3600


def test_hours_that_nobody_uses_are_put_away_and_offered_again(root: Client, desk: Desk) -> None:
    assert root.post(f"{PAGE}new/", form(Calendar(name="Night"))).status_code == 302
    night = Calendar.objects.get(name="Night")
    away = f"{PAGE}{night.pk}/putting-away/"
    assert root.post(away).status_code == 302
    inbox, team = f"/settings/company/{desk.inbox.pk}/", f"/settings/teams/{desk.team.pk}/"
    for page in (inbox, team):
        assert ">Night<" not in root.get(page).content.decode()
    assert "1 put away" in root.get(PAGE).content.decode()
    root.post(f"{away}?again=1")
    assert ">Night<" in root.get(team).content.decode()
    Team.objects.filter(pk=desk.team.pk).update(calendar=night)
    assert "in use" in root.post(away, follow=True).content.decode()
    night.refresh_from_db()
    assert not night.put_away


def test_a_lead_does_not_change_hours_that_another_team_shares(desk: Desk) -> None:
    page = f"{PAGE}{desk.inbox.calendar_id}/"
    liv = browser_of(desk.liv)
    assert liv.get(page).status_code == 200
    Team.objects.create(name="Night", calendar=desk.inbox.calendar)
    assert liv.get(page).status_code == 404
