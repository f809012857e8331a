"""The year is laid out, lived, read by everybody, and subscribed to."""

from __future__ import annotations

import re
from typing import Any
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import PHONE, toast
from tests.journeys.test_accessibility import COLOURS
from tests.journeys.test_handbook import Looking

pytestmark = pytest.mark.journey

SIZES: dict[str, dict[str, Any]] = {"desk": {}, "phone": PHONE}
NOTHING_YET = """
from tillit.insights.models import Method
Method.objects.all().delete()
"""


@pytest.fixture(params=SIZES)
def people(agent: OpenPage, site: Site, request: pytest.FixtureRequest) -> tuple[Page, Page]:
    """Liv and Ada, at desks or with telephones, before anything was laid out."""
    site.carry_out(NOTHING_YET)
    size = SIZES[request.param]
    return agent("Liv", **size), agent("Ada", **size)


def opens(page: Page, title: str) -> None:
    """Find a method in this year, or in the next one when its first day lies there."""
    page.goto("/year/")
    link = page.get_by_role("link", name=title).first
    if not link.count():
        page.get_by_role("link", name="The year after").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_first_year_is_laid_out_lived_and_read(people: tuple[Page, Page]) -> None:
    liv, ada = people
    looking = Looking("light")

    liv.goto("/year/")
    looking.at(liv, "an empty year")
    liv.get_by_role("link", name="Lay out the first year").click()
    expect(liv.get_by_role("checkbox")).to_have_count(12)
    looking.at(liv, "the first year")
    liv.get_by_role("checkbox", name="A project for the community").uncheck()
    talks = liv.get_by_role("listitem").filter(has_text="Talks with customers")
    talks.get_by_label("Who looks after it").select_option("Ada Lindqvist")
    liv.get_by_role("button", name="Put it into the calendar").click()
    expect(toast(liv)).to_contain_text("11 methods are in the calendar now.")
    looking.at(liv, "the year")

    opens(liv, "Satisfaction of the month")
    liv.get_by_role("textbox", name="What came of it").fill(
        "41 of 52 were pleased. Parcels still hurt."
    )
    liv.get_by_label("Where it can be seen").fill("https://figures.example/may")
    looking.at(liv, "a method")
    liv.get_by_role("button", name="Record").click()
    expect(toast(liv)).to_contain_text("Recorded.")
    results = liv.get_by_role("region", name="What came of it")
    expect(results).to_contain_text("41 of 52 were pleased.")
    expect(results.get_by_role("link", name="What shows it")).to_be_visible()

    opens(liv, "Would customers recommend us?")
    liv.get_by_text("Skip it this time").click()
    liv.get_by_label("Why not this time").fill("The question is not ready.")
    liv.get_by_role("button", name="Skip").click()
    expect(toast(liv)).to_contain_text("Skipped this time.")
    looking.at(liv, "what was skipped")

    ada.goto("/year/")
    expect(ada.get_by_role("link", name="Lay out")).to_have_count(0)
    done = ada.get_by_role("link", name=re.compile("Satisfaction of the month Done"))
    expect(done).to_be_visible()
    skipped = ada.get_by_role("link", name=re.compile("recommend us. Skipped"))
    expect(skipped).to_be_visible()
    looking.at(ada, "the year as Ada reads it")
    opens(ada, "Talks with customers")
    expect(ada.get_by_role("heading", name="It is done")).to_be_visible()
    opens(ada, "A day for the team")
    expect(ada.get_by_role("heading", name="It is done")).to_be_hidden()
    looking.at(ada, "somebody else's method")


def test_a_method_of_ones_own(people: tuple[Page, Page]) -> None:
    liv, _ada = people
    liv.goto("/year/new/")
    liv.get_by_label("What it is called").fill("Tea with customers")
    liv.get_by_label("How often").select_option("Every so many weeks")
    liv.get_by_label("How many").fill("6")
    liv.get_by_label("Next due").fill("2030-03-04")
    Looking("light").at(liv, "a new method")
    liv.get_by_role("button", name="Save").click()
    expect(liv.get_by_role("heading", level=1)).to_have_text("Tea with customers")
    expect(liv.get_by_text("Every 6 weeks")).to_be_visible()
    liv.get_by_role("button", name="Put away").click()
    toast(liv).get_by_role("button", name="Undo").click()
    expect(liv.get_by_text("Every 6 weeks")).to_be_visible()


@pytest.mark.parametrize("colours", COLOURS)
def test_the_year_is_subscribed_to(agent: OpenPage, site: Site, colours: str) -> None:
    ada = agent("Ada", color_scheme=colours)
    ada.goto("/year/")
    ada.get_by_role("link", name="In my calendar").click()
    ada.get_by_role("button", name=re.compile("Make my address|Another address")).click()
    expect(toast(ada)).to_contain_text("This is your address now.")
    Looking(colours).at(ada, "subscribing")
    address = ada.get_by_label("Address to copy").input_value()
    with urlopen(address) as answer:
        calendar = Calendar.from_ical(answer.read())
    assert str(calendar["x-wr-calname"]) == "The year of Fjordkaffe"
    titles = {str(event["summary"]) for event in calendar.walk("VEVENT")}
    assert "How we answer" in titles


@pytest.mark.parametrize("colours", COLOURS)
def test_the_year_puts_nobody_off(agent: OpenPage, colours: str) -> None:
    looking = Looking(colours)
    for size in SIZES.values():
        ada = agent("Ada", color_scheme=colours, **size)
        ada.goto("/year/")
        looking.at(ada, "the year")
