"""Two colleagues look at the same conversation."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import (
    Mail,
    expect_stayed,
    new_conversation,
    opens,
    said,
    says,
    stays,
    typed,
)

pytestmark = pytest.mark.journey


def test_what_bo_says_appears_while_ada_goes_on_typing(agent: OpenPage, site: Site) -> None:
    ada, bo = agent("Ada"), agent("Bo")
    mail = Mail("My parcel came open and half empty")
    new_conversation(ada, site, mail)
    opens(bo, mail.subject)

    text = ada.locator("#composer-text")
    text.fill("Hello Grace, I am looking into it")
    expect(ada.locator("#composer-text.rich")).to_be_focused()
    for key in ("Control+Home", *["ArrowRight"] * 6, *["Shift+ArrowRight"] * 5):
        ada.keyboard.press(key)
    stays(ada)
    says(bo, "Hello Grace, a new parcel leaves today.")

    expect(said(ada, "a new parcel leaves today")).to_be_visible()
    expect(ada.locator("#promise-strip")).to_contain_text("Kept")
    expect_stayed(ada)
    expect(text).to_be_focused()
    expect(typed(ada)).to_have_value("Hello Grace, I am looking into it")
    assert ada.evaluate("String(getSelection())") == "Grace"


def test_a_note_and_an_assignment_appear_for_the_colleague(agent: OpenPage, site: Site) -> None:
    ada, bo = agent("Ada"), agent("Bo")
    mail = Mail("Two filters instead of one")
    new_conversation(ada, site, mail)
    opens(bo, mail.subject)

    says(bo, "The warehouse counted wrong.", note=True)
    expect(said(ada, "The warehouse counted wrong.")).to_contain_text("Internal note")
    ada.keyboard.press("i")
    expect(bo.locator("#assignee")).to_have_accessible_name("Assigned to Ada Lindqvist, change")
