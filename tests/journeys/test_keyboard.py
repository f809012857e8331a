"""Ada works without touching the mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.site import Site
from tests.journeys.story import Mail, row, said, sends

pytestmark = pytest.mark.journey


def test_a_conversation_is_answered_and_resolved_by_keys(ada: Page, site: Site) -> None:
    mail = Mail("Which beans for a moka pot?")
    ada.goto("/inbox/open/")
    sends(site, mail)
    expect(ada.locator(".row-item").first).to_contain_text(mail.subject)
    rows = ada.locator("a.row")
    keys = ada.keyboard

    keys.press("j")
    expect(rows.nth(0)).to_be_focused()
    keys.press("j")
    expect(rows.nth(1)).to_be_focused()
    keys.press("k")
    expect(rows.nth(0)).to_be_focused()
    keys.press("Enter")
    expect(ada.locator("#thread-title")).to_have_text(mail.subject)
    expect(row(ada, mail.subject)).to_have_attribute("aria-current", "true")

    text = ada.locator("#composer-text")
    keys.press("r")
    expect(text).to_be_focused()
    keys.type("Medium roast, ground like sand; j and e are only letters here.")
    keys.press("Control+Enter")
    expect(said(ada, "ground like sand; j and e are only letters here")).to_be_visible()
    keys.press("Escape")
    expect(text).not_to_be_focused()
    keys.press("n")
    expect(text).to_be_focused()
    expect(ada.get_by_role("radio", name="Note")).to_be_checked()
    keys.press("Escape")
    expect(text).not_to_be_focused()

    following = rows.nth(1).locator(".row-subject").inner_text()
    keys.press("e")
    expect(ada.locator("#thread-title")).to_have_text(following)
    expect(ada.locator(".row-item").first).not_to_contain_text(mail.subject)


def test_keys_lead_to_the_views_and_to_their_own_list(ada: Page) -> None:
    ada.goto("/inbox/open/")
    ada.keyboard.press("g")
    ada.keyboard.press("u")
    expect(ada).to_have_url(re.compile(r"/inbox/unassigned/$"))
    ada.wait_for_load_state()
    ada.keyboard.press("g")
    ada.keyboard.press("i")
    expect(ada).to_have_url(re.compile(r"/inbox/mine/$"))
    ada.wait_for_load_state()

    ada.keyboard.press("?")
    dialog = ada.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Resolve and go to the next")
    ada.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_user_menu_opens_walks_and_closes_by_keys(ada: Page) -> None:
    ada.goto("/inbox/open/")
    opener = ada.get_by_role("button", name="Ada Lindqvist")
    opener.focus()
    ada.keyboard.press("Enter")
    expect(ada.locator("#user-menu")).to_be_visible()
    ada.keyboard.press("ArrowDown")
    expect(ada.get_by_role("button", name="System")).to_be_focused()
    ada.keyboard.press("Escape")
    expect(ada.locator("#user-menu")).to_be_hidden()
    expect(opener).to_be_focused()
