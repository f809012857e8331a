"""Rules: written and tried before they hold, and a broken promise that is followed to its end."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, Mail, new_conversation, opens, sends, toast
from tests.journeys.test_accessibility import COLOURS
from tests.journeys.test_promise_settings import Look

pytestmark = pytest.mark.journey

LATE = """
from datetime import timedelta
from tillit import clock
from tillit.standards.models import Promise
waiting = Promise.objects.filter(conversation__subject={subject!r}, settled_at=None)
waiting.update(due_at=clock.now() + timedelta(seconds=1))
"""


REMEMBERED = 1100
"""Milliseconds after which every process knows that a rule was switched on."""


def switches_on(page: Page, name: str) -> None:
    """Have a rule hold, in every process."""
    page.get_by_role("switch", name=name).click()
    expect(page.get_by_role("switch", name=name)).to_be_checked()
    page.wait_for_timeout(REMEMBERED)


def chooses_condition(page: Page, line: int, field: str, value: str) -> None:
    """Ask something else on a line of the conditions."""
    lines = page.locator(".condition")
    lines.nth(line).locator("[name=field]").select_option(label=field)
    expect(lines.nth(line).locator("[name=was]")).to_have_value("words")
    lines.nth(line).locator("[name=value]").fill(value)


@pytest.mark.parametrize(("colours", "width"), [("light", "desk"), ("dark", "phone")])
def test_a_rule_is_tried_before_it_is_switched_on(
    rut: Callable[..., Page], site: Site, colours: str, width: str
) -> None:
    assert colours in COLOURS
    look = Look(rut, colours, width)
    page, word = look.page, f"samovar{colours}"
    early = Mail(f"Early {look.name}", f"Hello,\n\ndo you sell a {word}?")
    sends(site, early)
    page.goto("/inbox/open/")
    expect(page.locator(".row-item").filter(has_text=early.subject)).to_be_visible(timeout=ARRIVAL)

    page.goto("/settings/rules/")
    look.at("rules")
    page.get_by_role("link", name="New rule").click()
    page.get_by_label("Name").fill(f"Samovars {look.name}")
    page.get_by_label("What sets it going").select_option("A new conversation comes in")
    page.get_by_role("button", name="Add a condition").click()
    chooses_condition(page, 0, "The customer's words", word.upper())
    page.get_by_label("What it does").select_option("Put a tag on it")
    page.get_by_label("Tag", exact=True).fill(word)
    page.get_by_role("button", name="Add a step").click()
    expect(page.get_by_label("What it does")).to_have_count(2)
    page.get_by_label("What it does").last.select_option("Set the priority")
    page.locator("[name=step-1-value]").select_option("High")
    look.at("a rule in the making")
    page.get_by_role("button", name="Try it").click()
    trial = page.locator("#trial")
    expect(trial).to_contain_text("It would have done its part 1 time")
    expect(trial).to_contain_text(early.subject)
    look.at("a rule that was tried")
    look_again = page.get_by_role("link", name=early.subject)
    expect(look_again).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(toast(page)).to_contain_text("It is off until you switch it on.")
    switches_on(page, f"Samovars {look.name}")

    late = Mail(f"Late {look.name}", f"Hello,\n\nis the {word} back?")
    new_conversation(page, site, late)
    opens(page, late.subject)
    expect(page.locator("#timeline")).to_contain_text(f"Samovars {look.name}")
    page.goto("/settings/rules/")
    item = page.locator(".rule-item").filter(has_text=f"Samovars {look.name}")
    item.get_by_role("link", name="1 time in the last 30 days").click()
    expect(page.locator(".rule-firings")).to_contain_text(late.subject)
    expect(page.locator(".rule-did")).to_contain_text(f"add #{word}")
    look.at("what a rule has done")


def test_a_promise_breaks_and_the_escalation_is_followed(
    rut: Callable[..., Page], agent: Callable[..., Page], site: Site
) -> None:
    page = rut()
    page.goto("/settings/rules/")
    for name in (
        "Tell the leads of a broken promise",
        "Give what is two hours late to somebody who is at work",
    ):
        page.get_by_role("link", name=name).click()
        page.get_by_label("How long").fill("0")
        page.get_by_label("Opening hours", exact=True).select_option("At any hour")
        if "two hours" in name:
            page.locator("[name=step-0-language]").select_option("Whatever languages they know")
        page.get_by_role("button", name="Save").click()
        expect(toast(page)).to_contain_text("Saved.")
        switches_on(page, name)

    ada, liv = agent("Ada"), agent("Liv")
    mail = Mail("A kettle that nobody answers")
    new_conversation(ada, site, mail)
    opens(ada, mail.subject)
    liv.goto("/inbox/open/")
    site.carry_out(LATE.format(subject=mail.subject))
    timeline = ada.locator("#timeline")
    expect(timeline).to_contain_text("Promise broken", timeout=40_000)
    expect(timeline).to_contain_text("least busy", timeout=40_000)
    expect(ada.locator("#assignee .assignee-none")).to_have_count(0, timeout=ARRIVAL)
    expect_told_by_both(liv, mail.subject)
    page.goto("/settings/rules/")
    for name in (
        "Tell the leads of a broken promise",
        "Give what is two hours late to somebody who is at work",
    ):
        page.get_by_role("switch", name=name).click()
        expect(page.get_by_role("switch", name=name)).not_to_be_checked()


def expect_told_by_both(liv: Page, subject: str) -> None:
    """Both rules told of it, in one notice with the words of the one that came last.

    Another notice is about the same conversation where it was given to her.
    """
    told = liv.locator("main li").filter(has_text=subject).filter(has_text="2 times")
    for _look in range(20):
        liv.goto("/notices/")
        if told.count():
            break
        liv.wait_for_timeout(1000)
    expect(told).to_contain_text(re.compile("Tell the leads|to somebody who is at work"))


@pytest.mark.parametrize(("colours", "width"), [("light", "desk"), ("dark", "phone")])
def test_what_one_cannot_solve_is_passed_on_and_the_customer_hears_an_honest_time(
    agent: Callable[..., Page], site: Site, colours: str, width: str
) -> None:
    look, bo = Look(partial(agent, "Ada"), colours, width), agent("Bo")
    ada, mail = look.page, Mail(f"A grinder that hums, {colours}")
    new_conversation(ada, site, mail)
    opens(ada, mail.subject)
    ada.get_by_role("link", name="Why then?").first.click()
    ada.get_by_role("link", name="Tell the customer a new time").click()
    ada.get_by_text("Our own words", exact=True).click()
    look.at("a new time")
    ada.get_by_role("button", name="Tell the customer").click()
    expect(toast(ada)).to_contain_text("Told the customer.")
    expect(ada.locator("#promise-strip")).to_contain_text("new time told:")

    ada.locator("#assignee").click()
    ada.get_by_role("link", name="Pass it on").click()
    ada.locator(".helper").filter(has_text="Bo").click()
    ada.get_by_label("What you have tried").fill("The burrs are clean, so it is the motor.")
    look.at("passing it on")
    ada.get_by_role("button", name="Pass it on").click()
    expect(toast(ada)).to_contain_text("Passed on.")
    opens(bo, mail.subject, view="mine")
    expect(bo.locator("#timeline")).to_contain_text("so it is the motor")
    expect(bo.locator("#timeline")).to_contain_text("Ada Lindqvist passed it on to Bo")


@pytest.mark.parametrize(("colours", "width"), [("light", "desk"), ("dark", "phone")])
def test_routing_learns_what_a_colleague_speaks_and_knows(
    rut: Callable[..., Page], complaints: Complaints, colours: str, width: str
) -> None:
    complaints.expect("status of 422")
    look = Look(rut, colours, width)
    page = look.page
    page.goto("/settings/people/")
    page.get_by_role("link", name="Bo Jansen").click()
    given = page.locator("form[action$='/workplace/']")
    given.get_by_label("Nederlands").check()
    given.get_by_label("Skills").fill("returns, espresso machines")
    given.get_by_label("At most so many at once").fill("100000")
    look.at("a colleague's workplace")
    given.evaluate("form => { form.noValidate = true; }")
    given.get_by_role("button", name="Save").click()
    expect(page.locator(".field.has-error")).to_have_count(1)
    look.at("a capacity that nobody has")
    page.get_by_label("At most so many at once").fill("12")
    page.get_by_role("button", name="Save").click()
    expect(toast(page)).to_contain_text("Saved.")
    expect(given.get_by_label("Skills")).to_have_value("returns, espresso machines")
    expect(given.get_by_label("Nederlands")).to_be_checked()
