"""Nobody is forgotten: the list of those who wait, the board for the wall, and rules of law."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, PHONE, Mail, new_conversation, row, says, sends
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways

pytestmark = pytest.mark.journey

TELEVISION = {"viewport": {"width": 1920, "height": 1080}}


def looked_at(page: Page, colours: str, what: str) -> None:
    """Nothing sticks out, and nothing puts anybody off."""
    expect_no_sideways(page)
    inspection = Inspection(COLOURS[colours])
    inspection.look_at(page, what)
    assert not inspection.faults, "\n".join(inspection.faults)


def number_beside(page: Page, view: str) -> int:
    return int(page.locator(f'.nav-item[href="/inbox/{view}/"] .nav-count').inner_text())


def goes_down_to(page: Page, item: Locator) -> None:
    """Whoever came last stands last: scroll until it is there, or the list ends.

    The list fetches its next part by itself before one sees its end, so the list is scrolled,
    never the mark at its end, which may be replaced at any moment.
    """
    patience = time.monotonic() + ARRIVAL / 1000
    while not item.count() and page.locator(".row-more").count():
        assert time.monotonic() < patience, "The list neither grew nor ended"
        page.locator("#rows").evaluate("rows => rows.scrollTo(0, rows.scrollHeight)")
        page.wait_for_timeout(100)


def test_who_waits_stands_in_the_list_until_a_person_has_answered(ada: Page, site: Site) -> None:
    page, mail = ada, Mail("Is anybody there?")
    new_conversation(page, site, mail)
    before = number_beside(page, "unanswered")
    page.locator("#thread-title").click()
    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Unanswered")).to_be_visible()
    waiting = page.locator(".row-item").filter(has_text=mail.subject)
    goes_down_to(page, waiting)
    expect(waiting.locator(".row-wait")).to_be_visible()
    looked_at(page, "light", "the unanswered")
    row(page, mail.subject).click()
    says(page, "Yes, we are here.")
    count = page.locator('.nav-item[href="/inbox/unanswered/"] .nav-count')
    expect(count).to_have_text(str(before - 1), timeout=ARRIVAL)
    page.goto("/inbox/unanswered/")
    expect(page.locator(".row-wait").first).to_be_visible()
    goes_down_to(page, waiting)
    expect(waiting).to_have_count(0)


@pytest.mark.parametrize("size", ["television", "phone"])
def test_the_board_is_live_and_has_nothing_to_press(agent: OpenPage, site: Site, size: str) -> None:
    page = agent("Ada", **(PHONE if size == "phone" else TELEVISION))
    page.goto("/board/")
    figure = page.locator(".board-figures b").first
    waiting = int(figure.inner_text())
    looked_at(page, "dark", "the board")
    expect(page.locator("a, button, input, select")).to_have_count(0)
    expect(page.locator(".board-clock time")).to_have_text(re.compile(r"^\d{2}:\d{2}$"))
    if size == "television":
        height = page.evaluate("document.documentElement.scrollHeight")
        assert height <= TELEVISION["viewport"]["height"]
    sends(site, Mail("One more who waits"))
    expect(figure).to_have_text(str(waiting + 1), timeout=ARRIVAL)


@pytest.mark.parametrize("colours", sorted(COLOURS))
def test_liv_adopts_a_rule_of_law_in_part(agent: OpenPage, colours: str) -> None:
    page = agent("Liv", color_scheme=colours)
    page.goto("/settings/standards/")
    page.get_by_role("link", name="Starter sets").click()
    law = page.get_by_role("form", name="Customer service in Spain")
    expect(law).to_contain_text("Check with your counsel.")
    expect(law).to_contain_text("Not measured yet")
    looked_at(page, colours, "rules of law")
    for box in law.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    first = law.get_by_role("checkbox").first
    if first.is_enabled():
        first.check()
        law.get_by_role("button", name="Adopt what is ticked").click()
        expect(page.locator(".toast")).to_contain_text("1 standard is new.")
    page.goto("/settings/standards/")
    listed = page.get_by_role("listitem").filter(has_text="Complaints in Spain")
    expect(listed).to_contain_text("15 working days")


def test_a_lead_is_asked_whether_the_words_still_fit(
    agent: OpenPage, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    page = agent("Liv", **PHONE)
    page.goto("/settings/standards/new/")
    page.get_by_label("Name").fill("Questions about money")
    page.get_by_label("Type").select_option("Question")
    page.get_by_label("English").fill("An answer within four hours")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Questions about money").click()
    page.get_by_label("Hours", exact=True).fill("2")
    page.get_by_label("Why", exact=True).fill("We are quicker.")
    page.get_by_role("button", name="Save").click()
    question = page.get_by_role("alert").filter(has_text="Do the words still fit?")
    expect(question).to_contain_text("An answer within four hours")
    looked_at(page, "light", "the question about words")
    expect(page.get_by_label("Why", exact=True)).to_have_value("We are quicker.")
    page.get_by_label("English").fill("An answer within two hours")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("Saved.")
