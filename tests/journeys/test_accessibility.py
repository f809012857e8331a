"""No page puts somebody off who reads it with another sense, in light and in dark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import (
    GRACE,
    Mail,
    arrived,
    new_conversation,
    receipt,
    resolves,
    said,
    says,
    send_button,
    sends_what_is_no_mail,
    writes,
)

pytestmark = pytest.mark.journey

GRAVE = {"serious", "critical"}
FEW_ROWS = {"exclude": [[".row-item:nth-child(n+6)"]]}
"""One row of the list is like the other, and each takes its time."""
COLOURS = {"light": None, "dark": ["color-contrast", "link-in-text-block"]}
"""Which rules are asked: the dark pages are the light ones in other colours."""
LINK = "Is it the one on https://shop.example/filters that you mean?"


FILTER = "A filter for a {} roast"


@dataclass
class Inspection:
    """What axe has found wrong on the pages that were looked at."""

    rules: list[str] | None
    faults: list[str] = field(default_factory=list)

    def look_at(self, page: Page, what: str) -> None:
        """Keep the grave violations of the page as it is now."""
        options = {"resultTypes": ["violations"]} | ({"runOnly": self.rules} if self.rules else {})
        for violation in Axe().run(page, FEW_ROWS, options).response["violations"]:
            if violation["impact"] in GRAVE:
                places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
                self.faults.append(f"{what}: {violation['help']} ({', '.join(places[:5])})")


@pytest.mark.parametrize("colours", COLOURS)
def test_no_page_has_a_grave_violation(
    agent: OpenPage, visitor: OpenPage, site: Site, colours: str
) -> None:
    inspection = Inspection(COLOURS[colours])
    ada = agent("Ada", color_scheme=colours)
    stranger = visitor(color_scheme=colours)
    stranger.goto("/sign-in/")
    inspection.look_at(stranger, "sign-in")

    the_desk(ada, site, inspection, colours)
    the_figures(ada, inspection)
    the_held_mail(ada, site, inspection)
    the_customers_side(ada, inspection, FILTER.format(colours))
    liv = agent("Liv", color_scheme=colours)
    the_mailboxes(liv, inspection)
    the_surveys(liv, inspection)
    assert not inspection.faults, "\n".join(inspection.faults)


def the_desk(ada: Page, site: Site, inspection: Inspection, colours: str) -> None:
    """A conversation with everything in it, in all its moods."""
    new_conversation(ada, site, Mail(FILTER.format(colours), LINK, GRACE))
    says(ada, "Let me look it up.", note=True)
    writes(ada, "Use a paper one.")
    ada.locator("#composer input[type=file]").set_input_files(receipt())
    send_button(ada).click()
    expect(said(ada, "Use a paper one.").locator(".delivery")).to_contain_text("Sent")
    inspection.look_at(ada, "conversation")
    ada.get_by_text("Note", exact=True).click()
    inspection.look_at(ada, "note")
    ada.get_by_role("link", name="Why then?").click()
    expect(ada.get_by_role("dialog").get_by_role("table")).to_be_visible()
    inspection.look_at(ada, "why then")
    ada.keyboard.press("Escape")
    ada.locator("#assignee").click()
    inspection.look_at(ada, "assignee menu")
    ada.keyboard.press("Escape")
    ada.locator(".user-button").click()
    inspection.look_at(ada, "user menu")
    ada.keyboard.press("Escape")
    resolves(ada)
    # While it fades in, its contrast is that of half a toast.
    expect(ada.locator(".toast")).to_have_css("opacity", "1")
    inspection.look_at(ada, "resolved, with a toast")


def the_figures(ada: Page, inspection: Inspection) -> None:
    """The figures with a chart as a table, and a measure."""
    ada.goto("/figures/")
    ada.get_by_text("Show as table").first.click()
    inspection.look_at(ada, "figures")
    ada.goto("/figures/promises-kept/")
    inspection.look_at(ada, "measure")


def the_held_mail(ada: Page, site: Site, inspection: Inspection) -> None:
    """Something that is no mail arrives, and is kept."""
    sends_what_is_no_mail(site)
    ada.goto("/inbox/open/")
    ada.get_by_role("link", name="Held mail").click()
    expect(ada.get_by_role("table")).to_contain_text("it has no headers")
    inspection.look_at(ada, "held mail")


def the_customers_side(ada: Page, inspection: Inspection, subject: str) -> None:
    """The mailbox, a mail in it, a form, the survey and the thank-you."""
    arrived(ada, GRACE, words=["we have closed your conversation", subject]).click()
    expect(ada.locator(".mail-frame")).to_be_visible()
    inspection.look_at(ada, "mail")
    ada.get_by_role("link", name="Plain text").click()
    expect(ada.locator(".mail-text")).to_be_visible()
    links = re.findall(r"http://\S+\?score=4", ada.locator(".mail-text").inner_text())
    ada.get_by_role("link", name="New mail").click()
    expect(ada.get_by_label("Subject")).to_be_focused()
    inspection.look_at(ada, "new mail")
    ada.goto(links[0])
    inspection.look_at(ada, "survey")
    ada.get_by_role("button", name="Save my answer").click()
    expect(ada.get_by_role("heading", name="Thank you")).to_be_visible()
    inspection.look_at(ada, "thank you")


def the_mailboxes(liv: Page, inspection: Inspection) -> None:
    """Connecting a mailbox, with a password and with a permission."""
    liv.goto("/settings/mail/")
    inspection.look_at(liv, "mailboxes")
    liv.get_by_role("link", name="support@fjordkaffe.example").click()
    for provider in ("Domeneshop", "Microsoft 365"):
        liv.get_by_label("Provider").select_option(provider)
        liv.get_by_role("button", name=re.compile("Continue|Fill in")).click()
        expect(liv.get_by_role("heading", name=f"Signing in to {provider}")).to_be_visible()
        inspection.look_at(liv, f"connecting with {provider}")


def the_surveys(liv: Page, inspection: Inspection) -> None:
    """What customers are asked: the list, one of them, who was asked, and how it looks."""
    liv.goto("/settings/surveys/")
    inspection.look_at(liv, "surveys")
    liv.get_by_role("link", name="After a contact After a contact").click()
    inspection.look_at(liv, "survey among the settings")
    liv.get_by_role("link", name="Who was asked, and who was not").click()
    inspection.look_at(liv, "who was asked")
    liv.go_back()
    liv.get_by_role("link", name="Preview").click()
    inspection.look_at(liv, "preview of a survey")
    liv.get_by_role("link", name="Chat", exact=True).click()
    inspection.look_at(liv, "preview of a survey in a chat")
