"""Takes the pictures in docs/pictures anew when TILLIT_PICTURES=1 asks for it."""

from __future__ import annotations

import os
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import ROOT, Site
from tests.journeys.story import GRACE, PHONE, mailbox

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(os.environ.get("TILLIT_PICTURES") != "1", reason="TILLIT_PICTURES is not 1"),
]

PICTURES = ROOT / "docs" / "pictures"
WAITING = """
from tillit.conversations.models import Message
notes = Message.objects.filter(kind="note", conversation__language="en")
print(notes.filter(conversation__unread=True).latest("at").conversation_id)
"""
"""An English conversation in which a colleague left a note and the customer waits for us."""


@pytest.fixture(scope="module")
def conversation(site: Site) -> str:
    """The address of a conversation worth looking at."""
    return f"/inbox/open/?conversation={site.carry_out(WAITING)}"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_inbox(agent: OpenPage, conversation: str, colours: str) -> None:
    ada = agent("Ada", color_scheme=colours)
    ada.goto(conversation)
    expect(ada.locator("promise-chip").first).to_be_visible()
    take(ada, f"inbox-{colours}")


def test_the_phone(agent: OpenPage, conversation: str) -> None:
    ada = agent("Ada", **PHONE)
    ada.goto(conversation)
    take(ada, "phone")


def test_the_figures(agent: OpenPage) -> None:
    ada = agent("Liv")
    ada.goto("/figures/?period=90")
    take(ada, "figures")


def test_the_customers_side(agent: OpenPage) -> None:
    ada = agent("Ada")
    mailbox(ada, GRACE)
    closing = ada.locator("a.mail-row").filter(has_text="we have closed your conversation")
    closing.first.click()
    expect(ada.locator(".mail-frame")).to_be_visible()
    take(ada, "mailbox")
    ada.get_by_role("link", name="Plain text").click()
    expect(ada.locator(".mail-text")).to_be_visible()
    links = re.findall(r"http://\S+\?score=5", ada.locator(".mail-text").inner_text())
    ada.goto(links[0])
    take(ada, "survey")


def take(page: Page, name: str) -> None:
    """Save what can be seen, once the type is there."""
    expect(page.locator("body")).to_be_visible()
    page.evaluate("document.fonts.ready")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
