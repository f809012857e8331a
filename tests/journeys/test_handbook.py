"""A page of the handbook is made better by those who use it, and everybody comes to know it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.story import PHONE, toast
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways, expect_room_for_a_thumb

pytestmark = pytest.mark.journey

SIZES: dict[str, dict[str, Any]] = {"desk": {}, "phone": PHONE}


class Looking:
    """Each page is looked at as it is reached; in the end nothing was found."""

    def __init__(self, colours: str) -> None:
        """Nothing was looked at yet."""
        self._inspection = Inspection(COLOURS[colours])

    def at(self, page: Page, what: str) -> None:
        """Nothing sticks out here, and nothing puts anybody off."""
        expect_no_sideways(page)
        if page.viewport_size == PHONE["viewport"]:
            expect_room_for_a_thumb(page)
        self._inspection.look_at(page, what)
        assert not self._inspection.faults, "\n".join(self._inspection.faults)


@pytest.fixture(params=SIZES)
def everybody(agent: OpenPage, request: pytest.FixtureRequest) -> dict[str, Page]:
    """Ada, Bo and Liv, at desks or with telephones."""
    names = ("Ada", "Bo", "Liv")
    return {name: agent(name, **SIZES[request.param]) for name in names}


def opens_page(page: Page, title: str) -> None:
    """Find a page of the handbook in its list."""
    page.goto("/handbook/")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_change_is_proposed_discussed_accepted_and_read(everybody: dict[str, Page]) -> None:
    ada, bo, liv = everybody.values()
    looking = Looking("light")
    title = "Passing a case on"

    opens_page(bo, title)
    looking.at(bo, "a page")
    bo.get_by_role("link", name="Propose a change").click()
    text = bo.get_by_label("Text, in Markdown").first
    written = text.input_value()
    sentence = f"Say goodbye, number {len(written)}."
    text.fill(f"{written}\n\n{sentence}")
    bo.get_by_label("Why", exact=True).fill("Customers should know that we part as friends.")
    looking.at(bo, "proposing")
    bo.get_by_role("button", name="Propose").click()
    expect(toast(bo)).to_contain_text("Proposed.")
    expect(bo.locator("ins")).to_have_text(sentence)
    address = bo.url
    looking.at(bo, "a proposal")

    ada.goto(address)
    ada.get_by_label("In your words").first.fill("Yes, kindly please.")
    ada.get_by_role("button", name="Comment").click()
    expect(ada.locator(".comments")).to_contain_text("Yes, kindly please.")
    ada.get_by_role("button", name=re.compile("^For it")).click()
    expect(ada.get_by_role("button", name=re.compile("^For it"))).to_have_attribute(
        "aria-pressed", "true"
    )

    liv.goto(address)
    expect(liv.locator(".votes")).to_contain_text("Ada Lindqvist")
    looking.at(liv, "a proposal to decide about")
    liv.get_by_role("link", name="Accept…").click()
    expect(liv.get_by_label("Text, in Markdown").first).to_have_value(re.compile(sentence))
    looking.at(liv, "accepting")
    liv.get_by_role("button", name="Accept and publish").click()
    expect(liv.locator(".prose")).to_contain_text(sentence)

    bo.goto(address)
    expect(bo.get_by_role("heading", name=re.compile(r"Accepted · version \d"))).to_be_visible()
    expect(bo.locator(".decision")).to_contain_text("Liv Dahl")

    ada.goto("/handbook/")
    expect(ada.locator("li", has_text=title).get_by_text("To be read")).to_be_visible()
    looking.at(ada, "the list")
    opens_page(ada, title)
    ada.get_by_role("button", name="I have read it").click()
    expect(toast(ada)).to_contain_text("Thank you.")

    opens_page(liv, title)
    readers = liv.get_by_role("region", name=re.compile("^Read by"))
    expect(readers.get_by_text("Bo Jansen")).to_be_visible()
    expect(readers.get_by_text("Ada Lindqvist")).to_be_hidden()
    readers.get_by_text("Who has read it").click()
    expect(readers.get_by_text("Ada Lindqvist")).to_be_visible()
    looking.at(liv, "who has read it")


def test_the_calendar_and_what_is_promised(everybody: dict[str, Page]) -> None:
    liv, looking = everybody["Liv"], Looking("light")
    liv.goto("/handbook/reviews/")
    looking.at(liv, "the calendar")
    liv.get_by_role("link", name="Record the review of How we answer").click()
    liv.get_by_label("Kept as it is").check()
    liv.get_by_label("Why", exact=True).fill("Still how we do it.")
    looking.at(liv, "a review")
    liv.get_by_role("button", name="Record").click()
    expect(toast(liv)).to_contain_text("Recorded.")
    liv.goto("/handbook/")
    liv.get_by_role("link", name="An answer within four working hours").click()
    expect(liv.get_by_role("heading", name="How it is kept")).to_be_visible()
    looking.at(liv, "a standard")


def test_a_promise_leads_to_how_it_is_kept(ada: Page) -> None:
    ada.goto("/inbox/open/")
    ada.locator("a.row").first.click()
    ada.get_by_role("link", name="Why then?").first.click()
    ada.get_by_role("dialog").get_by_role("link", name=re.compile("An answer")).click()
    expect(ada).to_have_url(re.compile("/handbook/standards/"))
    ada.get_by_role("link", name="How we answer").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("How we answer")


def test_the_palette_finds_a_page(ada: Page) -> None:
    ada.goto("/inbox/open/")
    ada.keyboard.press("Control+k")
    ada.keyboard.type("unfortunately beans")
    ada.get_by_role("option", name="When we were wrong").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("When we were wrong")


@pytest.mark.parametrize("colours", COLOURS)
def test_on_paper_there_is_the_page_its_version_and_its_date(agent: OpenPage, colours: str) -> None:
    ada = agent("Ada", color_scheme=colours)
    opens_page(ada, "How we answer")
    ada.emulate_media(media="print")
    expect(ada.locator(".prose")).to_be_visible()
    expect(ada.locator(".version-line")).to_be_visible()
    for hidden in (".sidebar", ".no-print", ".button"):
        assert not ada.locator(hidden).filter(visible=True).count(), hidden
