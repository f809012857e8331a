"""The charter: published by an administrator, read by customers without signing in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import (
    NAMES,
    PHONE,
    Mail,
    new_conversation,
    passer_by,
    toast,
)
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways
from tests.journeys.test_promise_settings import Look

pytestmark = pytest.mark.journey

HEADINGS = {
    "en": "What we promise you",
    "nb": "Dette lover vi deg",
    "nl": "Wat we je beloven",
    "hu": "Amit Önnek ígérünk",
}


@pytest.fixture
def published(rut: Callable[..., Page]) -> Look:
    """Rut publishes it, with words of her own in Hungarian."""
    look = Look(rut, "light", "desk")
    page = look.page
    page.goto("/settings/charter/")
    page.get_by_label("Everybody can read the charter").check()
    page.get_by_role("group", name="If something went wrong").get_by_label("Magyar").fill(
        "Írjon a vezetőnknek, Eszternek."
    )
    look.at("the settings of the charter")
    look.saves()
    return look


def test_nobody_else_reads_it_before(
    rut: Callable[..., Page], visitor: OpenPage, complaints: Complaints
) -> None:
    complaints.expect("status of 404")
    page = rut()
    page.goto("/settings/charter/")
    page.get_by_label("Everybody can read the charter").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(toast(page)).to_contain_text("Saved.")
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_text("Only colleagues see this page.")).to_be_visible()
    answer = visitor().goto("/charter/")
    assert answer is not None
    assert answer.status == 404


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("colours", sorted(COLOURS))
def test_a_customer_reads_it_in_hungarian_on_the_phone(visitor: OpenPage, colours: str) -> None:
    page = visitor(**{**PHONE, "locale": "hu-HU", "color_scheme": colours})
    page.goto("/charter/")
    expect(page.locator("html")).to_have_attribute("lang", "hu")
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS["hu"])
    first = page.locator(".charter-promise").first
    expect(first).to_contain_text("Válasz négy munkaórán belül")
    expect(first.locator("dd b").last).to_have_text(re.compile(r"^\d+,\d%$|^\d+ esetből \d+$"))
    expect(page.locator(".charter-state")).to_contain_text(re.compile("nyitva|zárva", re.I))
    expect(page.get_by_text("Írjon a vezetőnknek, Eszternek.")).to_be_visible()
    page.get_by_text("Így számolunk").click()
    expect(page.get_by_text("Az ígéretet akkor tartottuk be")).to_be_visible()
    expect_no_sideways(page)
    inspection = Inspection(COLOURS[colours])
    inspection.look_at(page, "the charter")
    assert not inspection.faults, "\n".join(inspection.faults)


@pytest.mark.usefixtures("published")
def test_it_is_read_in_every_language_without_script(visitor: OpenPage) -> None:
    page = visitor(java_script_enabled=False)
    page.goto("/charter/")
    for code, name in NAMES.items():
        page.get_by_role("link", name=name).click()
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[code])


def test_other_pages_show_the_badge_and_the_data(published: Look, visitor: OpenPage) -> None:
    badge = published.page.locator("#badge-title ~ p img")
    expect(badge).to_be_visible()
    assert badge.evaluate("image => image.naturalWidth") > 100
    page = visitor()
    page.goto("/charter/?language=en")
    address = page.get_by_role("link", name="JSON").get_attribute("href")
    promise = page.request.get(f"{address}?language=en").json()["promises"][0]
    expect(page.locator(".charter-promise").first).to_contain_text(promise["results"][1]["words"])


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("colours", sorted(COLOURS))
def test_the_receipt_leads_to_why_then_in_the_customers_words(
    ada: Page, site: Site, visitor: OpenPage, colours: str
) -> None:
    zsofia = replace(passer_by(), name="Kis Zsófia")
    text = "Jó napot kívánok!\n\nA kanna fedele törötten érkezett meg. Tudnak újat küldeni?"
    new_conversation(ada, site, Mail(f"Törött fedél, {colours}", text, zsofia))
    address = ada.locator(".automatic a[href*='/promised/']").get_attribute("href")
    assert address is not None
    page = visitor(color_scheme=colours, **PHONE)
    page.goto(urlsplit(address).path)
    expect(page.locator("html")).to_have_attribute("lang", "hu")
    expect(page.get_by_text("Üzenete")).to_contain_text("érkezett meg hozzánk")
    expect(page.locator(".account-lines li").last).to_contain_text("Összesen")
    expect_no_sideways(page)
    inspection = Inspection(COLOURS[colours])
    inspection.look_at(page, "why then, for the customer")
    assert not inspection.faults, "\n".join(inspection.faults)
    page.get_by_role("link", name="Minden ígéretünk").click()
    expect(page.get_by_role("heading", name=HEADINGS["hu"])).to_be_visible()
