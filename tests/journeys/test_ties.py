"""Conversations that belong together: merged, split, linked, and parted again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import PHONE, Mail, new_conversation, opens, row, said, says, sends, toast

pytestmark = pytest.mark.journey


def number_of(page: Page) -> str:
    """The number of the open conversation."""
    words = page.locator(".thread-meta").inner_text()
    found = re.search(r"#(\d+)", words)
    assert found, words
    return found[1]


def two(page: Page, site: Site, about: str) -> tuple[Mail, str, Mail]:
    """A customer writes twice: the first mail, its number, and the second, which is open."""
    first = Mail(about, "The first words about it.")
    new_conversation(page, site, first)
    number = number_of(page)
    second = Mail(f"{about}, again", "The second words about it.", first.customer)
    new_conversation(page, site, second)
    return first, number, second


def ties(page: Page) -> Locator:
    """What the panel says that the conversation has to do with others."""
    return page.locator(".ties li")


def test_two_are_merged_read_as_one_and_parted_again(ada: Page, site: Site) -> None:
    first, number, second = two(ada, site, "One kettle, two mails")
    ada.get_by_label("Number of the other conversation").fill(f"#{number}")
    ada.get_by_role("button", name="Merge into it").click()
    expect(ada.locator("#thread-title")).to_have_text(first.subject)
    expect(said(ada, "The first words about it.")).to_be_visible()
    expect(said(ada, "The second words about it.")).to_be_visible()
    expect(row(ada, second.subject)).to_have_count(0)
    expect(ties(ada)).to_have_count(1)

    says(ada, "One answer for both.")
    ties(ada).get_by_role("button", name="Undo the merge").click()
    expect(said(ada, "The second words about it.")).to_have_count(0)
    expect(said(ada, "One answer for both.")).to_be_visible()
    expect(row(ada, second.subject)).to_be_visible()
    row(ada, second.subject).click()
    expect(said(ada, "The second words about it.")).to_be_visible()


def test_a_merge_by_keys_alone_is_undone_at_once(ada: Page, site: Site) -> None:
    _first, number, second = two(ada, site, "One grinder, two mails")
    ada.get_by_label("Number of the other conversation").focus()
    ada.keyboard.type(number)
    for _step in range(3):
        ada.keyboard.press("Tab")
    expect(ada.get_by_role("button", name="Merge into it")).to_be_focused()
    ada.keyboard.press("Enter")
    expect(said(ada, "The first words about it.")).to_be_visible()
    undo = toast(ada).get_by_role("button", name="Undo")
    undo.focus()
    ada.keyboard.press("Enter")
    expect(ada.locator("#thread-title")).to_have_text(second.subject)
    expect(said(ada, "The first words about it.")).to_have_count(0)
    expect(said(ada, "The second words about it.")).to_be_visible()
    expect(row(ada, second.subject)).to_be_visible()


def test_a_number_that_is_none_is_refused_in_words(
    ada: Page, site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    new_conversation(ada, site, Mail("Related to nothing"))
    ada.get_by_label("Number of the other conversation").fill(number_of(ada))
    ada.get_by_role("button", name="Merge into it").click()
    expect(toast(ada)).to_be_visible()
    expect(ada.locator("#thread-title")).to_have_text("Related to nothing")


def test_a_message_becomes_a_conversation_of_its_own(ada: Page, site: Site) -> None:
    mail = Mail("About a lid", "The lid is missing.")
    new_conversation(ada, site, mail)
    other = Mail("Re: About a lid", "By the way: do you repair scales?", mail.customer)
    sends(site, Mail(other.subject, other.text, other.customer, answers=mail.number))
    message = said(ada, "do you repair scales?")
    expect(message).to_be_visible()
    message.get_by_role("button", name="Make it a conversation of its own").click()
    message.get_by_role("button", name="Only this message").click()
    expect(said(ada, "The lid is missing.")).to_have_count(0)
    expect(message).to_be_visible()
    expect(toast(ada)).to_contain_text("It is a conversation of its own now.")
    toast(ada).get_by_role("button", name="Undo").click()
    expect(ada.locator("#thread-title")).to_have_text(mail.subject)
    expect(said(ada, "The lid is missing.")).to_be_visible()
    expect(message).to_be_visible()


def test_linked_and_part_of_something_larger(ada: Page, site: Site) -> None:
    first, number, second = two(ada, site, "Ten kettles for a school")
    other = ada.get_by_label("Number of the other conversation")
    other.fill(number)
    ada.locator(".tie-new").get_by_role("button", name="Link").click()
    expect(ties(ada)).to_contain_text(first.subject)
    ties(ada).get_by_role("button", name=f"Disconnect #{number}").click()
    expect(ties(ada)).to_have_count(0)
    other.fill(number)
    ada.get_by_role("button", name="Part of it").click()
    expect(ties(ada)).to_contain_text(first.subject)
    ties(ada).get_by_role("link").click()
    expect(ada.locator("#thread-title")).to_have_text(first.subject)
    expect(ties(ada)).to_contain_text(second.subject)


def test_with_a_thumb(ada: Page, agent: OpenPage, site: Site) -> None:
    first, number, second = two(ada, site, "A kettle on a phone")
    phone = agent("Ada", **PHONE)
    opens(phone, second.subject)
    phone.get_by_role("button", name="Customer panel").tap()
    phone.get_by_label("Number of the other conversation").fill(number)
    phone.get_by_role("button", name="Merge into it").tap()
    expect(phone.locator("#thread-title")).to_have_text(first.subject)
    expect(said(phone, "The second words about it.")).to_be_visible()
