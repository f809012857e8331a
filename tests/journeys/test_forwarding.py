"""A message is passed on to somebody else: undone, mended, and sent after all."""

import subprocess
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import PATIENCE, TILLIT, Site, answers, environment, free_port, stop
from tests.journeys.story import ARRIVAL, DAAN, GRACE, Mail, arrived, new_conversation, said

pytestmark = pytest.mark.journey

SECONDS = "20"
"""To undo, on a busy machine."""


@pytest.fixture(scope="module")
def slow_pages(site: Site) -> Iterator[str]:
    """The same installation, with pages that leave time to undo; who is signed in is so here."""
    port = free_port()
    address = site.address.replace(str(site.port), str(port))
    process = subprocess.Popen(
        [*TILLIT, "web", "--port", str(port), "--data", str(site.data)],
        env={**environment(site.data), "TILLIT_UNDO_SECONDS": SECONDS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + PATIENCE
    while not answers(address) and time.monotonic() < until:
        time.sleep(0.2)
    yield address
    stop(process)


def form_of(page: Page) -> str:
    """The address of the form that passes the first message on."""
    return page.locator("a[href$='/forwarding/']").first.get_attribute("href") or ""


def forwards(page: Page, form: str, text: str) -> None:
    """Open the form, fill it in and send it."""
    page.goto(form)
    page.get_by_label("To", exact=True).fill(f"Maker <{DAAN.email}>")
    page.get_by_label("Your words").fill(text)
    page.get_by_role("button", name="Forward").click()
    expect(page.locator("#toasts")).to_contain_text("Forwarded.")


def comes_back(page: Page, text: str) -> None:
    """The form shows what was written."""
    expect(page.get_by_label("Your words")).to_have_value(text, timeout=ARRIVAL)
    expect(page.get_by_label("To", exact=True)).to_have_value(f"Maker <{DAAN.email}>")


def test_a_forward_is_undone_mended_and_sent(ada: Page, site: Site, slow_pages: str) -> None:
    mail = Mail("Can the lid be mended?", customer=GRACE)
    new_conversation(ada, site, mail)
    form = form_of(ada)
    forwards(ada, f"{slow_pages}{form}", "Can you hepl?")
    ada.locator("#toasts").get_by_role("button", name="Undo").click()
    comes_back(ada, "Can you hepl?")

    forwards(ada, f"{slow_pages}{form}", "Please lok.")
    said(ada, "Please lok.").get_by_role("button", name="Undo").click()
    comes_back(ada, "Please lok.")

    forwards(ada, f"{site.address}{form}", "Can you help?")
    expect(said(ada, "Can you help?")).to_contain_text("Sent", timeout=2 * ARRIVAL)
    expect(said(ada, "Can you hepl?")).to_have_count(0)
    arrived(ada, DAAN, words=["Fwd: " + mail.subject, "Can you help?"])


def test_without_script_as_well(ada: Page, agent: OpenPage, site: Site, slow_pages: str) -> None:
    new_conversation(ada, site, Mail("Is there a spare lid?", customer=GRACE))
    plain = agent("Ada", java_script_enabled=False)
    forwards(plain, f"{slow_pages}{form_of(ada)}", "Look, please.")
    plain.locator("#toasts").get_by_role("button", name="Undo").click()
    comes_back(plain, "Look, please.")
