"""A desk is set up, by mouse and by keys, and each person says how it should be for him or her."""

import base64
import hmac
import re
import time
from collections.abc import Callable
from hashlib import sha1

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.quiet import Complaints
from tests.journeys.site import Login, Site
from tests.journeys.story import ARRIVAL, PHONE, Mail, new_conversation, sign_in, toast

pytestmark = pytest.mark.journey

SIRI = Login("siri@fjordkaffe.example", "six spoons in a drawer")
HIRING = f"""
from tillit.people.models import Agent
Agent.objects.create_user({SIRI.email!r}, {SIRI.password!r}, name="Siri Moe", role="agent")
"""


def code_of(secret: str) -> str:
    """What an authenticator app shows (RFC 6238), when it stays for some seconds more."""
    at = time.time()
    if at % 30 > 24:
        time.sleep(30 - at % 30)
        at = time.time()
    key = base64.b32decode(secret.replace(" ", "").upper())
    digest = hmac.digest(key, int(at // 30).to_bytes(8, "big"), sha1)
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def test_the_first_steps_say_what_is_true_and_lead_on(rut: Callable[..., Page]) -> None:
    office = rut()
    office.goto("/inbox/open/")
    office.get_by_role("link", name=re.compile("First steps")).first.click()
    steps = office.locator(".first-steps li")
    inbox = steps.filter(has_text="An inbox of your own")
    expect(inbox).not_to_have_class(re.compile("done"))
    office.locator(".first-steps .button.primary").first.click()
    expect(office.get_by_role("heading", level=1)).to_have_text("New inbox")
    office.get_by_label("Name", exact=True).fill("Repairs")
    office.locator("main").get_by_label("Company", exact=True).fill("Fjord Repairs")
    office.get_by_role("button", name="Save").click()
    office.goto("/settings/first-steps/")
    expect(inbox).to_have_class(re.compile("done"))
    expect(steps.filter(has_text="Mail comes in")).not_to_have_class(re.compile("done"))


def test_a_saved_reply_is_written_by_keys_alone_and_used(
    rut: Callable[..., Page], ada: Page, site: Site
) -> None:
    office = rut()
    office.goto("/settings/")
    keys = office.keyboard
    office.get_by_label("Search the settings").focus()
    keys.type("saved")
    keys.press("Enter")
    expect(office.get_by_role("link", name=re.compile("^Saved replies"))).to_be_visible()
    office.get_by_role("link", name=re.compile("^Saved replies")).focus()
    keys.press("Enter")
    office.get_by_role("link", name="New saved reply").focus()
    keys.press("Enter")
    english = office.get_by_role("group", name="English")
    english.get_by_role("textbox").first.focus()
    keys.type("Lids are back")
    keys.press("Tab")
    keys.type("New lids came in today, {first_name}.")
    keys.press("Enter")
    office.get_by_role("button", name="Save").focus()
    keys.press("Enter")
    expect(office.get_by_text("Lids are back")).to_be_visible()

    new_conversation(ada, site, Mail("When are lids back?"))
    ada.keyboard.press("r")
    ada.keyboard.type("/lids are")
    expect(ada.locator("#insertions [role=option]").first).to_contain_text("Lids are back")
    ada.keyboard.press("Enter")
    expect(ada.locator("#composer-text")).to_contain_text("New lids came in today, Grace.")


def test_a_tag_is_renamed_everywhere(rut: Callable[..., Page], ada: Page, site: Site) -> None:
    new_conversation(ada, site, Mail("Two spellings of one tag"))
    ada.get_by_role("combobox", name="Add a tag").fill("warrenty")
    ada.keyboard.press("Enter")
    expect(ada.locator(".tag")).to_contain_text("warrenty")
    office = rut()
    office.goto("/settings/tags/")
    office.get_by_role("link", name="warrenty").click()
    office.get_by_label("Name").fill("warranty")
    office.get_by_role("button", name="Save").click()
    expect(office.get_by_role("link", name="warranty")).to_be_visible()
    ada.reload()
    expect(ada.locator(".tag")).to_contain_text("warranty")


def test_who_is_away_says_why_and_is_seen_to_be(agent: OpenPage, ada: Page, site: Site) -> None:
    bo = agent("Bo")
    bo.goto("/inbox/open/")
    bo.locator(".user-button").click()
    bo.get_by_label("Why, or until when").fill("at the dentist")
    bo.locator("#user-menu").get_by_role("button", name="Away").click()
    try:
        new_conversation(ada, site, Mail("Who is in today?"))
        ada.locator("#assignee").click()
        expect(ada.get_by_role("button", name=re.compile("Bo Jansen"))).to_contain_text("dentist")
    finally:
        bo.locator(".user-button").click()
        bo.locator("#user-menu").get_by_role("button", name="Available").click()
        expect(bo.locator(".user-button .availability")).to_have_count(0)


def test_notices_are_chosen_with_a_thumb(agent: OpenPage) -> None:
    phone = agent("Eszter", **PHONE)
    phone.goto("/me/notices/")
    box = phone.get_by_role("checkbox", name=re.compile("In a mail that gathers")).first
    was = box.is_checked()
    box.set_checked(not was)
    phone.get_by_role("button", name="Save").tap()
    expect(toast(phone)).to_be_visible()
    phone.goto("/me/notices/")
    expect(box).to_be_checked(checked=not was)
    box.set_checked(was)
    phone.get_by_role("button", name="Save").tap()


def test_signing_in_asks_for_the_app_and_takes_a_recovery_code(
    visitor: OpenPage, site: Site, complaints: Complaints
) -> None:
    site.carry_out(HIRING)
    page = visitor()
    sign_in(page, SIRI)
    page.goto("/me/security/")
    page.get_by_role("link", name="Connect an app").click()
    page.get_by_label("Password").fill(SIRI.password)
    page.get_by_role("button", name="Continue").click()
    secret = page.locator("code, .secret").first.inner_text()
    page.get_by_label(re.compile("[Cc]ode")).fill(code_of(secret))
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    codes = re.findall(r"\b[0-9a-f]{8}\b", page.locator("main").inner_text())
    assert len(codes) > 5

    elsewhere = visitor()
    sign_in(elsewhere, SIRI, password=SIRI.password)
    expect(elsewhere.get_by_role("heading", name="One more step")).to_be_visible()
    code = elsewhere.get_by_label(re.compile("[Cc]ode"))
    code.fill("000000")
    elsewhere.get_by_role("button", name="Sign in", exact=True).click()
    expect(elsewhere.locator("#id_code_error")).to_be_visible()
    code.fill(codes[0])
    elsewhere.get_by_role("button", name="Sign in", exact=True).click()
    elsewhere.wait_for_url("**/inbox/**", timeout=ARRIVAL)

    again = visitor()
    sign_in(again, SIRI, password=SIRI.password)
    again.get_by_label(re.compile("[Cc]ode")).fill(codes[0])
    again.get_by_role("button", name="Sign in", exact=True).click()
    expect(again.locator("#id_code_error")).to_be_visible()
    again.get_by_label(re.compile("[Cc]ode")).fill(code_of(secret))
    again.get_by_role("button", name="Sign in", exact=True).click()
    again.wait_for_url("**/inbox/**", timeout=ARRIVAL)
