"""Files dropped on a conversation show their way, can be stopped, and are refused in words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, Mail, new_conversation, said, send_button, writes

pytestmark = pytest.mark.journey

MIB = 1024 * 1024
DROP = """(place, [name, size]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(size).fill(65)], name, {type: "text/plain"}));
  const composer = document.getElementById("composer");
  return ["dragover", "drop"].map((kind) => {
    const told = {dataTransfer: carried, bubbles: true, cancelable: true};
    place.dispatchEvent(new DragEvent(kind, told));
    return composer.classList.contains("dropping");
  });
}"""


def drops(page: Page, name: str, size: int) -> None:
    """Drop a file on the messages; the composer shows beforehand that it takes it."""
    place = page.locator("#items .message").first
    assert place.evaluate(DROP, [name, size]) == [True, False]


def slow_line(page: Page, bytes_a_second: int) -> None:
    """From now on what is sent takes its time."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    conditions = {"offline": False, "latency": 0, "downloadThroughput": -1}
    line.send(
        "Network.emulateNetworkConditions", {**conditions, "uploadThroughput": bytes_a_second}
    )


@pytest.fixture
def ada(agent: OpenPage) -> Page:
    """Ada at her desk; what she sends goes straight to the server."""
    return agent("Ada")


def files_of(page: Page) -> Locator:
    """The files that go along, and those on their way."""
    return page.locator("#kept-files li")


def expect_here(page: Page, name: str) -> None:
    """The file has arrived, and goes along."""
    kept = files_of(page).filter(has_text=name).locator("input[name=kept]")
    expect(kept).to_be_checked(timeout=ARRIVAL)


def test_a_dropped_file_shows_its_way_and_goes_along(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Dropped on the words"))
    slow_line(ada, MIB // 4)
    drops(ada, "manual.txt", MIB)
    progress = ada.get_by_role("progressbar", name="manual.txt")
    expect(progress).to_have_js_property("max", 1)
    ada.wait_for_function(
        "() => { const {value} = document.querySelector('#kept-files progress');"
        " return value > 0 && value < 1; }"
    )
    expect(progress).to_have_count(0, timeout=ARRIVAL)
    slow_line(ada, -1)
    expect_here(ada, "manual.txt")
    expect(ada.locator(".composer-uploads")).to_have_text("manual.txt is here.")
    writes(ada, "The manual goes along.")
    send_button(ada).click()
    attached = said(ada, "The manual goes along.").locator(".attachments")
    expect(attached).to_contain_text(re.compile(r"manual\.txt.*1\.0 MB", re.DOTALL))


def test_a_file_that_is_stopped_is_gone(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Dropped by mistake"))
    slow_line(ada, MIB // 10)
    drops(ada, "wrong.txt", MIB)
    drops(ada, "right.txt", 64)
    stop = ada.get_by_role("button", name="Cancel wrong.txt")
    stop.focus()
    ada.keyboard.press("Enter")
    expect(files_of(ada).filter(has_text="wrong.txt")).to_have_count(0)
    expect(ada.get_by_label("Attach files")).to_be_focused()
    expect_here(ada, "right.txt")
    expect(ada.locator("#composer-error")).to_be_empty()
    slow_line(ada, -1)
    with ada.expect_response("**/draft/"):
        writes(ada, "Only the right one.")
    ada.reload()
    expect(files_of(ada)).to_have_count(1)
    send_button(ada).click()
    attached = said(ada, "Only the right one.").locator(".attachments")
    expect(attached).to_contain_text("right.txt")
    expect(attached).not_to_contain_text("wrong.txt")


def test_a_file_that_is_too_large_is_refused_before_it_leaves(ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Dropped a film"))
    left: list[str] = []
    ada.on("request", lambda request: left.append(request.url))
    drops(ada, "film.txt", 32 * MIB + 1)
    problem = ada.locator("#composer-error")
    expect(problem).to_have_text("film.txt is too large: at most 32.0 MB.")
    expect(problem).to_have_role("alert")
    expect(files_of(ada)).to_have_count(0)
    assert not [url for url in left if url.endswith("/uploads/")]
    drops(ada, "page.txt", 64)
    expect_here(ada, "page.txt")
    expect(problem).to_be_empty()
