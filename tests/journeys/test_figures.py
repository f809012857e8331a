"""Figures are read, followed to what they mean, and to the conversations behind them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.story import PHONE
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("colours", sorted(COLOURS))
def test_liv_follows_a_figure_to_its_conversations(agent: OpenPage, colours: str) -> None:
    liv = agent("Liv", color_scheme=colours)
    inspection = Inspection(COLOURS[colours])
    liv.goto("/figures/?period=90")
    inspection.look_at(liv, "figures")
    row = liv.get_by_role("row", name="First-contact resolution")
    expect(row).to_contain_text(re.compile(r"\d+\.\d%.*95% interval"))
    row.get_by_role("link").click()
    expect(liv.get_by_role("heading", level=1)).to_have_text("First-contact resolution")
    expect(liv.get_by_text("derived by Tillit from what happened")).to_be_visible()
    inspection.look_at(liv, "first-contact resolution")
    liv.get_by_role("row").filter(has_text="At first contact").first.get_by_role("link").click()
    expect(liv).to_have_url(re.compile(r"conversation=\d+"))
    assert not inspection.faults, "\n".join(inspection.faults)


def test_what_is_open_is_listed_oldest_first_on_a_phone(agent: OpenPage) -> None:
    liv = agent("Liv", **PHONE)
    liv.goto("/figures/")
    expect_no_sideways(liv)
    liv.get_by_role("link", name="Open now").first.click()
    expect(liv.get_by_role("heading", level=1)).to_have_text("Open now")
    expect_no_sideways(liv)
    assert liv.get_by_role("row").count() > 2


def test_liv_finds_a_signal_says_why_and_narrows_the_page(agent: OpenPage) -> None:
    liv = agent("Liv")
    inspection = Inspection(COLOURS["light"])
    liv.goto("/figures/?period=90")
    liv.get_by_role("navigation", name="Pages of figures").get_by_role(
        "link", name="Promises"
    ).click()
    expect(liv.get_by_role("heading", level=1)).to_have_text("Promises")
    inspection.look_at(liv, "promises")
    liv.get_by_role("link", name="Language", exact=True).click()
    liv.get_by_role("rowheader", name="Magyar").get_by_role("link").click()
    expect(liv.get_by_text("Language: Magyar")).to_be_visible()
    liv.get_by_role("link", name="Without the filter").click()
    expect(liv.get_by_text("Language: Magyar")).to_have_count(0)
    liv.locator(".cards").get_by_role("link", name=re.compile("Promises kept")).click()
    signals = liv.get_by_role("region", name="Signals")
    expect(signals.get_by_text("lower than usual").first).to_be_visible()
    inspection.look_at(liv, "promises kept")
    signals.get_by_text("Note what was different").first.click()
    words = "The carrier lost a whole lorry."
    signals.get_by_label("What was different this week").first.fill(words)
    signals.get_by_role("button", name="Save").first.click()
    expect(signals.get_by_text(words)).to_be_visible()
    liv.get_by_role("button", name="Take back").first.click()
    expect(signals.get_by_text(words)).to_have_count(0)
    assert not inspection.faults, "\n".join(inspection.faults)


def test_own_days_are_shown_and_stay_in_the_address(agent: OpenPage) -> None:
    liv = agent("Liv", **PHONE)
    liv.goto("/figures/about/speed/")
    liv.locator(".chosen-days summary").first.click()
    liv.get_by_label("First day").fill("2026-01-05")
    liv.get_by_label("Last day").fill("2026-01-11")
    liv.get_by_role("button", name="Show").click()
    expect(liv).to_have_url(re.compile("from=2026-01-05&to=2026-01-11"))
    expect(liv.get_by_text("5 January 2026 to 11 January 2026")).to_be_visible()
    expect_no_sideways(liv)
