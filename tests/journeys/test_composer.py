"""Writing: saved replies by keys and mouse, drafts on two machines, a colleague who was quicker."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import (
    ARRIVAL,
    DAAN,
    GRACE,
    Mail,
    arrived,
    new_conversation,
    said,
    says,
    send_button,
    typed,
    writes,
)

pytestmark = pytest.mark.journey


def test_a_saved_reply_by_keys_alone_sent_and_resolved(
    ada: Page, site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    mail = Mail("Waar blijft mijn molen?", "Hallo, waar is mijn bestelling?", DAAN)
    new_conversation(ada, site, mail)
    keys, text = ada.keyboard, ada.locator("#composer-text")
    keys.press("r")
    keys.type("/own up")
    choices = ada.locator("#insertions [role=option]")
    expect(choices).to_have_count(1)
    expect(choices.first).to_contain_text("Je hebt gelijk, en het spijt me")
    keys.press("Enter")
    expect(text).to_be_focused()
    assert typed(ada).input_value().startswith("Beste Daan,\n\nJe hebt gelijk, en het spijt me")
    expect(ada.locator("#composer-open")).to_contain_text("{wat_er_gebeurde}")
    keys.type("De doos stond nog hier.")
    expect(ada.locator("#composer-open")).not_to_contain_text("{wat_er_gebeurde}")

    keys.press("Control+Enter")
    expect(ada.locator("#composer-error")).to_contain_text("Not filled in yet: {wat_we_deden}.")
    text.fill(typed(ada).input_value().replace("{wat_we_deden}", "hij is nu onderweg"))
    text.focus()
    keys.press("Control+Shift+Enter")
    expect(said(ada, "De doos stond nog hier.")).to_be_visible()
    expect(ada.locator("#reopen")).to_be_visible()
    arrived(ada, DAAN, words=["Re: " + mail.subject])


def test_a_saved_reply_by_mouse(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Thank you all"))
    ada.get_by_role("button", name="Saved replies").click()
    expect(ada.locator("#insertions [role=option]").first).to_be_visible()
    ada.keyboard.type("kind words")
    ada.locator("#insertions [role=option]", has_text="Thank you for kind words").click()
    assert typed(ada).input_value().startswith("Hi Grace,\n\nThank you for your kind words!")
    expect(ada.locator("#insertions")).to_be_hidden()
    send_button(ada).click()
    expect(said(ada, "Have a lovely day.")).to_be_visible()
    expect(typed(ada)).to_have_value("")


def test_escape_leaves_the_choices_first(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Is there decaf?"))
    ada.keyboard.press("r")
    ada.keyboard.type("see /thank")
    expect(ada.locator("#insertions")).to_be_visible()
    ada.keyboard.press("Escape")
    expect(ada.locator("#insertions")).to_be_hidden()
    expect(ada.locator("#composer-text")).to_be_focused()
    expect(typed(ada)).to_have_value("see /thank")
    ada.locator("#composer-text").fill(":tada")
    expect(ada.locator("#insertions")).to_be_hidden()
    ada.locator("#composer-text").fill("")
    ada.keyboard.type("Hooray :tad")
    expect(ada.locator("#insertions [role=option]")).to_have_count(1)
    ada.keyboard.press("Tab")
    expect(typed(ada)).to_have_value("Hooray 🎉")


def test_a_draft_is_there_on_another_machine(ada: Page, agent: OpenPage, site: Site) -> None:
    new_conversation(ada, site, Mail("Begun at the desk"))
    with ada.expect_response("**/draft/"):
        writes(ada, "Begun at the desk,")
    laptop = agent("Ada")
    laptop.goto(ada.url)
    text = laptop.locator("#composer-text")
    expect(typed(laptop)).to_have_value("Begun at the desk,")
    with laptop.expect_response("**/draft/"):
        text.fill("Begun at the desk, finished on the train.")
    ada.goto(ada.url)
    expect(typed(ada)).to_have_value("Begun at the desk, finished on the train.")
    send_button(ada).click()
    expect(said(ada, "finished on the train.")).to_be_visible()
    laptop.reload()
    expect(typed(laptop)).to_have_value("")


def test_a_colleague_who_was_quicker_is_read_first(
    ada: Page, agent: OpenPage, site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    new_conversation(ada, site, Mail("Who is quicker?", customer=GRACE))
    writes(ada, "Ada's answer.")
    bo = agent("Bo")
    bo.goto(ada.url)
    says(bo, "Bo's answer.")
    expect(said(ada, "Bo's answer.")).to_be_visible(timeout=ARRIVAL)
    expect(typed(ada)).to_have_value("Ada's answer.")
    send_button(ada).click()
    expect(ada.locator("#composer-error")).to_contain_text("Bo Jansen has answered meanwhile")
    expect(said(ada, "Ada's answer.")).to_have_count(0)
    expect(typed(ada)).to_have_value("Ada's answer.")
    send_button(ada).click()
    expect(said(ada, "Ada's answer.")).to_be_visible()
    arrived(ada, GRACE, words=["Ada's answer."])


def test_what_was_seen_before_one_began_is_not_asked_about(
    ada: Page, agent: OpenPage, site: Site
) -> None:
    new_conversation(ada, site, Mail("Seen in time"))
    bo = agent("Bo")
    bo.goto(ada.url)
    says(bo, "Bo was here.")
    expect(said(ada, "Bo was here.")).to_be_visible(timeout=ARRIVAL)
    says(ada, "So was Ada.")


def test_a_note_looks_like_none_but_a_note(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("For colleagues"))
    writes(ada, "Ask @")
    expect(send_button(ada)).to_contain_text("Send")
    expect(ada.locator(".composer-recipients")).to_be_visible()
    ada.locator("#composer label[data-key=n]").click()
    expect(typed(ada)).to_have_value("Ask @")
    expect(send_button(ada)).to_contain_text("Add note")
    expect(ada.locator(".composer-recipients")).to_be_hidden()
    expect(ada.locator("#composer")).to_contain_text("Only colleagues see this")
    ada.locator("#composer-text").press("End")
    ada.keyboard.type("Bo")
    ada.locator("#insertions [role=option]", has_text="Bo Jansen").click()
    expect(typed(ada)).to_have_value("Ask @Bo Jansen ")
    send_button(ada).click()
    expect(said(ada, "Ask @Bo Jansen")).to_be_visible()
