"""A message is passed on to somebody else: undone, mended, and sent after all."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, DAAN, GRACE, Mail, arrived, new_conversation, said

pytestmark = pytest.mark.journey


def forwards(page: Page, subject: str, text: str) -> None:
    """Open the form from the message, fill it in and send it."""
    page.goto(page.locator("a[href$='/forwarding/']").first.get_attribute("href") or "")
    page.get_by_label("To", exact=True).fill(f"Maker <{DAAN.email}>")
    page.get_by_label("Your words").fill(text)
    page.get_by_role("button", name="Forward").click()
    expect(page.locator("#toasts")).to_contain_text("Forwarded.")
    expect(said(page, text)).to_contain_text("Sending in")


def test_a_forward_is_undone_mended_and_sent(ada: Page, site: Site) -> None:
    mail = Mail("Can the lid be mended?", customer=GRACE)
    new_conversation(ada, site, mail)
    place = ada.url
    forwards(ada, mail.subject, "Can you hepl?")
    ada.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(ada.get_by_label("Your words")).to_have_value("Can you hepl?")
    expect(ada.get_by_label("To", exact=True)).to_have_value(f"Maker <{DAAN.email}>")
    ada.get_by_label("Your words").fill("Can you help?")
    ada.get_by_role("button", name="Forward").click()
    expect(said(ada, "Can you help?")).to_contain_text("Sent", timeout=2 * ARRIVAL)
    ada.goto(place)
    expect(said(ada, "Can you hepl?")).to_have_count(0)
    arrived(ada, DAAN, words=["Fwd: " + mail.subject, "Can you help?"])


def test_it_is_undone_from_the_thread_and_without_script(
    ada: Page, agent: OpenPage, site: Site
) -> None:
    mail = Mail("Is there a spare lid?", customer=GRACE)
    new_conversation(ada, site, mail)
    place = ada.url
    forwards(ada, mail.subject, "Please look.")
    said(ada, "Please look.").get_by_role("button", name="Undo").click()
    expect(ada.get_by_label("Your words")).to_have_value("Please look.")
    plain = agent("Ada", java_script_enabled=False)
    plain.goto(place)
    plain.goto(plain.locator("a[href$='/forwarding/']").first.get_attribute("href") or "")
    plain.get_by_label("To", exact=True).fill(DAAN.email)
    plain.get_by_label("Your words").fill("Look, please.")
    plain.get_by_role("button", name="Forward").click()
    plain.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(plain.get_by_label("Your words")).to_have_value("Look, please.")
