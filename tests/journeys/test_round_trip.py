"""The story of the README: a customer writes, is answered, writes again, and says how it went."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import (
    ARRIVAL,
    GRACE,
    Mail,
    arrived,
    expect_stayed,
    receipt,
    resolves,
    row,
    said,
    sends,
    stays,
    typed,
)

pytestmark = pytest.mark.journey

KETTLE = Mail("My Fjord kettle came without its lid", customer=GRACE)
AMOUNT = re.compile(r"(?:(\d+) h)? ?(?:(\d+) min)?(?:0 s)?")


def minutes(text: str) -> int:
    """How many minutes `1 h 12 min` are; a dash counts as nothing."""
    hours, rest = AMOUNT.fullmatch(text.strip().strip("–")).groups()  # type: ignore[union-attr]
    return 60 * int(hours or 0) + int(rest or 0)


def test_a_mail_is_answered_within_its_promise_and_rated(agent: OpenPage, site: Site) -> None:
    desk, home = agent("Ada"), agent("Ada")

    number = it_arrives_by_itself(desk, site)
    the_promise_explains_itself(desk)
    ada_answers(desk)
    grace_reads_both_mails(home, number)
    grace_writes_again(home)
    it_continues_the_conversation(desk, number)

    before = answers_counted(home)
    resolves(desk)
    survey = grace_opens_the_survey(home)
    assert answers_counted(desk) == before, "opening the link saved an answer"
    she_saves_and_changes_her_mind(survey)
    assert answers_counted(desk) == before + 1
    the_answer_can_be_found(desk, number)


def it_arrives_by_itself(desk: Page, site: Site) -> str:
    """The list shows the mail without being loaded again, unread and on top."""
    desk.goto("/inbox/open/")
    stays(desk)
    waiting = int(desk.locator("#list-count").inner_text())
    sends(site, KETTLE)
    newest = desk.locator(".row-item").first
    expect(newest).to_contain_text(KETTLE.subject, timeout=5000)
    expect(newest).to_contain_text("Unread:")
    expect(desk.locator("#list-count")).to_have_text(str(waiting + 1))
    expect_stayed(desk)
    row(desk, KETTLE.subject).click()
    expect(desk.locator("#thread-title")).to_have_text(KETTLE.subject)
    expect(newest).not_to_contain_text("Unread:")
    return desk.locator(".thread-meta").get_by_text(re.compile(r"^#\d+$")).inner_text()[1:]


def the_promise_explains_itself(desk: Page) -> None:
    """The strip names the standard; its lines add up to what was promised."""
    strip = desk.locator("#promise-strip")
    expect(strip.locator("promise-chip")).to_have_accessible_name(re.compile("^Reply due in"))
    expect(strip).to_contain_text("First reply")
    expect(strip).to_contain_text("Standard: ")
    strip.get_by_role("link", name="Why then?").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Why then?")).to_be_visible()
    counted = dialog.locator("tbody td.number:nth-child(4)").all_inner_texts()
    target = dialog.locator("tfoot td.number").first.inner_text()
    assert sum(map(minutes, counted)) == minutes(target) > 0
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def ada_answers(desk: Page) -> None:
    """A reply with a file leaves, and the page says so by itself."""
    desk.locator("#composer-text").fill("Hello Grace,\n\nyour lid is on its way.\n\nAda")
    desk.locator("#composer input[type=file]").set_input_files(receipt())
    expect(desk.locator("#kept-files")).to_contain_text("receipt.pdf")
    desk.locator("#composer-text").press("Control+Enter")
    reply = said(desk, "your lid is on its way")
    expect(reply).to_contain_text("receipt.pdf")
    expect(reply.locator(".delivery")).to_contain_text("Sent", timeout=ARRIVAL)
    expect(typed(desk)).to_have_value("")
    expect(desk.locator("#promise-strip")).to_contain_text("Kept")
    expect_stayed(desk)


def grace_reads_both_mails(home: Page, number: str) -> None:
    """The acknowledgement gave her a number and a time; the answer has the file."""
    arrived(
        home, GRACE, words=["We have received your message", f"its number is {number}."]
    ).click()
    home.get_by_role("link", name="Plain text").click()
    acknowledgement = home.locator(".mail-text")
    expect(acknowledgement).to_contain_text(f"its number is {number}.")
    expect(acknowledgement).to_contain_text(re.compile(r"answer from one of us before \d\d:\d\d"))
    arrived(home, GRACE, words=["Re: " + KETTLE.subject, "your lid is on its way"]).click()
    expect(home.locator(".mail-from")).to_contain_text("Ada")
    expect(home.locator(".attachments")).to_contain_text("receipt.pdf")
    expect(mail_in_its_frame(home)).to_contain_text("your lid is on its way")


def mail_in_its_frame(home: Page) -> Locator:
    """What the mail itself says, as it was dressed."""
    return home.frame_locator(".mail-frame").locator("body")


def grace_writes_again(home: Page) -> None:
    """She answers Ada's mail under a subject of her own."""
    home.get_by_role("link", name="Reply").click()
    home.get_by_label("Subject").fill("One more thing")
    words = home.get_by_label("Message")
    words.fill(f"Does it fit the old model too?\n\n{words.input_value()}")
    home.get_by_role("button", name="Send").click()
    expect(home.locator(".mail-row").first).to_contain_text("One more thing")


