"""A reply that leaves later: chosen, seen by a colleague, stopped, and sent after all."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import (
    ARRIVAL,
    GRACE,
    Mail,
    arrived,
    new_conversation,
    said,
    typed,
    writes,
)

pytestmark = pytest.mark.journey


def sends_later(page: Page, text: str) -> None:
    """Write, and choose the first of the times that are offered."""
    writes(page, text)
    page.get_by_role("button", name="Send later").click()
    page.get_by_role("button", name="In 1 hour").click()
    expect(said(page, text)).to_contain_text("Goes out on")


def test_what_leaves_later_can_be_stopped_and_sent_at_once(
    ada: Page, agent: OpenPage, site: Site
) -> None:
    mail = Mail("When does the next delivery leave?", customer=GRACE)
    new_conversation(ada, site, mail)
    sends_later(ada, "We shall know in an hour.")
    expect(ada.locator("#promise-strip promise-chip")).to_have_count(1)

    writes(ada, "A second thought.")
    said(ada, "We shall know in an hour.").get_by_role("button", name="Cancel").click()
    expect(typed(ada)).to_have_value("We shall know in an hour.\n\nA second thought.")
    expect(ada.locator("#items > .to-come")).to_have_count(0)

    sends_later(ada, "Tomorrow at noon.")
    bo = agent("Bo")
    bo.goto(ada.url)
    said(bo, "Tomorrow at noon.").get_by_role("button", name="Send now").click()
    expect(said(ada, "Tomorrow at noon.")).to_contain_text("Sent", timeout=ARRIVAL)
    arrived(ada, GRACE, words=["Re: " + mail.subject, "Tomorrow at noon."])


def test_without_script_as_well(ada: Page, agent: OpenPage, site: Site) -> None:
    new_conversation(ada, site, Mail("Is the shop open on Sunday?"))
    plain = agent("Ada", java_script_enabled=False)
    plain.goto(ada.url)
    sends_later(plain, "We shall ask.")
    said(plain, "We shall ask.").get_by_role("button", name="Cancel").click()
    expect(typed(plain)).to_have_value("We shall ask.")
