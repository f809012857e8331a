"""What a conversation is about, when it comes back, and how its problem is solved."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import (
    ARRIVAL,
    PHONE,
    Mail,
    new_conversation,
    opens,
    row,
    says,
    sends,
    toast,
)

pytestmark = pytest.mark.journey


def events(page: Page) -> Locator:
    """What the timeline says that somebody changed."""
    return page.locator("#items .event")


def test_what_it_is_about_is_said_by_mouse(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("The kettle whistles in E flat"))
    panel = ada.locator("#panel")
    panel.get_by_label("Type").select_option(label="Complaint")
    expect(events(ada).last).to_contain_text("Complaint")
    panel.get_by_label("Priority").select_option(label="High")
    expect(events(ada).last).to_contain_text("priority to high")
    panel.get_by_role("combobox", name="Add a tag").fill("out-of-tune")
    ada.keyboard.press("Enter")
    expect(panel.locator(".tag")).to_contain_text("out-of-tune")
    panel.get_by_role("button", name="Follow").click()
    expect(panel.get_by_role("button", name="Follow no longer")).to_be_visible()
    panel.get_by_role("button", name="Remove the tag out-of-tune").click()
    expect(panel.locator(".tag")).to_have_count(0)
    ada.reload()
    expect(panel.get_by_label("Type")).to_have_value("complaint")
    expect(panel.get_by_label("Priority")).to_have_value("high")


def test_what_it_is_about_is_said_by_keys_alone(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("The kettle whistles in G"))
    keys, panel = ada.keyboard, ada.locator("#panel")
    keys.press("p")
    expect(panel.get_by_label("Priority")).to_be_focused()
    keys.type("Urg")
    expect(panel.get_by_label("Priority")).to_have_value("urgent")
    expect(events(ada).last).to_contain_text("priority to urgent")
    keys.press("Escape")
    keys.press("t")
    expect(panel.get_by_role("combobox", name="Add a tag")).to_be_focused()
    keys.type("whistle")
    keys.press("Enter")
    expect(panel.locator(".tag")).to_contain_text("whistle")
    expect(panel.get_by_role("combobox", name="Add a tag")).to_be_focused()
    keys.press("Escape")
    keys.press("f")
    expect(panel.get_by_role("button", name="Follow no longer")).to_be_visible()
    keys.press("i")
    expect(ada.locator("#assignee")).to_have_accessible_name(re.compile("Ada Lindqvist"))


def test_a_field_that_complaints_need_is_asked_for_before_resolving(
    ada: Page, rut: Callable[..., Page], site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    office = rut()
    office.goto("/settings/fields/")
    office.get_by_role("link", name="New field").click()
    office.get_by_label("Name").fill("Serial number")
    office.get_by_label("Only for conversations of the type").select_option(label="Complaint")
    office.get_by_label("Needed before a conversation can be resolved").check()
    office.get_by_role("button", name="Save").click()
    expect(office.get_by_role("link", name="Serial number")).to_be_visible()

    new_conversation(ada, site, Mail("Which serial number do you mean?"))
    field = ada.locator("#panel").get_by_label("Serial number")
    expect(field).to_have_count(0)
    ada.locator("#panel").get_by_label("Type").select_option(label="Complaint")
    expect(field).to_be_visible()
    ada.locator("#resolve").click()
    expect(toast(ada)).to_contain_text("Serial number")
    expect(ada.locator(".detail.missing")).to_contain_text("needed to resolve")
    field.fill("TK-4711")
    ada.keyboard.press("Enter")
    expect(ada.locator(".detail.missing")).to_have_count(0)
    ada.locator("#resolve").click()
    expect(ada.locator("#reopen")).to_be_visible()


def test_it_sleeps_until_the_customer_writes(ada: Page, site: Site) -> None:
    mail = Mail("Sleepy kettle")
    new_conversation(ada, site, mail)
    ada.keyboard.press("z")
    menu = ada.locator("#snooze-menu")
    expect(menu).to_be_visible()
    ada.keyboard.press("ArrowDown")
    menu.get_by_role("button", name="Until the customer writes").press("Enter")
    expect(ada.locator("#wake")).to_be_visible()
    ada.goto("/inbox/open/")
    expect(ada.locator(".row-item").first).to_be_visible()
    expect(row(ada, mail.subject)).to_have_count(0)
    opens(ada, mail.subject, "snoozed")
    answer = Mail("Re: " + mail.subject, "It has woken up.", mail.customer, answers=mail.number)
    sends(site, answer)
    expect(ada.locator("#items")).to_contain_text("It has woken up.", timeout=ARRIVAL)
    expect(ada.locator("#wake")).to_have_count(0)
    ada.goto("/inbox/open/")
    expect(row(ada, mail.subject)).to_be_visible()


def test_it_sleeps_until_a_time_of_ones_own_and_is_woken(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("A kettle for next spring"))
    ada.locator("#snooze").click()
    spring = datetime.now(UTC) + timedelta(days=120)
    own = f"{spring:%Y-%m-%d}T09:00"
    ada.locator("#snooze-menu").get_by_label("Date and time").fill(own)
    ada.get_by_role("button", name="Snooze until then").click()
    wake = ada.locator("#wake")
    expect(wake).to_be_visible()
    expect(ada.locator("#thread-head")).to_contain_text(f"{spring.day} {spring:%b}")
    wake.click()
    expect(ada.locator("#snooze")).to_be_visible()
    expect(events(ada).last).to_contain_text("Ada Lindqvist")


def test_it_is_resolved_and_looked_at_again(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Did the new lid fit?"))
    ada.get_by_role("button", name="More ways to resolve").click()
    ada.get_by_role("button", name=re.compile("Resolve, and check back")).first.click()
    expect(ada.locator("#reopen")).to_be_visible()
    expect(ada.locator("#thread-head")).to_contain_text(re.compile("[Cc]heck"))


def test_how_it_was_solved_is_written_down_in_versions(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("The kettle has a leak"))
    record = ada.locator(".record")
    record.get_by_text("Write down how it is solved").click()
    parts = record.get_by_role("textbox")
    parts.nth(0).fill("The seal is too thin.")
    parts.nth(2).fill("A seal of silicone.")
    record.get_by_role("button", name="Save").click()
    expect(record).to_contain_text("Version 1")
    expect(record).to_contain_text("A seal of silicone.")
    record.get_by_text("Write it anew").click()
    parts.nth(3).fill("Dry since Tuesday.")
    record.get_by_role("button", name="Save").click()
    expect(record).to_contain_text("Version 2")
    expect(record).to_contain_text("Dry since Tuesday.")
    expect(record).to_contain_text("The seal is too thin.")


def test_spam_is_put_away_with_its_sender_and_brought_back(ada: Page, site: Site) -> None:
    mail = Mail("You have won eleven kettles")
    new_conversation(ada, site, mail)
    ada.locator("#more").click()
    ada.get_by_role("button", name=re.compile("Spam, and block the sender")).click()
    expect(ada.locator("#not-spam")).to_be_visible()
    ada.goto("/inbox/open/")
    expect(row(ada, mail.subject)).to_have_count(0)
    opens(ada, mail.subject, "spam")
    ada.locator("#panel").get_by_role("button", name="Unblock").click()
    expect(ada.locator("#panel").get_by_role("button", name="Unblock")).to_have_count(0)
    ada.locator("#not-spam").click()
    expect(ada.locator("#resolve")).to_be_visible()
    expect(toast(ada).first).to_be_visible()


@pytest.mark.parametrize("hand", ["mouse", "thumb"])
def test_we_wait_for_the_carrier_and_take_it_up_again(
    agent: OpenPage, site: Site, hand: str
) -> None:
    page = agent("Ada", **(PHONE if hand == "thumb" else {}))
    new_conversation(page, site, Mail(f"The kettle is lost on its way, by {hand}"))
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="The carrier").click()
    expect(page.locator("#aside-held")).to_contain_text("On hold, we wait for: The carrier")
    expect(events(page).last).to_contain_text("put it on hold")
    page.get_by_role("button", name="Take it up again").click()
    expect(page.locator("#aside-held")).to_have_count(0)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="A supplier").click()
    toast(page).get_by_role("button", name="Undo").click()
    expect(page.locator("#aside-held")).to_have_count(0)


def test_the_clock_of_a_solution_stands_still_while_the_customer_has_our_answer(
    rut: Callable[..., Page], ada: Page, site: Site
) -> None:
    settings = rut()
    settings.goto("/settings/standards/new/")
    settings.get_by_label("Name").fill("Solutions of complaints")
    settings.get_by_label("What is promised").select_option(label="Solution")
    settings.get_by_label("Hours", exact=True).fill("16")
    settings.get_by_label("Type").select_option(label="Complaint")
    settings.get_by_label("Priority").select_option(label="Low")
    settings.get_by_label("English").fill("A solution within two working days")
    settings.get_by_role("button", name="Save").click()
    expect(toast(settings)).to_contain_text("Saved.")
    new_conversation(ada, site, Mail("The kettle that came back twice"))
    for name, value in (("Type", "Complaint"), ("Priority", "Low")):
        ada.locator("#panel").get_by_label(name).select_option(label=value)
        words = value.lower() if name == "Priority" else value
        expect(events(ada).filter(has_text=words).last).to_be_visible()
    strip = ada.locator("#promise-strip")
    expect(strip.get_by_role("button", name="1 more promise")).to_be_visible()
    says(ada, "We are looking into it and will tell you tomorrow.")
    # The answer has left, so the promise of one is kept.
    expect(strip.get_by_role("button", name="1 more promise")).to_have_count(0, timeout=2 * ARRIVAL)
    expect(strip).to_contain_text("Paused", timeout=2 * ARRIVAL)
    expect(strip).to_contain_text("A solution within two working days")
    strip.get_by_role("link", name="Why then?").first.click()
    told = ada.locator("#explanation-body")
    expect(told).to_contain_text("The clock stands still: Waiting for the customer.")
    expect(told).to_contain_text("16 h")
