"""A round of talks with customers, from its plan to its report; and somebody who recommends us."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import PHONE, toast
from tests.journeys.test_handbook import Looking

pytestmark = pytest.mark.journey

SIZES: dict[str, dict[str, Any]] = {"desk": {}, "phone": PHONE}
NOTHING_YET = """
from tillit.feedback.models import Advocacy, Round
Round.objects.all().delete()
Advocacy.objects.all().delete()
"""


@pytest.fixture(params=SIZES)
def people(agent: OpenPage, site: Site, request: pytest.FixtureRequest) -> tuple[Page, Page]:
    """Liv and Ada, at desks or with telephones, before anything was planned."""
    site.carry_out(NOTHING_YET)
    size = SIZES[request.param]
    return agent("Liv", **size), agent("Ada", **size)


def test_a_round_is_planned_held_read_and_told(people: tuple[Page, Page]) -> None:
    liv, ada = people
    looking = Looking("light")
    liv.goto("/said/interviews/")
    looking.at(liv, "no talks yet")
    plans_and_draws(liv, looking)
    talk = liv.url
    holds(liv, looking)
    for reader in (liv, ada):
        reader.goto(talk)
        reader.get_by_role("link", name="Find the themes").click()
        reader.get_by_label("Themes that are missing above").fill("News on the way")
        looking.at(reader, "finding themes")
        reader.get_by_role("button", name="Save").click()
        expect(toast(reader)).to_contain_text("Thank you.")
    finishes(liv, looking)


def plans_and_draws(liv: Page, looking: Looking) -> None:
    """The segment of everybody else has somebody in the demo world."""
    liv.get_by_role("link", name="Plan the first round").click()
    for segment in ("Customers who left", "Customers who complained", "Customers who were pleased"):
        liv.get_by_label(segment).fill("0")
    liv.get_by_label("Customers looked after with special care").fill("0")
    looking.at(liv, "planning")
    liv.get_by_role("button", name="Save").click()
    expect(toast(liv)).to_contain_text("Planned.")
    liv.get_by_role("button", name="Draw 1").click()
    expect(toast(liv)).to_contain_text("1 customer was drawn.")
    looking.at(liv, "a round")
    liv.get_by_role("region", name="Talks").get_by_role("link").first.click()
    expect(liv).to_have_url(re.compile(r"/said/interviews/talks/\d+/"))


def holds(liv: Page, looking: Looking) -> None:
    """Agreed, allowed, written down; two are to read it, and something follows."""
    liv.get_by_label("When", exact=True).fill("2030-01-07T10:00")
    liv.get_by_role("button", name="They gladly talk to us").click()
    expect(toast(liv)).to_contain_text("Agreed.")
    liv.get_by_label("We may quote, without the name").check()
    liv.get_by_role("button", name="They allow it").click()
    expect(toast(liv)).to_contain_text("Kept.")
    liv.get_by_label("Notes", exact=True).fill("Likes us. Wants news while a parcel travels.")
    liv.get_by_label("In the customer's own words").fill("Just tell me where it is.")
    notes = liv.locator("form").filter(has=liv.get_by_label("Notes", exact=True))
    notes.get_by_role("button", name="Save").click()
    expect(toast(liv)).to_contain_text("Saved.")
    liv.get_by_label("First reader").select_option("Liv Dahl")
    liv.get_by_label("Second reader").select_option("Ada Lindqvist")
    liv.locator("form").filter(has=liv.get_by_label("First reader")).get_by_role("button").click()
    expect(toast(liv)).to_contain_text("Saved.")
    liv.get_by_text("Note a next step").click()
    liv.get_by_label("What we do").fill("Tell customers where their parcel is")
    liv.get_by_label("Until when", exact=True).fill("2030-03-01")
    looking.at(liv, "a talk")
    liv.get_by_role("button", name="Note it").click()
    liv.get_by_role("button", name="It has taken place").click()
    expect(toast(liv)).to_contain_text("Thank you for listening.")


def finishes(liv: Page, looking: Looking) -> None:
    """The report tells what came up, and what may be quoted."""
    liv.goto("/said/interviews/")
    looking.at(liv, "the rounds")
    liv.get_by_role("region", name="Rounds").get_by_role("link").first.click()
    liv.get_by_role("button", name="Finish the round").click()
    expect(liv.get_by_role("heading", level=1)).to_have_text("What customers told us")
    for words in ("News on the way", "Just tell me where it is.", "Tell customers where"):
        expect(liv.get_by_role("main").get_by_text(words).first).to_be_visible()
    looking.at(liv, "the report")


def test_somebody_who_recommends_us_is_noted(people: tuple[Page, Page]) -> None:
    _liv, ada = people
    looking = Looking("dark")
    ada.goto("/customers/")
    ada.get_by_role("main").locator("a[href^='/customers/']").first.click()
    ada.get_by_role("link", name="Note a recommendation").click()
    ada.get_by_label("How", exact=True).select_option("Words for us to show")
    ada.get_by_label("What they say").fill("They always answer.")
    ada.get_by_label("The customer has said that we may show it in public").check()
    looking.at(ada, "noting")
    ada.get_by_role("button", name="Note it").click()
    expect(toast(ada)).to_contain_text("Noted.")
    ada.goto("/said/advocates/")
    expect(ada.get_by_text("They always answer.")).to_be_visible()
    looking.at(ada, "who recommends us")
