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
