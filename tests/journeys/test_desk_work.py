"""What an agent does with a conversation, besides answering it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import (
    ARRIVAL,
    DAAN,
    Mail,
    arrived,
    mailbox,
    new_conversation,
    resolves,
    said,
    says,
    send_button,
    toast,
    typed,
    writes,
)

pytestmark = pytest.mark.journey

NOTE_YELLOW = "rgb(255, 246, 216)"
DUTCH = "Hallo,\n\nmijn bestelling is nog niet aangekomen. Waar blijft het pakket?\n\nGroet, Daan"


def test_an_internal_note_never_leaves_the_house(ada: Page, agent: OpenPage, site: Site) -> None:
    mail = Mail("Waar blijft mijn pakket?", DUTCH, DAAN)
    new_conversation(ada, site, mail)

    writes(ada, "He has been patient for weeks: a porcupine of a case.", note=True)
    expect(ada.locator("#composer")).to_have_css("background-color", NOTE_YELLOW)
    expect(ada.locator("#composer")).to_contain_text("Only colleagues see this")
    send_button(ada).click()
    note = said(ada, "porcupine")
    expect(note).to_contain_text("Internal note")
    expect(note).to_have_css("background-color", NOTE_YELLOW)
    expect(note.locator(".delivery")).to_have_count(0)

    says(ada, "Het pakket komt morgen.")
    home = agent("Ada")
    arrived(home, DAAN, words=["Re: " + mail.subject, "Het pakket komt morgen."]).click()
    for _step in range(2):
        expect(home.locator("body")).not_to_contain_text("porcupine")
        expect(home.frame_locator(".mail-frame").locator("body")).not_to_contain_text("porcupine")
    mailbox(home, DAAN)
    expect(home.locator(".mail-list")).not_to_contain_text("porcupine")


def test_two_clicks_on_send_send_once(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Does the grinder fit under my shelf?"))
    writes(ada, "It is 38 cm high.")
    send_button(ada).dblclick()
    expect(said(ada, "It is 38 cm high.").locator(".delivery")).to_contain_text(
        "Sent", timeout=ARRIVAL
    )
    ada.reload()
    expect(said(ada, "It is 38 cm high.")).to_have_count(1)


def test_an_empty_message_is_refused_in_words(
    ada: Page, site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    new_conversation(ada, site, Mail("A question without an answer yet"))
    writes(ada, "  \n ")
    send_button(ada).click()
    expect(ada.locator("#composer-error")).to_have_text(
        "There is nothing to send yet. Write something first."
    )
    expect(typed(ada)).to_have_value("")
    expect(ada.locator("#items > .message.from-us")).to_have_count(0)
    says(ada, "Now there is.")
    expect(ada.locator("#composer-error")).to_be_empty()


def test_a_draft_survives_leaving_the_page(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("An answer that takes two cups of coffee"))
    writes(ada, "Half an answer", note=True)
    ada.reload()
    expect(typed(ada)).to_have_value("Half an answer")
    expect(ada.get_by_role("radio", name="Note")).to_be_checked()


def test_a_conversation_goes_from_hand_to_hand(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Who takes care of my order?"))
    assignee = ada.locator("#assignee")

    assignee.click()
    ada.get_by_role("button", name="Bo Jansen").click()
    expect(assignee).to_have_accessible_name(re.compile("Assigned to Bo Jansen"))
    expect(ada.locator(".event").last).to_contain_text("Bo Jansen")

    assignee.click()
    ada.get_by_role("button", name="Assign to me").click()
    expect(assignee).to_have_accessible_name(re.compile("Assigned to Ada Lindqvist"))

    assignee.click()
    ada.get_by_role("button", name="Nobody").click()
    expect(assignee).to_contain_text("Assign")


def test_what_needs_no_reply_is_resolved_reopened_and_undone(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Thank you for the kettle"))
    ada.get_by_role("button", name="More ways to resolve").click()
    ada.get_by_role("button", name="Resolve, no reply needed").click()
    reopen = ada.locator("#reopen")
    expect(reopen).to_be_visible()
    expect(ada.locator("#promise-strip promise-chip")).to_have_count(0)

    reopen.click()
    expect(ada.locator("#resolve")).to_be_visible()

    resolves(ada)
    expect(toast(ada)).to_contain_text("Resolved.")
    toast(ada).get_by_role("button", name="Undo").click()
    expect(ada.locator("#resolve")).to_be_visible()
    expect(toast(ada)).to_have_count(0)


def test_copies_are_for_one_answer_and_fold_away(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Please keep my sister informed"))
    recipients = ada.locator(".composer-recipients")
    recipients.locator("summary").click()
    ada.get_by_label("Bcc", exact=True).fill("sister@journeys.example")
    message = says(ada, "The kettle leaves tomorrow.")
    expect(message).to_contain_text("sister@journeys.example")
    expect(recipients).not_to_have_attribute("open", "")
    expect(ada.get_by_label("Bcc", exact=True)).to_have_value("")
