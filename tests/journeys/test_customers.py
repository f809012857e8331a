"""The people who write: their pages, one person with two names, and who is shut out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.site import Site
from tests.journeys.story import Mail, new_conversation, passer_by, row

pytestmark = pytest.mark.journey


def page_of_customer(page: Page, name: str) -> None:
    """Go from the conversation to the page of who wrote it."""
    page.locator("#panel h2").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_two_who_are_one_are_merged_and_parted(ada: Page, site: Site) -> None:
    kept, gone = passer_by(), passer_by()
    new_conversation(ada, site, Mail("A cup from my desk at work", customer=gone))
    new_conversation(ada, site, Mail("A cup from my sofa", customer=kept))
    page_of_customer(ada, kept.name)
    mine = ada.locator(".addresses")
    expect(mine).not_to_contain_text(gone.email)
    ada.get_by_role("link", name="Merge").click()
    ada.get_by_role("searchbox", name="Search customers").fill(gone.email)
    ada.keyboard.press("Enter")
    ada.get_by_role("button", name="The same person").click()
    expect(mine).to_contain_text(gone.email)
    expect(ada.locator("main")).to_contain_text("A cup from my desk at work")
    ada.get_by_role("button", name="Two people after all").click()
    expect(mine).not_to_contain_text(gone.email)
    expect(ada.locator("main")).not_to_contain_text("A cup from my desk at work")


def test_an_address_is_added_shut_out_and_let_in_again(ada: Page, site: Site) -> None:
    customer = passer_by()
    new_conversation(ada, site, Mail("Reach me elsewhere", customer=customer))
    page_of_customer(ada, customer.name)
    recognised = ada.get_by_role("region", name="Recognised by")
    recognised.locator("summary").click()
    recognised.get_by_label("Kind").select_option(label="Phone")
    recognised.get_by_role("textbox").fill("+47 22 33 44 55")
    recognised.get_by_role("button", name="Add").click()
    mine = ada.locator(".addresses")
    expect(mine).to_contain_text("+4722334455")
    mine.get_by_role("button", name=f"Block {customer.email}").click()
    expect(mine).to_contain_text("nothing from here is filed")
    mine.get_by_role("button", name=f"File what comes from {customer.email} again").click()
    expect(mine).not_to_contain_text("nothing from here is filed")

    ada.get_by_role("searchbox", name="Search").first.fill("22 33 44 55")
    ada.keyboard.press("Enter")
    expect(
        ada.locator("main").get_by_role("link", name=re.compile(customer.name)).first
    ).to_be_visible()


def test_special_care_has_a_reason_and_an_end_and_shows_in_the_list(ada: Page, site: Site) -> None:
    customer = passer_by()
    new_conversation(ada, site, Mail("Our café opens in May", customer=customer))
    page_of_customer(ada, customer.name)
    known = ada.get_by_role("region", name="What we know")
    known.get_by_text("Change", exact=True).click()
    known.get_by_label("Looked after with special care").check()
    known.get_by_label("Why").fill("Opens a café")
    known.get_by_role("button", name="Save").click()
    expect(known.locator(".vip")).to_contain_text("Opens a café")
    ada.goto("/inbox/open/")
    expect(row(ada, "Our café opens in May")).to_be_visible()
