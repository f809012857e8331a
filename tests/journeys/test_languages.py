"""Agents work in their language, and customers read theirs."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import ROOT, Site
from tests.journeys.story import (
    ZSOFIA,
    Mail,
    arrived,
    choose_language,
    new_conversation,
    resolves,
    says,
)

pytestmark = pytest.mark.journey

PAGES = {
    "/inbox/open/": "#list-title, .nav-group h2, .nav-label, .empty-title",
    "/inbox/unassigned/": "#list-title",
    "/figures/": "h1, h2, .kpi-title, .segments a, thead th",
    "/figures/promises-kept/": "h1, h2, dt, thead th",
    "/handbook/": "h1, h2, .people-state .chip",
    "/demo/mailbox/nora/": "h1, .mail-new, .mail-exit",
}
SAME = {"", *(ROOT / "tools" / "same_as_english.txt").read_text("utf-8").splitlines()}
CLOSING = 'we have closed your conversation "%(subject)s" (%(number)s).'
HUNGARIAN = Mail(
    "Nem melegít a kávéfőző",
    "Jó napot kívánok!\n\nA kávéfőzőm tegnap óta nem melegít. Mit tegyek?\n\nSzabó Zsófia",
    ZSOFIA,
)


def test_the_main_pages_are_in_the_language_of_the_agent(agent: OpenPage) -> None:
    # Nobody else depends on the language of Ingrid.
    ingrid = agent("Ingrid")
    english = headings_in(ingrid, "en")
    left = {}
    for language in ("nb", "nl", "hu"):
        translated = headings_in(ingrid, language)
        pairs = zip(english, translated, strict=True)
        left[language] = {word for word, other in pairs if word == other} - SAME
    choose_language(ingrid, "en")
    assert not any(left.values()), f"still English: {left}"


def headings_in(page: Page, language: str) -> list[str]:
    """The headings and labels of the main pages, without numbers and names."""
    choose_language(page, language)
    found = []
    for address, places in PAGES.items():
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        found += page.locator(places).all_inner_texts()
    return [text.strip() for text in found]


@pytest.mark.parametrize("locale", ["nb-NO", "nl-NL", "hu-HU"])
def test_the_sign_in_page_speaks_the_language_of_the_browser(
    visitor: OpenPage, locale: str
) -> None:
    page = visitor(locale=locale)
    page.goto("/sign-in/")
    language = locale[:2]
    expect(page.locator("html")).to_have_attribute("lang", language)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(in_language("Sign in", language))
    expect(heading).not_to_have_text("Sign in")


def test_zsofia_is_answered_and_asked_in_hungarian(ada: Page, agent: OpenPage, site: Site) -> None:
    new_conversation(ada, site, HUNGARIAN)
    expect(ada.locator("#panel")).to_contain_text("Magyar")

    home = agent("Ada")
    arrived(home, ZSOFIA, words=["Megkaptuk az üzenetét"]).click()
    home.get_by_role("link", name="Plain text").click()
    acknowledgement = home.locator(".mail-text")
    expect(acknowledgement).to_contain_text(in_language("Kind regards", "hu"))
    expect(acknowledgement).to_contain_text(re.compile(r"\d\d:\d\d"))
    expect(acknowledgement).not_to_contain_text(re.compile("Hello|Monday|today|tomorrow|answer"))

    says(ada, "Kérem, húzza ki a dugót tíz percre.")
    resolves(ada)
    question = in_language("How did we do?", "hu")
    closing = in_language(CLOSING, "hu").partition("%(")[0]
    arrived(home, ZSOFIA, words=[HUNGARIAN.subject, closing]).click()
    home.get_by_role("link", name="Plain text").click()
    expect(home.locator(".mail-text")).to_contain_text(question)
    home.goto(re.findall(r"http://\S+\?score=5", home.locator(".mail-text").inner_text())[0])
    expect(home.locator("html")).to_have_attribute("lang", "hu")
    expect(home.get_by_role("heading", name=question)).to_be_visible()
    expect(home.get_by_role("radio", checked=True)).to_have_accessible_name(
        in_language("Very good", "hu")
    )


def in_language(words: str, language: str) -> str:
    """What the catalogue of a language says for English words; never the words themselves."""
    with translation.override(language):
        said = gettext(words)
    assert said != words, f"“{words}” is not translated into {language}"
    return said
