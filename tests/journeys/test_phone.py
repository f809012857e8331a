"""The same work on a phone: one column at a time, and nothing wider than the screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import (
    GRACE,
    PHONE,
    Mail,
    arrived,
    new_conversation,
    resolves,
    row,
    said,
    says,
    sends_what_is_no_mail,
    writes,
)

pytestmark = pytest.mark.journey

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FAR = "See https://shop.example/" + "a-long-way-down-" * 12 + " please."


def test_a_conversation_is_answered_on_a_phone(agent: OpenPage, site: Site) -> None:
    ada = agent("Ada", **PHONE)
    mail = Mail(LONG, FAR)
    new_conversation(ada, site, mail)
    expect(ada.locator("#list")).to_be_hidden()
    expect_no_sideways(ada)

    panel = ada.locator("#panel")
    expect(panel).to_be_hidden()
    ada.get_by_role("button", name="Customer panel").tap()
    expect(panel.get_by_role("heading", name="Grace Whitfield")).to_be_visible()
    expect_no_sideways(ada)
    panel.get_by_role("button", name="Close").tap()
    expect(panel).to_be_hidden()

    text = ada.locator("#composer-text")
    expect(text).to_have_css("font-size", "16px")
    writes(ada, "They leave today.")
    ada.locator("#composer .send").tap()
    expect(said(ada, "They leave today.")).to_be_visible()

    ada.get_by_role("link", name="Back to the list").tap()
    expect(row(ada, mail.subject)).to_be_visible()
    expect(ada.locator("#conversation")).to_be_hidden()
    expect_no_sideways(ada)


def test_nothing_moves_away_below_the_finger(agent: OpenPage, site: Site) -> None:
    ada = agent("Ada", **PHONE)
    new_conversation(ada, site, Mail("A kettle that whistles"))
    note = ada.locator("#composer label[data-key=n]")
    for choice in (note, ada.locator("#composer label[data-key=r]"), note):
        choice.click()
        expect(choice.locator("input")).to_be_checked()
        ada.locator("#composer-text").click()


def test_the_bar_leads_everywhere(agent: OpenPage) -> None:
    ada = agent("Ada", **PHONE)
    ada.goto("/inbox/open/")
    bar = ada.get_by_role("navigation", name="Quick links")
    bar.get_by_role("link", name="Figures").tap()
    expect(ada.get_by_role("heading", name="Figures")).to_be_visible()
    bar.get_by_role("link", name="At risk").tap()
    expect(ada.get_by_role("heading", name="Promises at risk")).to_be_visible()
    sidebar = ada.get_by_role("navigation", name="Main")
    expect(sidebar).to_be_hidden()
    bar.get_by_role("button", name="More").tap()
    expect(sidebar).to_be_visible()
    expect_no_sideways(ada)
    sidebar.get_by_role("link", name="Resolved").tap()
    expect(ada).to_have_url(re.compile("/inbox/resolved/$"))


def test_a_thumb_reaches_everything_of_a_conversation(agent: OpenPage, site: Site) -> None:
    ada = agent("Ada", **PHONE)
    new_conversation(ada, site, Mail("Everything with one thumb"))
    expect_room_for_a_thumb(ada)
    ada.locator("#assignee").tap()
    expect_room_for_a_thumb(ada)
    ada.get_by_role("button", name="Bo Jansen").tap()
    expect(ada.locator("#assignee")).to_have_accessible_name(re.compile("Bo Jansen"))

    ada.get_by_role("button", name="Customer panel").tap()
    expect_room_for_a_thumb(ada)
    ada.locator("#panel").get_by_label("Priority").select_option("high")
    ada.locator("#panel").get_by_role("button", name="Close").tap()
    says(ada, "Only for colleagues.", note=True)

    ada.get_by_role("button", name="Snooze").tap()
    expect_room_for_a_thumb(ada)
    ada.get_by_role("button", name="Tomorrow morning").tap()
    expect(ada.get_by_role("button", name="End the snooze")).to_be_visible()
    expect_no_sideways(ada)


def test_five_places_and_every_command_without_a_keyboard(agent: OpenPage) -> None:
    ada = agent("Ada", **PHONE)
    ada.goto("/inbox/open/")
    bar = ada.get_by_role("navigation", name="Quick links")
    expect(bar.get_by_role("listitem")).to_have_count(5)
    bar.get_by_role("link", name="Search").tap()
    expect(ada).to_have_url(re.compile("/search/$"))
    expect_room_for_a_thumb(ada)
    bar.get_by_role("button", name="More").tap()
    expect_room_for_a_thumb(ada)
    ada.get_by_role("button", name="All commands").tap()
    palette = ada.get_by_role("dialog").filter(has=ada.get_by_role("combobox"))
    expect(palette).to_be_visible()
    expect(ada.get_by_role("navigation", name="Main")).to_be_hidden()


@pytest.mark.parametrize(
    "address", ["/inbox/open/", "/me/", "/me/notices/", "/notices/", "/settings/", "/customers/"]
)
def test_pages_leave_room_for_a_thumb(agent: OpenPage, address: str) -> None:
    ada = agent("Ada", **PHONE)
    ada.goto(address)
    expect_room_for_a_thumb(ada)
    expect_no_sideways(ada)


def test_no_page_is_wider_than_the_screen(
    agent: OpenPage, visitor: OpenPage, site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 404")
    ada = agent("Ada", **PHONE)
    sends_what_is_no_mail(site)
    new_conversation(ada, site, Mail(LONG[::-1], FAR))
    why = ada.get_by_role("link", name="Why then?").get_attribute("href")
    says(ada, "They leave today.")
    resolves(ada)
    for address in [
        "/figures/",
        "/figures/?period=all",
        "/figures/first-response/",
        "/figures/promises-kept/",
        "/figures/satisfaction/",
        "/figures/about/satisfaction/?period=90&by=language",
        "/figures/about/promises/",
        "/figures/about/staying/",
        "/figures/dashboard/",
        "/figures/mine/",
        "/held/",
        str(why),
        "/demo/mailbox/grace/",
        "/demo/mailbox/grace/?write=1",
        "/nowhere/",
    ]:
        ada.goto(address)
        expect_no_sideways(ada)
    the_customers_pages_fit(ada)
    page = visitor(**PHONE)
    page.goto("/sign-in/")
    expect_no_sideways(page)


def the_customers_pages_fit(page: Page) -> None:
    """A mail, the survey and the thank-you."""
    arrived(page, GRACE, words=["we have closed your conversation"]).tap()
    expect(page.locator(".mail-frame")).to_be_visible()
    expect_no_sideways(page)
    page.get_by_role("link", name="Plain text").tap()
    expect(page.locator(".mail-text")).to_be_visible()
    expect_no_sideways(page)
    links = re.findall(r"http://\S+\?score=2", page.locator(".mail-text").inner_text())
    page.goto(links[0])
    expect_no_sideways(page)
    page.get_by_role("button", name="Save my answer").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect_no_sideways(page)


def expect_no_sideways(page: Page) -> None:
    """Nothing can be scrolled to the side: not the page, nor what scrolls within it."""
    for wide, seen in page.evaluate(
        "() => [document.documentElement, ...document.querySelectorAll('.page-body')]"
        ".map(one => [one.scrollWidth, one.clientWidth])"
    ):
        assert wide <= seen, f"{page.url} is {wide} wide on a screen of {seen}"


TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .filter((one) => !one.closest(".visually-hidden, .skip"))
  .filter((one) => getComputedStyle(one).display !== "inline")
  .filter((one) => {
    const target = (one.matches("[type=checkbox], [type=radio]") && one.closest("label")) || one;
    const {width, height} = target.getBoundingClientRect();
    return width && height && (width < 39.5 || height < 39.5);
  })
  .map((one) => one.outerHTML.slice(0, 160))"""


def expect_room_for_a_thumb(page: Page) -> None:
    """What can be pressed is at least 40 points wide and high; links in sentences need not be."""
    page.wait_for_load_state()
    assert page.evaluate(TOO_SMALL) == []
