"""Two colleagues at the same conversation, each in a browser of his or her own."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, Mail, new_conversation

pytestmark = pytest.mark.journey


def test_colleagues_see_each_other_look_and_write(ada: Page, agent: OpenPage, site: Site) -> None:
    new_conversation(ada, site, Mail("Two cooks and one kettle"))
    bo = agent("Bo")
    bo.goto(ada.url)
    expect(ada.locator("#presence")).to_contain_text("Bo Jansen", timeout=ARRIVAL)
    expect(bo.locator("#presence")).to_contain_text("Ada Lindqvist", timeout=ARRIVAL)

    bo.locator("#composer-text").press_sequentially("I am")
    expect(ada.locator("#typing")).to_contain_text("Bo is typing", timeout=ARRIVAL)
    expect(ada.locator("#typing")).not_to_contain_text("Bo", timeout=ARRIVAL)

    bo.goto("/inbox/resolved/")
    expect(ada.locator("#presence")).not_to_contain_text("Bo", timeout=ARRIVAL)


def test_who_is_given_a_conversation_hears_the_bell(ada: Page, agent: OpenPage, site: Site) -> None:
    new_conversation(ada, site, Mail("Something for Eszter"))
    eszter = agent("Eszter")
    eszter.goto("/figures/")
    bell = eszter.locator(".bell")
    expect(bell).to_be_visible()
    ada.locator("#assignee").click()
    ada.get_by_role("button", name="Eszter Kiss").click()
    expect(bell).to_have_accessible_name(re.compile("unread notice"), timeout=ARRIVAL)
    bell.click()
    eszter.get_by_role("button", name="Ada Lindqvist gave you a conversation").first.click()
    expect(eszter.locator("#thread-title")).to_have_text("Something for Eszter")


def test_what_is_known_of_a_customer_is_changed_beside_the_conversation(
    ada: Page, site: Site
) -> None:
    new_conversation(ada, site, Mail("A kettle for the café"))
    panel = ada.locator("#panel")
    panel.locator(".inline-edit summary").click()
    panel.get_by_label("Looked after with special care").check()
    panel.get_by_label("Why", exact=True).fill("Opens a café in May")
    panel.get_by_role("button", name="Save").click()
    expect(panel.locator(".vip")).to_contain_text("Opens a café in May")
    ada.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(panel.locator(".vip")).to_have_count(0)
