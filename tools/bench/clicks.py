"""What goes over the wire: the first page load, and a click on a conversation."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from bench.browser import HTMX, Answer, Browser
from bench.filling import World
from bench.requests import TARGET

ENCODINGS = "br, gzip"
CLICK = "click on a conversation (if it was unread, a request without content follows)"
STYLES, SCRIPTS = "first load: styles", "first load: scripts"
_LINKED = re.compile(
    rb'<link rel="(?:stylesheet|modulepreload|icon)" href="([^"]+)"|<script[^>]* src="([^"]+)"'
)


@dataclass(frozen=True)
class Weight:
    """Requests and bytes: as sent, unpacked, and what gzip would make of it."""

    what: str
    requests: int
    sent: int
    unpacked: int
    gzipped: int


def weigh(browser: Browser, world: World) -> list[Weight]:
    """The first page load by kind of file, then one click."""
    address = "/inbox/open/"
    page = browser.get(address).body
    linked = sorted({next(filter(None, found)).decode() for found in _LINKED.findall(page)})
    groups = {
        "first load: page": [address],
        STYLES: [one for one in linked if one.endswith(".css")],
        SCRIPTS: [one for one in linked if one.endswith(".js")],
        "first load: mark": [one for one in linked if one.endswith(".svg")],
    }
    weights = [_weight(what, browser, addresses) for what, addresses in groups.items()]
    total = _together("first load: all, without the font", weights)
    click = [f"/inbox/open/?conversation={world.visible[0]}"]
    part = _weight(CLICK, browser, click, {**HTMX, "HX-Target": TARGET})
    return [*weights, total, part]


def _together(what: str, weights: list[Weight]) -> Weight:
    return Weight(
        what,
        requests=sum(one.requests for one in weights),
        sent=sum(one.sent for one in weights),
        unpacked=sum(one.unpacked for one in weights),
        gzipped=sum(one.gzipped for one in weights),
    )


def _weight(
    what: str, browser: Browser, addresses: list[str], headers: dict[str, str] | None = None
) -> Weight:
    plain = [browser.get(address, **(headers or {})) for address in addresses]
    packed = {**(headers or {}), "Accept-Encoding": ENCODINGS}
    sent = [browser.get(address, **packed) for address in addresses]
    return Weight(
        what,
        requests=len(addresses),
        sent=sum(len(answer.body) for answer in sent),
        unpacked=sum(len(answer.body) for answer in plain),
        gzipped=sum(_gzipped(answer) for answer in plain),
    )


def _gzipped(answer: Answer) -> int:
    return len(zlib.compress(answer.body, 6, wbits=31))