def it_continues_the_conversation(desk: Page, number: str) -> None:
    """Her words appear where Ada is reading, and the next promise begins."""
    answer = said(desk, "Does it fit the old model too?")
    expect(answer).to_be_visible(timeout=ARRIVAL)
    expect(answer.locator(".quoted")).to_be_visible()
    expect(desk.locator("#promise-strip .promise").first).to_contain_text("Next reply")
    expect(desk.locator(".thread-meta")).to_contain_text(f"#{number}")
    expect_stayed(desk)


def grace_opens_the_survey(home: Page) -> Page:
    """One click on a face in the mail opens the page with that face chosen."""
    arrived(home, GRACE, words=["we have closed your conversation", KETTLE.subject]).click()
    with home.context.expect_page() as opened:
        mail_in_its_frame(home).get_by_role("link", name="So-so").click()
    survey = opened.value
    expect(survey.get_by_role("heading", name="How did we do?")).to_be_visible()
    expect(survey.get_by_role("radio", name="So-so")).to_be_checked()
    return survey


def she_saves_and_changes_her_mind(survey: Page) -> None:
    """Saving says thank you; the same link changes the answer."""
    survey.get_by_label("Would you like to tell us more?").fill("The lid fits.")
    survey.get_by_role("button", name="Save my answer").click()
    expect(survey.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(survey.get_by_text("So-so")).to_be_visible()
    survey.get_by_role("link", name="Change my answer").click()
    expect(survey.get_by_role("radio", name="So-so")).to_be_checked()
    survey.get_by_text("Good", exact=True).click()
    survey.get_by_role("button", name="Save my answer").click()
    expect(survey.get_by_text("Your answer “Good” is saved")).to_be_visible()
    expect(survey.get_by_text("The lid fits.")).to_be_visible()


def the_answer_can_be_found(desk: Page, number: str) -> None:
    """The page of the measure lists the conversation behind the answer."""
    desk.locator(".kpi").filter(has_text="Satisfaction").click()
    case = desk.get_by_role("row").filter(has_text=KETTLE.subject).first
    expect(case).to_contain_text("Good")
    expect(case.get_by_role("link")).to_have_attribute("href", f"/conversations/{number}/")


def answers_counted(page: Page) -> int:
    """How many answers the satisfaction of the last four weeks rests on."""
    page.goto("/figures/")
    count = page.locator(".kpi").filter(has_text="Satisfaction").locator(".kpi-count")
    return int(re.match(r"\d+", count.inner_text()).group())  # type: ignore[union-attr]
