"""A dissatisfied customer gets an answer, hears what changed, and everybody reads it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import (
    ARRIVAL,
    GRACE,
    PHONE,
    Mail,
    arrived,
    new_conversation,
    resolves,
    said,
    says,
    send_button,
    toast,
    typed,
)
from tests.journeys.test_handbook import Looking

pytestmark = pytest.mark.journey

SUBJECT = "Where is the funnel that I ordered?"
COMMENT = "The reply took far too long, and nobody told me why."
SAID = """
from tillit import clock
from tillit.conversations.models import Conversation
from tillit.feedback.answering import rated, save_response
from tillit.feedback.delivered import delivered, version_in_force
from tillit.feedback.models import Invitation
from tillit.feedback.said.noting import note
survey, now = delivered("contact"), clock.now()
for one in Conversation.objects.filter(shelf="resolved", invitations=None).order_by("-id")[:6]:
    asked = Invitation.objects.create(
        survey=survey, version=version_in_force(survey), conversation=one, contact=one.contact,
        team=one.team, language="en", sent_at=now,
    )
    said = save_response(invitation=asked, given=rated(3, "It was a slow answer."))
    note(response=said.pk, at=now)
"""
DONE = "Now we write to you as soon as we know that a parcel is late."


def test_a_detractor_is_answered_and_told_what_changed(agent: OpenPage, site: Site) -> None:
    looking = Looking("light")
    ada, liv, home = agent("Ada"), agent("Liv"), agent("Ada")
    new_conversation(ada, site, Mail(SUBJECT, customer=GRACE))
    says(ada, "It is on its way.")
    resolves(ada)
    grace_is_dissatisfied(home)

    it_stands_on_the_board(ada)
    looking.at(ada, "the board")
    ada.get_by_role("link", name="Look at it").first.click()
    looking.at(ada, "one answer")
    ada.get_by_text("Why these labels?").click()
    expect(ada.locator(".said-reasons")).to_contain_text("too long")
    ada.get_by_role("link", name="Open the conversation about it").click()
    expect(said(ada, COMMENT)).to_be_visible()
    expect(ada.locator("#promise-strip promise-chip").first).to_be_visible()
    says(ada, "I am sorry that you waited so long, Grace.")

    address = ada_writes_what_was_done(ada, looking)
    ada.get_by_role("link", name="Look at it").first.click()
    ada.get_by_role("button", name="Tell the customer what changed").click()
    expect(typed(ada)).to_have_value(re.compile(re.escape(DONE)))
    send_button(ada).click()
    expect(said(ada, DONE).locator(".delivery")).to_contain_text("Sent", timeout=ARRIVAL)
    ada.goto("/said/?state=told")
    expect(remark(ada)).to_be_visible()
    arrived(home, GRACE, words=["Your answer to our question", "You told us"])

    liv_puts_it_on_the_charter(liv, address)


def remark(page: Page) -> Locator:
    """What Grace said, on the board."""
    return page.locator(".said-list li").filter(has_text=COMMENT).first


def grace_is_dissatisfied(home: Page) -> None:
    """One click in the mail, a few words, and save."""
    arrived(home, GRACE, words=["we have closed your conversation", SUBJECT]).click()
    with home.context.expect_page() as opened:
        mail = home.frame_locator(".mail-frame").locator("body")
        mail.get_by_role("link", name="Very bad").click()
    survey = opened.value
    survey.get_by_label("Would you like to tell us more?").fill(COMMENT)
    survey.get_by_role("button", name="Save my answer").click()
    expect(survey.get_by_role("heading", name="Thank you")).to_be_visible()


def it_stands_on_the_board(page: Page) -> None:
    """It comes by itself, a moment later, and with its promise."""
    page.goto("/said/?topic=speed&rating=bad")
    expect(remark(page)).to_be_visible(timeout=ARRIVAL)
    expect(remark(page)).to_contain_text("Very bad")
    expect(remark(page)).to_contain_text("Speed")


def ada_writes_what_was_done(ada: Page, looking: Looking) -> str:
    """She ticks the answer and writes; only a lead can publish it."""
    ada.goto("/said/?state=answered")
    remark(ada).get_by_role("checkbox").check()
    ada.get_by_role("button", name="Write what we did").click()
    ada.get_by_label("English").fill(DONE)
    looking.at(ada, "what we did")
    ada.get_by_role("button", name="Save").click()
    expect(toast(ada)).to_contain_text("A lead can put it on the charter.")
    expect(ada.get_by_role("button", name="Put it on the charter")).to_have_count(0)
    return ada.url


def liv_puts_it_on_the_charter(liv: Page, address: str) -> None:
    """And takes it back again."""
    liv.goto("/charter/")
    expect(liv.get_by_text(DONE)).to_have_count(0)
    liv.goto(address)
    liv.get_by_role("button", name="Put it on the charter").click()
    liv.goto("/charter/")
    expect(liv.get_by_text(DONE)).to_be_visible()
    liv.goto(address)
    liv.get_by_role("button", name="Take it back").click()
    liv.goto("/charter/")
    expect(liv.get_by_text(DONE)).to_have_count(0)


def test_the_board_shows_what_a_colleague_does(agent: OpenPage, site: Site) -> None:
    site.carry_out(SAID)
    ada, bo = agent("Ada"), agent("Bo")
    ada.goto("/said/?rating=middling")
    rows = ada.locator(".said-list li")
    expect(rows.nth(1)).to_be_visible()
    taken, kept = (
        rows.nth(place).get_by_role("link", name="Look at it").get_attribute("href")
        for place in (0, 1)
    )
    ticked = rows.nth(1).get_by_role("checkbox")
    ticked.check()
    ticked.focus()

    bo.goto(taken or "")
    bo.get_by_label("Who looks after it").select_option(label="Bo Jansen")
    bo.get_by_role("button", name="Save").click()
    expect(ada.locator(f'.said-list a[href="{taken}"]')).to_have_count(0, timeout=ARRIVAL)
    row = rows.filter(has=ada.locator(f'a[href="{kept}"]'))
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(row.get_by_role("checkbox")).to_be_focused()


def test_the_pages_hold_on_a_phone_and_without_script(agent: OpenPage, site: Site) -> None:
    site.carry_out(SAID)
    looking = Looking("dark")
    page = agent("Liv", **PHONE, color_scheme="dark")
    for address in ("", "?state=quiet", "topics/", "improvements/", "agreement/"):
        page.goto(f"/said/{address}")
        looking.at(page, f"/said/{address}")
    page.goto("/said/")
    page.get_by_role("link", name="Look at it").first.click()
    looking.at(page, "one answer")
    plain = agent("Liv", java_script_enabled=False)
    plain.goto("/said/")
    plain.get_by_label("Mood").select_option("bad")
    plain.get_by_role("button", name="Filter").click()
    expect(plain.locator(".said-list li").first).to_be_visible()
    plain.get_by_role("link", name="Look at it").first.click()
    plain.get_by_label("Who looks after it").select_option(label="Liv Dahl")
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_role("heading", name="History")).to_be_visible()
