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
from django.db.models import Count
from tillit.conversations.models import Conversation
waiting = Conversation.objects.filter(language="en", next_due_at__isnull=False)
print(waiting.annotate(said=Count("messages")).order_by("-said", "pk").first().pk)
"""
"""An English customer who waits for us, in the conversation in which most was said."""


@pytest.fixture(scope="module")
def number(site: Site) -> str:
    """The number of a conversation worth looking at."""
    return site.carry_out(WAITING)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_inbox(agent: OpenPage, number: str, colours: str) -> None:
    ada = agent("Ada", color_scheme=colours)
    ada.goto(f"/inbox/open/?conversation={number}")
    expect(ada.locator("#promise-strip promise-chip")).to_be_visible()
    take(ada, f"inbox-{colours}")


def test_the_phone(agent: OpenPage, number: str) -> None:
    ada = agent("Ada", **PHONE)
    ada.goto(f"/inbox/open/?conversation={number}")
    expect(ada.locator("#promise-strip promise-chip")).to_be_visible()
    take(ada, "phone")


def test_the_figures(agent: OpenPage) -> None:
    ada = agent("Liv")
    ada.goto("/figures/?period=90")
    take(ada, "figures")


def test_the_mailbox(agent: OpenPage) -> None:
    ada = agent("Ada")
    mailbox(ada, GRACE)
    ada.locator("a.mail-row").filter(has_text=" · Fjordkaffe").first.click()
    expect(ada.frame_locator(".mail-frame").locator("body")).to_contain_text("Fjordkaffe")
    take(ada, "mailbox")


def test_the_survey(agent: OpenPage) -> None:
    ada = agent("Ada")
    mailbox(ada, GRACE)
    ada.locator("a.mail-row").filter(has_text="we have closed your conversation").first.click()
    ada.get_by_role("link", name="Plain text").click()
    ada.goto(re.findall(r"http://\S+\?score=5", ada.locator(".mail-text").inner_text())[0])
    take(ada, "survey")


def take(page: Page, name: str) -> None:
    """Save what can be seen, once the type is there."""
    expect(page.locator("body")).to_be_visible()
    page.evaluate("document.fonts.ready")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
