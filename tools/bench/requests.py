"""The requests that are measured: lists, a conversation, a reply, figures, searches."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from random import Random
from urllib.parse import urlencode

from bench.browser import Answer, Browser
from bench.filling import World
from bench.words import vocabulary

VIEWS = ("mine", "unassigned", "unanswered", "at-risk", "open", "resolved")
DEEP = 12
"""So many pages of a list are walked through."""
TARGET = "div#thread"
REPLY_WORDS = 40

_NEXT = re.compile(rb'class="row-more" hx-get="([^"]+)"')

Visit = Callable[[Browser, int], Answer]
"""Makes the request with this running number."""


@dataclass(frozen=True)
class Kind:
    """A kind of request. `floor` names the bare query that does the least of the same."""

    key: str
    title: str
    visit: Visit
    floor: str
    many: int


ALIVE = Kind("alive", "the trivial page", lambda browser, _number: browser.get("/alive/"), "", 300)


def first_pages(world: World) -> list[Kind]:
    """The first page of every list, whole."""
    titled = [*((f"list: {view}", view) for view in VIEWS), *world.saved]
    return [Kind(f"list-{view}", title, _first_page(view), "list", 50) for title, view in titled]


def _first_page(view: str) -> Visit:
    return lambda browser, _number: browser.get(f"/inbox/{view}/")


def further_pages(browser: Browser) -> list[Kind]:
    """The pages that follow, as parts; where they begin is read from the pages themselves."""
    return [_further(browser, view) for view in ("open", "resolved")]


def _further(browser: Browser, view: str) -> Kind:
    addresses = _following(browser, view) or [f"/inbox/{view}/"]

    def visit(browser: Browser, number: int) -> Answer:
        return browser.fetch(addresses[number % len(addresses)])

    return Kind(f"next-{view}", f"next page: {view}", visit, "list", 50)


def _following(browser: Browser, view: str) -> list[str]:
    addresses: list[str] = []
    answer = browser.get(f"/inbox/{view}/")
    while len(addresses) < DEEP and (found := _NEXT.search(answer.body)):
        addresses.append(unescape(found[1].decode()))
        answer = browser.fetch(addresses[-1])
    return addresses


def live_list() -> Kind:
    """What every open page fetches when something has happened."""
    return Kind(
        "list-live",
        "live refresh of a list",
        lambda browser, _number: browser.fetch("/inbox/open/?live=1"),
        "list",
        50,
    )


def conversation(world: World) -> Kind:
    """A click on a conversation, each time another one."""

    def visit(browser: Browser, number: int) -> Answer:
        chosen = world.visible[number % len(world.visible)]
        return browser.fetch(f"/inbox/open/?conversation={chosen}", target=TARGET)

    return Kind("conversation", "conversation", visit, "conversation", 150)


def reply(world: World) -> Kind:
    """Posting a reply, each time in another conversation."""
    random, words = Random(1), vocabulary("en")  # noqa: S311 (the same every time, not a secret)

    def visit(browser: Browser, number: int) -> Answer:
        chosen = world.open[number % len(world.open)]
        return browser.post(
            f"/conversations/{chosen}/messages/?view=open",
            kind="reply",
            text=words.text(random, REPLY_WORDS),
            key=str(uuid.uuid4()),
        )

    return Kind("reply", "reply", visit, "reply", 60)


def figures() -> Kind:
    """The page of figures as it opens."""
    return Kind(
        "figures", "figures", lambda browser, _number: browser.get("/figures/"), "figures", 40
    )


def searches(world: World) -> list[Kind]:
    """A search for a word that stands in hardly any conversation, and for one in very many."""
    return [
        Kind("search-rare", "search: a rare word", _search(world.rare_word), "search", 40),
        Kind("search-common", "search: a common word", _search(world.common_word), "search", 40),
    ]


def _search(word: str) -> Visit:
    return lambda browser, _number: browser.get(f"/search/?{urlencode({'q': word})}")


def all_figures() -> Kind:
    """The page of figures over all 13 months."""
    return Kind(
        "figures-all",
        "figures: 13 months",
        lambda browser, _number: browser.get("/figures/?period=all"),
        "figures-all",
        20,
    )
