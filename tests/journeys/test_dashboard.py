"""A dashboard is put together from the pages of measures."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.story import PHONE
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways

pytestmark = pytest.mark.journey


def test_bo_puts_a_dashboard_together(agent: OpenPage) -> None:
    bo = agent("Bo", color_scheme="light")
    inspection = Inspection(COLOURS["light"])
    bo.goto("/figures/dashboard/")
    inspection.look_at(bo, "an empty dashboard")
    bo.get_by_role("button", name="Begin with promises").click()
    expect(bo.get_by_role("link", name="Promises kept")).to_be_visible()
    bo.goto("/figures/new-conversations/?period=90")
    bo.get_by_role("button", name="Put its chart on my dashboard").click()
    expect(bo.get_by_role("figure")).to_be_visible()
    bo.get_by_role("button", name="Move up: New conversations").click()
    bo.get_by_role("button", name="Remove: Satisfaction").click()
    expect(bo.get_by_role("link", name="Satisfaction").filter(has_text="answers")).to_have_count(0)
    inspection.look_at(bo, "a dashboard")
    bo.set_viewport_size(PHONE["viewport"])
    expect_no_sideways(bo)
    assert not inspection.faults, "\n".join(inspection.faults)
