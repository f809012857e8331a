"""Everything that matters works in a browser without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import (
    GRACE,
    Mail,
    arrived,
    new_conversation,
    opens,
    resolves,
    said,
    says,
    sign_in,
)

pytestmark = pytest.mark.journey

SCALE = Mail("The scale shows pounds only", customer=GRACE)


def test_a_conversation_is_answered_resolved_and_rated(
    ada: Page, visitor: OpenPage, site: Site
) -> None:
    new_conversation(ada, site, SCALE)
    page = visitor(java_script_enabled=False)
    sign_in(page, site.login("Liv"))

    opens(page, SCALE.subject)
    says(page, "Hold the left button for three seconds.")
    says(page, "The manual should say so.", note=True)
    expect(said(page, "The manual should say so.")).to_contain_text("Internal note")
    page.get_by_role("link", name="Why then?").click()
    expect(page.get_by_role("heading", name="Why then?")).to_be_visible()
    page.go_back()
    resolves(page)

    page.goto("/figures/")
    expect(page.locator(".kpi")).to_have_count(4)
    page.locator(".kpi").filter(has_text="First response time").click()
    expect(page.get_by_role("cell", name=SCALE.subject)).to_be_visible()

    rate_without_script(page)


def rate_without_script(page: Page) -> None:
    """The survey as a mail program shows it that knows no HTML, and its page."""
    arrived(page, GRACE, words=["we have closed your conversation", SCALE.subject]).click()
    page.get_by_role("link", name="Plain text").click()
    links = re.findall(r"http://\S+\?score=5", page.locator(".mail-text").inner_text())
    page.goto(links[0])
    expect(page.get_by_role("radio", name="Very good")).to_be_checked()
    page.get_by_text("Good", exact=True).click()
    page.get_by_role("button", name="Save my answer").click()
    expect(page.get_by_text("Your answer “Good” is saved")).to_be_visible()
