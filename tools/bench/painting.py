"""What somebody in front of the screen waits for: a real browser, real clicks and real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING, Any

from bench.filling import World
from bench.numbers import Spread, spread_of
from bench.service import HOST, Site
from system_packages import CHROMIUM, find

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CLICKS = 36
KEYS = 30
CHANGES = 15
FIRST_FEW = 3
"""Not counted: the browser compiles what it has not run before."""
SETTLED = 0.4
"""Seconds in which what was fetched ahead has come."""
OPTIONS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
DESK: Any = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"}
VIEW = "/inbox/open/"

_RECORDER = """
window.bench = {painted: [], begun: 0};
const began = (event) => { window.bench.begun = performance.timeOrigin + event.timeStamp; };
addEventListener("click", began, true);
addEventListener("keydown", began, true);
window.bench.paint = () => new Promise((done) => requestAnimationFrame(() => {
  const after = new MessageChannel();
  after.port1.onmessage = () => done(performance.timeOrigin + performance.now());
  after.port2.postMessage(0);
}));
window.bench.when = (is) => {
  window.bench.end = new Promise((done) => {
    const look = () => {
      if (!is()) return;
      watch.disconnect();
      removeEventListener("focusin", look);
      window.bench.paint().then(done);
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, {subtree: true, childList: true, characterData: true});
    addEventListener("focusin", look);
  });
};
"""
_SHOWN = """(number) => window.bench.when(
  () => document.getElementById("conversation")?.dataset.topic === `conversation.${number}`
    && document.querySelector("#items li"))"""
_FOCUSED = """(id) => window.bench.when(
  () => document.activeElement?.closest(".row-item")?.id === id)"""
_SAID = """(words) => window.bench.when(
  () => document.getElementById("items")?.textContent.includes(words))"""
_WAITED = "() => window.bench.end.then((at) => at - window.bench.begun)"


@dataclass(frozen=True)
class Painted:
    """Milliseconds from a press until its effect is on the screen.

    `work` is what the browser's main thread does for one click; `requests` how many it makes.
    """

    cold: Spread
    hovered: Spread
    neighbour: Spread
    key: Spread
    elsewhere: Spread
    work: float
    requests: float


def painted(site: Site, world: World) -> Painted | None:
    """Everything that is seen in Chromium; None where there is none."""
    if find(CHROMIUM) is None:
        return None
    with _chromium() as browser:
        page = _signed_in(browser, site, world)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        cold, work = _worked(page, lambda: _clicks(page, _press))
        requests = len(asked) / CLICKS
        hovered = _clicks(page, _rest_and_press)
        return Painted(
            cold=cold,
            hovered=hovered,
            neighbour=_neighbours(page),
            key=_keys(page),
            elsewhere=_elsewhere(page, browser, site, world),
            work=work / CLICKS,
            requests=requests,
        )


@contextmanager
def _chromium() -> Iterator[Browser]:
    # Heavy, and not needed to read what was found.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(CHROMIUM), args=[*OPTIONS])
        try:
            yield browser
        finally:
            browser.close()


def _signed_in(browser: Browser, site: Site, world: World) -> Page:
    context = browser.new_context(base_url=f"http://{HOST}:{site.http_port}", **DESK)
    context.add_init_script(_RECORDER)
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("input[name=login]").fill(world.email)
    page.locator("input[name=password]").fill(world.password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/inbox/**")
    return page


def _worked(page: Page, act: Callable[[], Spread]) -> tuple[Spread, float]:
    """What something took, and how long the main thread was busy with it, in milliseconds."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")

    def busy() -> float:
        metrics = tools.send("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    before = busy()
    return act(), busy() - before


def _rows(page: Page) -> list[int]:
    page.goto(VIEW)
    sleep(SETTLED)
    ids = page.locator(".row-item").evaluate_all("rows => rows.map((row) => row.id)")
    return [int(one.removeprefix("row-")) for one in ids]


def _clicks(page: Page, press: Callable[[Page, int], None]) -> Spread:
    """Clicks on one conversation after the other."""
    waits = []
    for number in _rows(page)[: CLICKS + FIRST_FEW]:
        page.mouse.move(1, 1)
        page.locator(f"#row-{number}").scroll_into_view_if_needed()
        sleep(SETTLED / 2)
        page.evaluate(_SHOWN, number)
        press(page, number)
        waits.append(page.evaluate(_WAITED) / 1000)
    return spread_of(waits[FIRST_FEW:])


def _press(page: Page, number: int) -> None:
    """Click at once, wherever the pointer was."""
    page.mouse.click(*_middle(page, number))


def _rest_and_press(page: Page, number: int) -> None:
    """Let the pointer rest on the row for a moment, as people do, and click."""
    page.mouse.move(*_middle(page, number))
    sleep(SETTLED)
    page.mouse.down()
    page.mouse.up()


def _middle(page: Page, number: int) -> tuple[float, float]:
    box = page.locator(f"#row-{number}").bounding_box()
    if box is None:
        raise RuntimeError(f"the row of {number} cannot be seen")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _neighbours(page: Page) -> Spread:
    """Enter on the row that is next by key."""
    waits = []
    for number in _rows(page)[: CLICKS + FIRST_FEW]:
        page.keyboard.press("j")
        sleep(SETTLED)
        page.evaluate(_SHOWN, number)
        page.keyboard.press("Enter")
        waits.append(page.evaluate(_WAITED) / 1000)
        page.locator(f"#row-{number} a.row").focus()
    return spread_of(waits[FIRST_FEW:])


def _keys(page: Page) -> Spread:
    """A key moves the selection."""
    waits = []
    for number in _rows(page)[: KEYS + FIRST_FEW]:
        page.evaluate(_FOCUSED, f"row-{number}")
        page.keyboard.press("j")
        waits.append(page.evaluate(_WAITED) / 1000)
        sleep(SETTLED / 4)
    return spread_of(waits[FIRST_FEW:])


def _elsewhere(page: Page, browser: Browser, site: Site, world: World) -> Spread:
    """A note is written on one screen and stands on another."""
    other = _signed_in(browser, site, world)
    address = f"{VIEW}?conversation={world.open[0]}"
    waits = []
    for each in (page, other):
        each.goto(address)
    sleep(4 * SETTLED)
    for number in range(CHANGES + FIRST_FEW):
        words = f"Said here, number {number}."
        page.locator("#composer label[data-key=n]").click()
        page.locator("#composer-text").fill(words)
        # Colleagues are told of the first letter; people go on writing for a while.
        sleep(SETTLED)
        other.evaluate(_SAID, words)
        page.locator("#composer .send").click()
        at = other.evaluate("() => window.bench.end")
        waits.append((at - page.evaluate("window.bench.begun")) / 1000)
        sleep(2 * SETTLED)
    other.context.close()
    return spread_of(waits[FIRST_FEW:])
