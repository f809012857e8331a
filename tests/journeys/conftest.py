"""One running site for all journeys, and browsers that tolerate no error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from system_packages import CHROMIUM, find
from tests.journeys.quiet import Complaints
from tests.journeys.site import Login, Site, running_site
from tests.journeys.story import ARRIVAL, sign_in

OpenPage = Callable[..., Page]
QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

RUT = Login("rut@fjordkaffe.example", "a grinder without a handle")
HIRING = f"""
from tillit.people.models import Agent
Agent.objects.create_user({RUT.email!r}, {RUT.password!r}, name="Rut Berg", role="administrator")
"""

DESK: dict[str, Any] = {
    "viewport": {"width": 1440, "height": 900},
    "locale": "en-GB",
    "timezone_id": "Europe/Oslo",
    "service_workers": "block",
}
"""A desk in Oslo, and a reader of English.

Playwright stops every service worker as it begins, and now and then forgets to let it go on when a
page is being opened or closed at that moment; the journeys of the app alone have them.
"""


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The demo world, loaded once; every journey brings the conversations that it changes."""
    with TemporaryDirectory(prefix="tillit-journeys-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        with running_site(data) as running:
            yield running


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """Addresses in journeys are relative to it."""
    return site.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, offline in every other respect."""
    chromium = find(CHROMIUM)
    if chromium is None:
        pytest.skip("Chromium is not installed")
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*QUIET_BROWSER]}


@pytest.fixture(scope="session")
def sessions(browser: Browser, site: Site) -> Callable[[str], StorageState]:
    """The cookies of an agent who has signed in, asked for once per agent."""
    kept: dict[str, StorageState] = {}

    def session(first_name: str) -> StorageState:
        if first_name not in kept:
            context = browser.new_context(base_url=site.address, **DESK)
            sign_in(context.new_page(), site.login(first_name))
            kept[first_name] = context.storage_state()
            context.close()
        return kept[first_name]

    return session


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What browsers complain about during a journey; at the end there must be nothing."""
    heard = Complaints()
    yield heard
    assert not heard.unexpected, "\n".join(heard.unexpected)


@pytest.fixture
def visitor(complaints: Complaints, new_context: Callable[..., BrowserContext]) -> OpenPage:
    """Opens a page for somebody who is not signed in; takes the options of a context."""

    def open_page(**options: Any) -> Page:
        context = new_context(**{**DESK, **options})
        context.set_default_timeout(ARRIVAL)
        complaints.listen_to(context)
        return context.new_page()

    return open_page


@pytest.fixture
def agent(visitor: OpenPage, sessions: Callable[[str], StorageState]) -> OpenPage:
    """Opens a page for an agent of the shop, named by the first name."""

    def open_page(first_name: str, **options: Any) -> Page:
        return visitor(storage_state=sessions(first_name), **options)

    return open_page


@pytest.fixture
def ada(agent: OpenPage) -> Page:
    """Ada at her desk."""
    return agent("Ada")


@pytest.fixture(scope="session")
def administration(browser: Browser, site: Site) -> StorageState:
    """The cookies of Rut, who sets the installation up."""
    site.carry_out(HIRING)
    context = browser.new_context(base_url=site.address, **DESK)
    sign_in(context.new_page(), RUT)
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def rut(visitor: OpenPage, administration: StorageState) -> Callable[..., Page]:
    """Opens a page for Rut."""
    return lambda **options: visitor(storage_state=administration, **options)
