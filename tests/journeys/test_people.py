"""A colleague is invited, joins, and signs in with a passkey."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Login
from tests.journeys.story import sign_in

pytestmark = pytest.mark.journey

PASSWORD = "a kettle that never whistles"
KIM = Login("kim@fjordkaffe.example", PASSWORD)


def with_authenticator(context: BrowserContext, page: Page) -> None:
    """Let the browser have a device that keeps passkeys, and a finger that is always there."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def test_kim_is_invited_joins_and_needs_no_password(agent: OpenPage, visitor: OpenPage) -> None:
    liv = agent("Liv")
    liv.goto("/settings/")
    liv.get_by_label("Search the settings").fill("invite")
    liv.keyboard.press("Enter")
    liv.get_by_role("link", name=re.compile("Colleagues")).click()
    liv.get_by_role("link", name="Invite").click()
    liv.get_by_label("E-mail address").fill(KIM.email)
    liv.get_by_label("Fjordkaffe").check()
    liv.get_by_role("button", name="Invite").click()
    link = liv.get_by_label("Link to copy").input_value()

    page = visitor()
    with_authenticator(page.context, page)
    page.goto(re.sub(r"^https?://[^/]+", "", link))
    page.get_by_label("Your name").fill("Kim Berg")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(re.compile(r"/inbox/"))

    page.goto("/me/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.goto("/me/security/")
    expect(page.get_by_text("Passkey 1")).to_be_visible()
    page.get_by_role("button", name="Kim Berg").click()
    page.locator("#user-menu").get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile(r"/inbox/"))

    without = visitor()
    sign_in(without, KIM, password=PASSWORD)
    expect(without.get_by_role("heading", name="One more step")).to_be_visible()


def test_without_a_passkey_the_page_says_so(visitor: OpenPage) -> None:
    page = visitor()
    page.goto("/sign-in/")
    trouble = page.locator(".passkey-trouble")
    expect(trouble).to_be_hidden()
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')); }")
    page.get_by_role("button", name="Use a passkey").click()
    expect(trouble).to_be_visible()
