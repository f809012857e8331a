"""Tillit as an app: it can be installed, and without a connection it says so and shows nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, NAMES, PHONE, Mail, choose_language, new_conversation, row

pytestmark = pytest.mark.journey

APP = {"service_workers": "allow"}
KEPT = """async () => {
  const names = await caches.keys();
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().map((request) => new URL(request.url).pathname);
}"""


NOTED = """async (language) =>
  (await (await caches.match("/offline/language"))?.text()) === language"""


@pytest.fixture
def ada(agent: OpenPage) -> Page:
    """Ada, whose browser lets the script stand between it and the server."""
    return agent("Ada", **APP)


def is_ready(page: Page) -> None:
    """Wait until the script between browser and server stands there."""
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def test_without_a_connection_the_page_says_so_and_comes_back(
    ada: Page, site: Site, complaints: Complaints
) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    mail = Mail("Read before the train goes under ground")
    new_conversation(ada, site, mail)
    is_ready(ada)
    here = ada.url

    ada.context.set_offline(True)
    ada.goto("/inbox/open/")
    expect(ada.get_by_role("heading", name="No connection")).to_be_visible()
    expect(ada.locator("body")).not_to_contain_text(mail.subject)
    ada.goto(here)
    expect(ada.get_by_role("heading", name="No connection")).to_be_visible()
    expect(ada.locator(".mark")).to_have_js_property("complete", True)

    ada.context.set_offline(False)
    expect(ada.locator("#thread-title")).to_have_text(mail.subject, timeout=ARRIVAL)
    ada.goto("/inbox/open/")
    expect(row(ada, mail.subject)).to_be_visible()


def test_without_a_connection_it_speaks_the_language_of_the_last_page(
    agent: OpenPage, complaints: Complaints
) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    ingrid = agent("Ingrid", **APP)
    ingrid.goto("/me/")
    is_ready(ingrid)
    for language, words in (("hu", "Nincs kapcsolat"), ("en", "No connection")):
        choose_language(ingrid, language)
        ingrid.wait_for_function(NOTED, arg=language)
        ingrid.context.set_offline(True)
        ingrid.goto("/inbox/open/")
        expect(ingrid.get_by_role("heading", name=words)).to_be_visible()
        ingrid.context.set_offline(False)
        expect(ingrid.locator(".row-item").first).to_be_visible(timeout=ARRIVAL)


def test_only_static_files_and_the_offline_page_are_kept(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Never kept on the device"))
    is_ready(ada)
    for address in ("/figures/", "/me/", "/search/?q=kettle", "/inbox/open/"):
        ada.goto(address)
    kept = ada.evaluate(KEPT)
    assert {"/offline/language", *(f"/offline/{name}/" for name in NAMES)} <= {*kept}
    assert not [path for path in kept if not path.startswith(("/static/", "/offline/"))]


def test_a_browser_finds_nothing_that_speaks_against_installing(ada: Page) -> None:
    ada.goto("/me/")
    is_ready(ada)
    browser = ada.context.new_cdp_session(ada)
    assert browser.send("Page.getAppManifest")["errors"] == []
    against = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A window without a past keeps nothing, and says so.
    assert [one["errorId"] for one in against if one["errorId"] != "in-incognito"] == []


@pytest.mark.parametrize("language", ["en", "nb", "nl", "hu"])
def test_the_offline_page_has_its_language(visitor: OpenPage, language: str) -> None:
    page = visitor(**PHONE)
    page.goto(f"/offline/{language}/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
