"""Laying out the first year: looked through first, then one click, harmless to repeat."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tillit import clock
from tillit.insights.models import Method
from tillit.insights.year.events import MethodAdded
from tillit.insights.year.keeping import put_away
from tillit.insights.year.laying_out import missing, proposed
from tillit.measures import methods
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LAYOUT = "/year/layout/"
MONDAY = date(2026, 6, 1)


def said(browser: Client) -> dict[str, Any]:
    """What the page shows, as a browser would send it back."""
    forms = browser.get(LAYOUT).context["layout"]["forms"]
    return {
        form.add_prefix(name): form[name].value() or ""
        for form in forms
        for name in ("taken", "due_on", "owner")
    }


def test_every_way_to_measure_is_offered() -> None:
    assert [one.key for one in methods.every()] == [
        "asking",
        "random-reviews",
        "listening",
        "satisfaction",
        "agreement",
        "nps",
        "interviews",
        "standards",
        "retention",
        "benchmark",
        "team-day",
        "community",
    ]


def test_first_days_are_spread_over_the_year_and_never_at_weekends() -> None:
    found = list(proposed(missing(), MONDAY))
    days = [one.due_on for one in found]
    assert len(set(days)) == len(days) == 12
    assert all(day > MONDAY and day.weekday() < 5 for day in days)
    assert len({day.month for day in days}) >= 6
    for one in found:
        assert one.due_on <= MONDAY + one.ready_made.frequency.length


def test_one_click_puts_it_into_the_calendar(desk: Desk, liv: Client) -> None:
    shown = said(liv)
    with assert_emits(*[MethodAdded] * 12):
        assert liv.post(LAYOUT, shown).headers["Location"] == "/year/"
    assert Method.objects.count() == 12
    assert set(Method.objects.values_list("owner", flat=True)) == {desk.liv.pk}
    for method in Method.objects.all():
        assert str(method.due_on) == str(shown[f"{method.key}-due_on"])


def test_doing_it_again_changes_nothing(desk: Desk, liv: Client) -> None:
    shown = said(liv)
    liv.post(LAYOUT, shown)
    put_away(method=Method.objects.get(key="nps"), by=desk.liv)
    before = list(Method.objects.order_by("pk").values())
    liv.post(LAYOUT, shown)
    assert list(Method.objects.order_by("pk").values()) == before
    assert "All of it is in the calendar" in liv.get(LAYOUT).content.decode()


def test_some_are_left_out_given_to_others_and_moved(desk: Desk, liv: Client) -> None:
    shown = said(liv)
    del shown["community-taken"]
    shown |= {"nps-owner": desk.ada.pk, "nps-due_on": "2026-07-15", "interviews-owner": ""}
    liv.post(LAYOUT, shown)
    assert not Method.objects.filter(key="community").exists()
    asked = Method.objects.get(key="nps")
    assert (asked.owner, asked.due_on) == (desk.ada, date(2026, 7, 15))
    assert Method.objects.get(key="interviews").owner is None
    assert "A project for the community" in liv.get(LAYOUT).content.decode()


def test_a_day_that_has_passed_is_refused_and_nothing_else_is_lost(desk: Desk, liv: Client) -> None:
    shown = said(liv) | {"nps-due_on": "2026-05-31", "nps-owner": desk.ada.pk}
    answer = liv.post(LAYOUT, shown)
    assert answer.status_code == 422
    assert "Choose a day that is still to come." in answer.content.decode()
    assert not Method.objects.exists()


def test_it_begins_with_today_where_the_company_is(desk: Desk, liv: Client) -> None:
    with clock.moved_to(oslo("2026-06-02 00:30")):
        shown = said(liv) | {"nps-due_on": "2026-06-01"}
        assert liv.post(LAYOUT, shown).status_code == 422
        assert liv.post(LAYOUT, shown | {"nps-due_on": "2026-06-02"}).status_code == 302


def test_each_reads_the_ready_made_words_in_his_or_her_language(desk: Desk, liv: Client) -> None:
    liv.post(LAYOUT, said(liv))
    method = Method.objects.get(key="interviews")
    with translation.override("nb"):
        assert method.name == "Samtaler med kunder"
    page = f"/year/methods/{method.pk}/editing/"
    form = liv.get(page).context["writing"]["form"]
    liv.post(page, {name: form[name].value() or "" for name in form.fields})
    method.refresh_from_db()
    assert (method.title, method.purpose) == ("", "")


def test_only_those_who_lead_lay_it_out(ada: Client, eve: Client) -> None:
    for browser in (ada, eve):
        assert browser.get(LAYOUT).status_code == 404
        assert browser.post(LAYOUT).status_code == 404
        assert "Lay out the first year" not in browser.get("/year/").content.decode()
