"""A team looks at itself: a target, a talk between two, and a meeting that is read again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.story import PHONE
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways

pytestmark = pytest.mark.journey

WHY = "Two of us answered at once"
DECIDED = "Ada rewrites the reply about late parcels"


def opens(page: Page, name: str) -> None:
    """Follow a tab of the figures."""
    tabs = page.get_by_role("navigation", name="Pages of figures")
    tabs.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_liv_sets_a_target_and_it_stands_beside_what_is_usual(agent: OpenPage) -> None:
    liv, inspection = agent("Liv"), Inspection(COLOURS["light"])
    liv.goto("/figures/")
    opens(liv, "Targets")
    liv.get_by_label("Measure").select_option(label="Promises kept (at least)")
    liv.get_by_label("Target", exact=True).fill("92")
    liv.get_by_label("Why this one").fill("Our customers tell us that they count on it.")
    liv.get_by_role("button", name="Set the target").click()
    expect(
        liv.get_by_role("heading", name="Fjordkaffe: Promises kept at least 92.0%")
    ).to_be_visible()
    inspection.look_at(liv, "targets")
    liv.goto("/figures/about/promises/?period=90")
    expect(liv.locator(".cards").get_by_text("Target: at least 92.0%")).to_be_visible()
    expect(liv.locator(".chart .goal")).to_have_count(1)
    assert not inspection.faults, "\n".join(inspection.faults)


def test_liv_and_ada_talk_about_her_figures_and_bo_finds_nothing(agent: OpenPage) -> None:
    liv, ada, bo = agent("Liv"), agent("Ada"), agent("Bo")
    liv.goto("/figures/mine/?period=90")
    liv.get_by_role("navigation", name="Whose figures").get_by_role("link", name="Ada").click()
    expect(liv.get_by_role("heading", level=1)).to_have_text("Figures of Ada Lindqvist")
    page = liv.url
    inspection = Inspection(COLOURS["light"])
    inspection.look_at(liv, "figures of Ada")
    liv.get_by_text("Write a note").click()
    liv.get_by_label("What you talked about").fill("She wants to learn more about grinders.")
    liv.get_by_label("Next step").first.fill("A morning with the workshop")
    liv.get_by_role("button", name="Save the note").click()
    expect(liv.get_by_text("She wants to learn more about grinders.")).to_be_visible()
    ada.goto("/figures/mine/")
    expect(ada.get_by_text("She wants to learn more about grinders.")).to_be_visible()
    ada.get_by_role("button", name="Done: A morning with the workshop").click()
    expect(ada.get_by_role("button", name=re.compile("Not done after all"))).to_be_visible()
    assert bo.request.get(page).status == 404
    bo.goto("/figures/mine/")
    expect(bo.get_by_text("grinders")).to_have_count(0)
    assert not inspection.faults, "\n".join(inspection.faults)


def test_what_a_meeting_decides_is_read_again_until_it_is_done(agent: OpenPage) -> None:
    liv, inspection = agent("Liv"), Inspection(COLOURS["dark"])
    liv.goto("/figures/promises-kept/?period=90")
    liv.get_by_role("checkbox", name=re.compile("For the meeting")).first.check()
    liv.get_by_label("Why the team should talk about it").fill(WHY)
    liv.get_by_role("button", name="Put the chosen ones on the agenda").click()
    expect(liv.get_by_text("It is on the agenda of the next team meeting.")).to_be_visible()
    liv.goto("/figures/meeting/")
    expect(liv.get_by_role("region", name="Cases to talk about")).to_contain_text(WHY)
    liv.get_by_role("textbox", name="What we decide").fill(DECIDED)
    liv.get_by_label("Who sees to it").select_option(label="Ada Lindqvist")
    liv.get_by_role("button", name="Write it down").click()
    expect(liv.get_by_role("region", name="What we decide")).to_contain_text(DECIDED)
    liv.get_by_role("button", name="The meeting was held").click()
    expect(liv.get_by_role("region", name="Cases that we talked about")).to_contain_text(WHY)
    inspection.look_at(liv, "a meeting that was held")
    ada = agent("Ada", **PHONE)
    ada.goto("/figures/meeting/")
    expect_no_sideways(ada)
    again = ada.get_by_role("region", name="Still open from last time")
    expect(again).to_contain_text(DECIDED)
    again.get_by_role("button", name=f"Done: {DECIDED}").click()
    expect(again.get_by_role("button", name=f"Done: {DECIDED}")).to_have_count(0)
    again.get_by_role("button", name=re.compile("^Done: ")).click()
    expect(ada.get_by_text("Everything that was decided is done.")).to_be_visible()
    assert not inspection.faults, "\n".join(inspection.faults)
