"""A page that is being used is never taken out of anybody's hands."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, Response, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Site, answers
from tests.journeys.story import (
    ARRIVAL,
    Mail,
    expect_stayed,
    new_conversation,
    opens,
    row,
    said,
    says,
    sends,
    stays,
)

pytestmark = pytest.mark.journey

RETURN = 40_000
"""Milliseconds until a page has found a server again that was started anew."""
WORDS = "Hello Grace, I am looking into it"


def test_new_rows_wait_while_somebody_reads_further_down(ada: Page, site: Site) -> None:
    ada.goto("/inbox/resolved/")
    ada.goto("/inbox/open/")
    rows = ada.locator("#rows")
    first = rows.locator(".row-item").first.get_attribute("id")
    rows.evaluate("list => list.scrollTo(0, 400)")
    link = rows.locator("a.row").nth(6)
    link.focus()
    here = link.bounding_box()

    mail = Mail("Arrives while somebody reads")
    sends(site, mail)
    pill = ada.locator("#new-pill")
    expect(pill).to_have_text("1 new", timeout=ARRIVAL)
    assert rows.locator(".row-item").first.get_attribute("id") == first
    assert link.bounding_box() == here
    expect(link).to_be_focused()

    pill.click()
    expect(rows.locator(".row-item").first).to_contain_text(mail.subject)
    expect(pill).to_be_hidden()
    assert rows.evaluate("list => list.scrollTop") == 0


def test_the_row_in_focus_keeps_it_while_others_arrive(ada: Page, site: Site) -> None:
    ada.goto("/inbox/open/")
    ada.keyboard.press("j")
    ada.keyboard.press("j")
    focused = "document.activeElement.closest('.row-item').id"
    before = ada.evaluate(focused)
    mail = Mail("Arrives above the row in focus")
    sends(site, mail)
    expect(row(ada, mail.subject)).to_be_visible(timeout=ARRIVAL)
    assert ada.evaluate(focused) == before


def test_what_is_typed_outlives_a_lost_connection(
    agent: OpenPage, site: Site, complaints: Complaints
) -> None:
    complaints.expect("ERR_")
    ada, bo = agent("Ada"), agent("Bo")
    mail = Mail("A parcel that nobody brought")
    new_conversation(ada, site, mail)
    opens(bo, mail.subject)
    text = begins_to_write(ada)

    ada.context.set_offline(True)
    expect(ada.locator("#connection")).to_contain_text("Reconnecting", timeout=ARRIVAL)
    text.press_sequentially(" and write again")
    says(bo, "Said while Ada was away.")
    expect(said(ada, "Said while Ada was away.")).to_have_count(0)

    ada.context.set_offline(False)
    expect(said(ada, "Said while Ada was away.")).to_be_visible(timeout=RETURN)
    expect(ada.locator("#connection")).to_be_hidden()
    expect_nothing_lost(ada, f"{WORDS} and write again")


def test_what_is_typed_outlives_a_restart_of_the_server(
    agent: OpenPage, site: Site, complaints: Complaints
) -> None:
    complaints.expect("ERR_")
    ada = agent("Ada")
    mail = Mail("A kettle for the time between")
    new_conversation(ada, site, mail)
    text = begins_to_write(ada)

    # Whether the page says so depends on how soon it is back: what lasts less is no news.
    with ada.expect_response(is_told, timeout=RETURN + ARRIVAL), stopped(site):
        text.press_sequentially(" once more")
    expect(ada.locator("#connection")).to_be_hidden(timeout=RETURN)
    expect_nothing_lost(ada, f"{WORDS} once more")

    elsewhere = agent("Ada")
    elsewhere.goto(ada.url)
    expect(elsewhere.locator("#composer")).to_be_visible()
    assert WORDS in written_in(elsewhere)
    with ada.expect_response(lambda answer: answer.url.endswith("/messages/?view=open")):
        ada.locator("#composer .send").click()
    expect(said(ada, f"{WORDS} once more")).to_be_visible()


def is_told(answer: Response) -> bool:
    """Whether a draft has arrived."""
    return answer.url.endswith("/draft/") and answer.ok


def test_a_row_is_warmed_by_a_pointer_that_rests_on_it(ada: Page, site: Site) -> None:
    mail = Mail("Fetched before it is asked for")
    new_conversation(ada, site, mail)
    ada.goto("/inbox/open/")
    asked: list[Request] = []
    ada.on("request", lambda request: asked.append(request))

    with ada.expect_response(is_warming):
        row(ada, mail.subject).hover()
    assert not [request.url for request in asked if request.method == "POST"]
    row(ada, mail.subject).click()
    expect(ada.locator("#thread-title")).to_have_text(mail.subject)
    fetched = [one for one in asked if "conversation=" in one.url and "live=" not in one.url]
    assert len(fetched) == 1, [one.url for one in fetched]


def test_what_changed_since_it_was_warmed_is_fetched_again(agent: OpenPage, site: Site) -> None:
    ada, bo = agent("Ada"), agent("Bo")
    mail = Mail("Changed between hover and click")
    new_conversation(bo, site, mail)
    ada.goto("/inbox/open/")
    with ada.expect_response(is_warming):
        row(ada, mail.subject).hover()
    with ada.expect_response(lambda answer: "live=1" in answer.url):
        says(bo, "Said between hover and click.")
    row(ada, mail.subject).click()
    expect(said(ada, "Said between hover and click.")).to_be_visible()


def test_moving_by_key_warms_the_neighbours(ada: Page) -> None:
    ada.goto("/inbox/open/")
    with ada.expect_response(is_warming), ada.expect_response(is_warming):
        ada.keyboard.press("j")


def is_warming(answer: Response) -> bool:
    """Whether a page was fetched before somebody asked for it."""
    return answer.request.headers.get("hx-warming") == "true"


def begins_to_write(page: Page) -> Locator:
    """Type half an answer, and mark the page."""
    text = page.locator("#composer-text")
    text.click()
    text.press_sequentially(WORDS)
    stays(page)
    return text


def expect_nothing_lost(page: Page, words: str) -> None:
    """The same page, the same words, the cursor where it was."""
    text = page.locator("#composer-text")
    expect_stayed(page)
    expect(text).to_be_focused()
    assert written_in(page) == words
    page.keyboard.type("!")
    assert written_in(page) == f"{words}!"


def written_in(page: Page) -> str:
    """What stands in the composer, with and without the editor."""
    read = "field => (field.value ?? field.innerText).trim()"
    return str(page.locator("#composer-text").evaluate(read))


@contextmanager
def stopped(site: Site) -> Iterator[None]:
    """The web server is away for a while, and comes back at the end."""
    pid = web_process(site)
    os.killpg(pid, signal.SIGKILL)
    yield
    until = time.monotonic() + RETURN / 1000
    while not answers(site.address):
        assert time.monotonic() < until, "the server did not come back"
        time.sleep(0.2)


def web_process(site: Site) -> int:
    """The process that the supervisor has started for the pages of this site."""
    until = time.monotonic() + ARRIVAL / 1000
    while time.monotonic() < until:
        for folder in Path("/proc").glob("[0-9]*"):
            if serves(folder, site.port):
                return int(folder.name)
        time.sleep(0.2)
    raise AssertionError("no web server was found")


def serves(process: Path, port: int) -> bool:
    """Whether this is the first of the processes that serve a port."""
    try:
        words = (process / "cmdline").read_text().split("\0")
        name = (process / "comm").read_text().strip()
        first = os.getpgid(int(process.name)) == int(process.name)
    except OSError:
        return False
    return first and name == "tillit web" and str(port) in words
