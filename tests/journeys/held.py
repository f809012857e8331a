"""Requests that are held on their way, and let go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route

EDITOR = re.compile(r"/rich\.[^/]*js")
"""The script of the composer's editor."""


class Held:
    """Holds requests until somebody lets them go on; those that follow pass at once."""

    def __init__(self) -> None:
        """Begin to hold."""
        self._waiting: list[Route] = []
        self._open = False

    def __call__(self, route: Route) -> None:
        """Take one request, as a handler of Playwright."""
        if self._open:
            route.continue_()
        else:
            self._waiting.append(route)

    def let_go(self) -> None:
        """Let everything go on."""
        self._open = True
        while self._waiting:
            self._waiting.pop().continue_()


@contextmanager
def holding(page: Page, address: re.Pattern[str]) -> Iterator[Held]:
    """Hold a page's requests for an address.

    Each of them is answered in the end: Playwright stops for good, some journeys later, when the
    task of a request that never was is collected as garbage.
    """
    held = Held()
    page.route(address, held)
    try:
        yield held
    finally:
        held.let_go()
        page.unroute(address, held)
