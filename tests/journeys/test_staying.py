"""Who stays, what others publish, and a screen on the wall, as a lead walks them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import PHONE
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways

pytestmark = pytest.mark.journey


def test_liv_reads_who_stays_and_what_others_publish(agent: OpenPage) -> None:
    liv = agent("Liv", color_scheme="light")
    inspection = Inspection(COLOURS["light"])
    liv.goto("/figures/about/staying/")
    expect(liv.get_by_role("heading", name="Three bad contacts", exact=True)).to_be_visible()
    expect(liv.get_by_role("img", name="Share of customers who are still here")).to_be_visible()
    inspection.look_at(liv, "who stays")
    liv.goto("/figures/about/benchmarks/")
    liv.get_by_text("Enter a published figure").click()
    liv.get_by_label("Beside our measure").select_option("satisfaction")
    liv.get_by_label("What it is a number of").select_option("index")
    liv.get_by_label("Figure", exact=True).fill("78.2")
    liv.get_by_label("Source").fill("UKCSI")
    liv.get_by_label("Year").fill("2026")
    liv.get_by_label("Of whom").fill("59,500 experiences in Britain")
    liv.get_by_role("button", name="Save").click()
    expect(liv.get_by_text("These cannot stand side by side")).to_be_visible()
    inspection.look_at(liv, "a figure on another scale")
    liv.get_by_label("What it is a number of").select_option("share")
    liv.get_by_role("button", name="Save").click()
    expect(liv.get_by_role("cell", name="UKCSI, 2026 59,500")).to_be_visible()
    liv.set_viewport_size(PHONE["viewport"])
    for page in ("staying", "benchmarks"):
        liv.goto(f"/figures/about/{page}/")
        expect_no_sideways(liv)
    assert not inspection.faults, "\n".join(inspection.faults)


def test_a_screen_on_the_wall_needs_no_seat(agent: OpenPage, browser: Browser, site: Site) -> None:
    liv = agent("Liv", color_scheme="light")
    inspection = Inspection(COLOURS["light"])
    liv.goto("/figures/screens/")
    liv.get_by_label("Title").fill("By the door")
    liv.get_by_label("Satisfaction").check()
    liv.get_by_role("button", name="Make the screen").click()
    address = liv.get_by_label("Address of By the door").input_value()
    inspection.look_at(liv, "the screens")
    wall = browser.new_page()
    with wall.expect_response(lambda answer: "/live/" in answer.url) as heard:
        wall.goto(site.address + "/screen/" + address.partition("/screen/")[2])
    assert heard.value.status == 200
    expect(wall.get_by_text("Waiting for an answer")).to_be_visible()
    inspection.look_at(wall, "a screen")
    liv.get_by_role("button", name="Withdraw By the door").click()
    expect(liv.get_by_label("Address of By the door")).to_have_count(0)
    gone = wall.reload()
    assert gone
    assert gone.status == 404
    wall.close()
    assert not inspection.faults, "\n".join(inspection.faults)
