"""A page of figures comes by mail: arranged, tried, read with its pictures, and printed."""

from __future__ import annotations

import base64
import email
import re
import time
from email.policy import default
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

MAILS = """
import base64, zlib
from tillit.demo.models import Mail
about = Mail.objects.filter(owner="{owner}", subject__contains="{subject}")
for one in about.order_by("-id")[:1]:
    print(base64.b64encode(zlib.decompress(bytes(one.raw))).decode())
"""
PATIENCE = 30
"""Seconds until a mail has come."""


def mail_about(subject: str, site: Site, owner: str) -> Any:
    """The newest in somebody's mailbox whose subject says so, as soon as it is there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if raw := site.carry_out(MAILS.format(owner=owner, subject=subject)):
            return email.message_from_bytes(base64.b64decode(raw), policy=default)
    raise AssertionError(f"no mail came to {owner}")


def of_kind(mail: Any, kind: str) -> list[Any]:
    return [one for one in mail.walk() if one.get_content_type() == kind]


def reads(page: Page, mail: Any) -> None:
    """Shows a mail as a program for mail does: with the pictures that came along."""
    html = of_kind(mail, "text/html")[0].get_content()
    for one in of_kind(mail, "image/png"):
        name = one["Content-ID"].strip("<>")
        html = html.replace(
            f"cid:{name}",
            f"data:image/png;base64,{base64.b64encode(one.get_content()).decode()}",
        )
    assert "cid:" not in html
    page.set_content(html)


def test_liv_has_the_page_sent_to_her_and_reads_it(
    agent: OpenPage, visitor: OpenPage, site: Site
) -> None:
    liv = agent("Liv")
    liv.goto("/figures/about/promises/?period=28&by=channel")
    liv.get_by_role("link", name="By mail…").click()
    expect(liv.get_by_label("Page", exact=True)).to_have_value("promises")
    liv.get_by_label("How often").select_option("Every week")
    liv.get_by_role("button", name="Arrange it").click()
    arranged = liv.get_by_role("region", name="Promises")
    expect(arranged).to_contain_text("Every week")
    arranged.get_by_role("button", name="Send me Promises now").click()

    mail = mail_about("Promises, ", site, site.login("Liv").email)
    days = re.search(r"\d+ \w+ \d{4} to \d+ \w+ \d{4}", str(mail["Subject"]))
    assert days
    inbox = visitor()
    reads(inbox, mail)
    expect(inbox.get_by_role("heading", name="Promises", exact=True)).to_be_visible()
    expect(inbox.get_by_text(days[0]).first).to_be_visible()
    for picture in inbox.get_by_role("img").all():
        assert picture.evaluate("one => one.complete && one.naturalWidth") == 1200
    kept = inbox.get_by_text(re.compile(r"^[\d.]+%$")).first.inner_text()

    file = of_kind(mail, "application/pdf")[0].get_content()
    words = " ".join(PdfReader(BytesIO(file)).pages[0].extract_text().split())
    assert days[0] in words
    assert f"Promises kept {kept}" in words

    liv.goto(inbox.get_by_role("link", name="Open the page").get_attribute("href") or "")
    expect(liv.locator(".cards").get_by_text(kept, exact=True)).to_be_visible()

    liv.goto("/figures/mails/")
    liv.get_by_role("button", name="No more mails of Promises").click()
    expect(liv.get_by_text("No page comes to you yet")).to_be_visible()
