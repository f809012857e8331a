"""Ada finds and does things by the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, PHONE, Mail, row, sends

pytestmark = pytest.mark.journey

MAIL = Mail("A spout for the zeppelin kettle", "Hello,\n\nthe zeppelin lost its spout.\n\nRegards")


def appears(page: Page, words: str) -> None:
    """Search, again and again like everybody, until the index knows what has just come in."""
    for _look in range(ARRIVAL // 1000):
        page.goto(f"/search/?q={words}")
        try:
            expect(page.locator("a.row").first).to_be_visible(timeout=1000)
        except AssertionError:
            continue
        return
    raise AssertionError(f"{words} was never found")


@pytest.fixture(scope="module")
def zeppelin(site: Site) -> Mail:
    """A mail with a word that no other mail has."""
    sends(site, MAIL)
    return MAIL


def test_the_palette_finds_a_conversation(ada: Page, zeppelin: Mail) -> None:
    appears(ada, "zeppelins")
    ada.goto("/inbox/open/")
    ada.keyboard.press("Control+k")
    field = ada.get_by_role("combobox")
    expect(field).to_be_focused()
    ada.keyboard.type("zeppelin")
    option = ada.get_by_role("option").filter(has_text=zeppelin.subject)
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "-")
    ada.keyboard.press("Enter")
    expect(ada.locator("#thread-title")).to_have_text(zeppelin.subject)


def test_the_palette_leads_to_views_and_does_what_keys_do(ada: Page) -> None:
    ada.goto("/inbox/open/")
    ada.keyboard.press("Control+k")
    ada.keyboard.type("resolved")
    ada.keyboard.press("Enter")
    expect(ada).to_have_url(re.compile(r"/inbox/resolved/$"))
    ada.wait_for_load_state()
    ada.keyboard.press("Control+k")
    ada.keyboard.type("dark col")
    ada.keyboard.press("Enter")
    expect(ada.locator("html")).to_have_attribute("data-theme", "dark")
    ada.keyboard.press("Control+k")
    expect(ada.get_by_role("option").filter(has_text="Assign to me")).to_be_hidden()
    ada.keyboard.type("like my system")
    ada.keyboard.press("Enter")
    expect(ada.locator("html")).to_have_attribute("data-theme", "system")
    ada.keyboard.press("Control+k")
    ada.keyboard.press("ArrowDown")
    expect(ada.get_by_role("option", selected=True)).to_contain_text("Unassigned")
    ada.keyboard.press("Escape")
    expect(ada.locator("#palette")).to_be_hidden()


def test_a_search_is_typed_walked_and_opened(ada: Page, zeppelin: Mail) -> None:
    appears(ada, "zeppelin")
    ada.goto("/inbox/open/")
    ada.keyboard.press("s")
    expect(ada.locator("#search-field")).to_be_focused()
    ada.keyboard.type("spouts is:open from:grace")
    ada.keyboard.press("Enter")
    expect(ada).to_have_url(re.compile(r"/search/\?q="))
    expect(ada.locator("mark").first).to_have_text("spout")
    ada.wait_for_load_state()
    ada.keyboard.press("j")
    expect(ada.locator("a.row").first).to_be_focused()
    ada.keyboard.press("Enter")
    expect(ada.locator("#thread-title")).to_have_text(zeppelin.subject)
    ada.wait_for_load_state()
    ada.keyboard.press("Control+k")
    expect(ada.get_by_role("option").filter(has_text="spouts is:open")).to_be_visible()


def test_single_keys_can_be_switched_off(agent: OpenPage) -> None:
    bo = agent("Bo")
    bo.goto("/me/")
    keys = bo.get_by_role("region", name="Keyboard")
    keys.get_by_role("checkbox").uncheck()
    keys.get_by_role("button", name="Save").click()
    bo.goto("/inbox/open/")
    bo.keyboard.press("g")
    bo.keyboard.press("u")
    bo.keyboard.press("s")
    expect(bo.locator("#search-field")).not_to_be_focused()
    expect(bo).to_have_url(re.compile(r"/inbox/open/$"))
    bo.keyboard.press("ArrowDown")
    expect(bo.locator("a.row").first).to_be_focused()
    bo.keyboard.press("Control+k")
    expect(bo.get_by_role("combobox")).to_be_focused()
    bo.keyboard.press("Escape")
    bo.goto("/me/")
    keys.get_by_role("checkbox").check()
    keys.get_by_role("button", name="Save").click()


def test_a_phone_and_a_browser_without_script_search_too(
    agent: OpenPage, zeppelin: Mail, ada: Page
) -> None:
    appears(ada, "zeppelin")
    phone = agent("Ada", **PHONE, java_script_enabled=False)
    phone.goto("/search/")
    phone.locator("#search-words").fill("zeppelin")
    phone.locator(".search-form button").click()
    expect(phone.locator("mark").first).to_have_text("zeppelin")
    row(phone, zeppelin.subject).click()
    expect(phone.locator("#thread-title")).to_have_text(zeppelin.subject)
