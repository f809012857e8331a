"""What help pages counted is entered and read; who buys, and what was reached, stand beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.story import PHONE
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways

pytestmark = pytest.mark.journey

COUNTED = {
    "Different people who looked for help": "1043",
    "Visits to help pages": "1688",
    "Of these, asked us within 24 hours": "141",
    "How often “Did this help?” was shown": "40",
    "“Yes”": "30",
    "“No”": "20",
}


@pytest.mark.parametrize("colours", sorted(COLOURS))
def test_liv_enters_what_the_help_pages_counted(
    agent: OpenPage, complaints: Complaints, colours: str
) -> None:
    complaints.expect("status of 422")
    liv = agent("Liv", color_scheme=colours)
    inspection = Inspection(COLOURS[colours])
    liv.goto("/figures/about/help-pages/")
    inspection.look_at(liv, "self-service")
    liv.get_by_text("Enter a month").click()
    month = liv.get_by_label("Month", exact=True)
    month.select_option(index=8)
    chosen = month.evaluate("(one) => one.selectedOptions[0].textContent")
    liv.get_by_label("Counted by").fill("Matomo")
    for label, number in COUNTED.items():
        liv.get_by_label(label, exact=True).fill(number)
    liv.get_by_role("button", name="Save").click()
    expect(liv.get_by_text("There cannot be more answers than questions.")).to_be_visible()
    inspection.look_at(liv, "a month that cannot be")
    liv.get_by_label("How often “Did this help?” was shown").fill("60")
    liv.get_by_role("button", name="Save").click()
    row = liv.get_by_role("row").filter(has=liv.get_by_role("rowheader", name=chosen, exact=True))
    expect(row).to_contain_text("1,043")
    expect(row).to_contain_text("60.0%")
    inspection.look_at(liv, "self-service of a month")
    liv.get_by_text("What was entered", exact=True).click()
    liv.get_by_role("button", name=f"Remove: {chosen}").click()
    expect(row).to_have_count(0)
    assert not inspection.faults, "\n".join(inspection.faults)


@pytest.mark.parametrize("colours", sorted(COLOURS))
def test_who_buys_and_what_was_reached_fit_a_phone(agent: OpenPage, colours: str) -> None:
    liv = agent("Liv", color_scheme=colours, **PHONE)
    inspection = Inspection(COLOURS[colours])
    for page, heading in (
        ("about/staying", "Who buys"),
        ("targets", "Reached in the last twelve months"),
        ("about/help-pages", "Self-service"),
    ):
        liv.goto(f"/figures/{page}/")
        expect(liv.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
        expect_no_sideways(liv)
        inspection.look_at(liv, heading)
    assert not inspection.faults, "\n".join(inspection.faults)
