"""Ada comes to work and goes home."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import sign_in

pytestmark = pytest.mark.journey

VIEWS = ["My conversations", "Unassigned", "Promises at risk", "All open", "Resolved"]


def test_ada_signs_in_sees_what_waits_and_signs_out(visitor: OpenPage, site: Site) -> None:
    page = visitor()
    login = site.login("Ada")

    page.goto("/figures/")
    expect(page).to_have_url(re.compile(r"/sign-in/\?next=/figures/$"))

    sign_in(page, login, password="not my password")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("Email")).to_have_value(login.email)

    sign_in(page, login)
    expect(page).to_have_url(re.compile(r"/inbox/open/$"))
    sidebar = page.get_by_role("navigation", name="Main")
    for name in VIEWS:
        count = sidebar.get_by_role("link", name=name).locator(".nav-count")
        expect(count).to_have_text(re.compile(r"^\d[\d,]*$"))
    expect(page.locator("#list-count")).to_have_text(
        sidebar.get_by_role("link", name="All open").locator(".nav-count").inner_text()
    )
    expect(page.get_by_text("Choose a conversation")).to_be_visible()

    sidebar.get_by_role("button", name="Ada Lindqvist").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(r"/sign-in/$"))
    page.goto("/inbox/open/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
