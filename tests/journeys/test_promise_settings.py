"""What is promised and when the clocks run: set up at a desk and by thumb, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.quiet import Complaints
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, PHONE, Mail, new_conversation
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways

pytestmark = pytest.mark.journey

LOOKS = [(colours, width) for colours in COLOURS for width in ("desk", "phone")]
CHRISTMAS = re.compile("25 December")


class Look:
    """A page in some colours and some width, of which each state is looked at."""

    def __init__(self, rut: Callable[..., Page], colours: str, width: str) -> None:
        options: dict[str, Any] = PHONE if width == "phone" else {}
        self.name = f"{colours} {width}"
        self.page = rut(color_scheme=colours, **options)
        self._inspection = Inspection(COLOURS[colours])

    def at(self, what: str) -> None:
        """Nothing sticks out here, and nothing puts anybody off."""
        expect_no_sideways(self.page)
        self._inspection.look_at(self.page, what)
        assert not self._inspection.faults, "\n".join(self._inspection.faults)

    def saves(self) -> None:
        """Press Save, and read that it was done."""
        self.page.get_by_role("button", name="Save").click()
        expect(self.page.locator(".toast")).to_contain_text("Saved.")


@pytest.mark.parametrize(("colours", "width"), LOOKS)
def test_a_standard_is_added_made_stricter_and_ended(
    rut: Callable[..., Page], complaints: Complaints, colours: str, width: str
) -> None:
    complaints.expect("status of 422")
    look = Look(rut, colours, width)
    page, name = look.page, f"Complaints, {look.name}"
    page.goto("/settings/standards/")
    look.at("standards")
    page.get_by_role("link", name="New standard").click()
    look.at("a new standard")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Type").select_option("Complaint")
    page.get_by_label("Language").select_option("Magyar")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".field.has-error")).to_contain_text("Say it in one language at least.")
    look.at("a standard without words")
    page.get_by_label("English").fill("An answer within four working hours")
    look.saves()

    page.get_by_role("link", name=name).click()
    page.get_by_label("Hours", exact=True).fill("2")
    page.get_by_label("English").fill("An answer within two working hours")
    page.get_by_label("Why", exact=True).fill("Whoever complains has waited already.")
    page.get_by_label("What counts").first.fill("All questions are answered in one go.")
    page.get_by_label("An example of good").first.fill("Three questions, three answers.")
    look.at("a standard with a criterion")
    look.saves()
    page.get_by_role("link", name=name).click()
    versions = page.locator(".versions li")
    expect(versions.first).to_contain_text("Version 2 · 2 h")
    expect(versions.first).to_contain_text("Whoever complains has waited already.")
    expect(versions.last).to_contain_text("An answer within four working hours")
    expect(versions.first.locator(".differences")).to_contain_text("4 h, opening hours")
    expect(page.get_by_label("What counts").first).to_have_value(
        "All questions are answered in one go."
    )
    expect(page.get_by_text("There is nothing to compare yet.")).to_be_visible()
    look.at("a standard with two versions")

    page.get_by_role("button", name="Promise it no longer").click()
    expect(page.locator(".toast")).to_contain_text("What was promised before keeps its time.")
    page.get_by_text("promised no longer").first.click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    look.at("a standard that has ended")


def test_a_starter_set_is_adopted_in_part(rut: Callable[..., Page]) -> None:
    look = Look(rut, "light", "desk")
    page = look.page
    page.goto("/settings/standards/")
    page.get_by_role("link", name="Starter sets").click()
    look.at("the starter sets")
    qualities = page.get_by_role("form", name="Five qualities")
    for words in ("Every message is answered", "Solved within three working days"):
        qualities.get_by_role("checkbox", name=words).uncheck()
    qualities.get_by_role("button", name="Adopt what is ticked").click()
    expect(page.locator(".toast")).to_contain_text("3 standards are new.")
    competent = page.get_by_role("listitem").filter(has_text="First-contact resolution")
    expect(competent).to_contain_text("at least 70%")
    expect(competent.locator(".standing")).to_have_text(re.compile(r"^\d+(\.\d%)? of \d+$"))
    kept = page.get_by_role("listitem").filter(has_text="Promises kept · at least 95%")
    expect(kept.locator(".standing")).to_have_text(re.compile(r"^\d+\.\d% of [\d,]+$"))
    kept.get_by_role("link").click()
    expect(page.get_by_label("In percent")).to_have_value("95")
    expect(page.get_by_label("Hours", exact=True)).to_be_hidden()
    look.at("a standard over a period")
    again = Look(rut, "dark", "phone")
    again.page.goto("/settings/standards/sets/")
    expect(again.page.get_by_text("You promise this already.").first).to_be_visible()
    again.page.get_by_text("What quality means here").first.click()
    again.at("the starter sets once more")


@pytest.mark.parametrize(("colours", "width"), LOOKS)
def test_hours_with_breaks_holidays_and_a_day_that_is_different(
    rut: Callable[..., Page], complaints: Complaints, colours: str, width: str
) -> None:
    complaints.expect("status of 422")
    look = Look(rut, colours, width)
    page, name = look.page, f"Shop, {look.name}"
    page.goto("/settings/hours/")
    look.at("opening hours")
    page.get_by_role("link", name="New opening hours").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Friday", exact=True).fill("9-12, 13-17, 18")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".field.has-error")).to_contain_text("“18” is no stretch of time")
    look.at("hours that cannot be read")
    with page.expect_response("**/hours/preview/"):
        page.get_by_label("Friday", exact=True).fill("9-12, 13-15:30, 16-17")
        page.get_by_label("Friday", exact=True).blur()
    expect(page.locator("#hours-preview")).to_contain_text("asked for on Friday")

    takes_the_holidays_but_one(page, look)
    day = page.locator(".exceptions .pair").last
    day.get_by_label("Day").fill(f"{date.today().year + 1}-12-24")
    day.get_by_label("Hours").fill("9-12")
    look.saves()

    page.get_by_role("link", name=name).click()
    stands_as_it_was_saved(page)
    look.at("hours as they were saved")
    page.get_by_label("Monday", exact=True).fill("10-14")
    look.saves()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text("Undone.")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_label("Monday", exact=True)).to_have_value("09:00–17:00")


def takes_the_holidays_but_one(page: Page, look: Look) -> None:
    """Have the holidays of a country proposed, and do without one of them."""
    page.get_by_label("Holidays of").select_option("Hungary")
    page.get_by_role("button", name="Propose them").click()
    expect(page.get_by_role("checkbox", name=CHRISTMAS).first).to_be_checked()
    expect(page.get_by_label("Friday", exact=True)).to_have_value(
        "09:00–12:00, 13:00–15:30, 16:00–17:00"
    )
    look.at("holidays that are proposed")
    page.get_by_role("checkbox", name=re.compile("1 November")).last.uncheck()


def stands_as_it_was_saved(page: Page) -> None:
    """The holidays, the breaks and the day that is different."""
    expect(page.get_by_role("checkbox", name=CHRISTMAS).last).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("1 November")).last).not_to_be_checked()
    expect(page.get_by_label("Friday", exact=True)).to_have_value(
        "09:00–12:00, 13:00–15:30, 16:00–17:00"
    )
    hours = [one.input_value() for one in page.locator(".exceptions .pair input").all()]
    assert "09:00–12:00" in hours


def test_what_becomes_more_urgent_is_due_earlier_and_says_so(
    rut: Callable[..., Page], site: Site
) -> None:
    page = rut()
    page.goto("/settings/standards/new/")
    page.get_by_label("Name").fill("Urgent questions")
    page.get_by_label("Type").select_option("Question")
    page.get_by_label("Priority").select_option("Urgent")
    page.get_by_label("Hours", exact=True).fill("1")
    page.get_by_label("English").fill("An answer within one working hour")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Saved.")

    new_conversation(page, site, Mail("The kettle will not switch off"))
    strip = page.locator("#promise-strip")
    before = strip.locator("promise-chip").first.get_attribute("data-due")
    details = page.locator("#panel")
    details.get_by_label("Type").select_option("Question")
    details.get_by_label("Priority").select_option("Urgent")
    told = page.locator("#items").get_by_text("Promised now: An answer within one working hour")
    expect(told).to_be_visible(timeout=ARRIVAL)
    expect(strip).to_contain_text("An answer within one working hour")
    after = strip.locator("promise-chip").first.get_attribute("data-due")
    assert before is not None
    assert after is not None
    assert after < before

    details.get_by_label("Priority").select_option("Low")
    expect(strip).not_to_contain_text("one working hour", timeout=ARRIVAL)
    assert strip.locator("promise-chip").first.get_attribute("data-due") == before
    page.goto("/settings/standards/")
    page.get_by_role("link", name="Urgent questions").click()
    page.get_by_role("button", name="Promise it no longer").click()
    expect(page.locator(".toast")).to_contain_text("Ended.")


def test_a_stricter_standard_leaves_old_promises_alone(
    rut: Callable[..., Page], site: Site
) -> None:
    page = rut()
    page.goto("/settings/standards/new/")
    page.get_by_label("Name").fill("Old and new complaints")
    page.get_by_label("Type").select_option("Complaint")
    page.get_by_label("Priority").select_option("High")
    page.get_by_label("English").fill("An answer to complaints within four working hours")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Saved.")

    old = _complains(page, site, "The lid is bent", "within four working hours")
    page.goto("/settings/standards/")
    page.get_by_role("link", name="Old and new complaints").click()
    page.get_by_label("Hours", exact=True).fill("2")
    page.get_by_label("English").fill("An answer to complaints within two working hours")
    page.get_by_label("Why", exact=True).fill("Whoever complains has waited already.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Saved.")
    _complains(page, site, "The spout drips", "within two working hours")

    page.goto(old.address)
    strip = page.locator("#promise-strip")
    expect(strip).to_contain_text("within four working hours")
    assert strip.locator("promise-chip").first.get_attribute("data-due") == old.due
    strip.get_by_role("link", name="Why then?").first.click()
    why = page.get_by_role("dialog")
    expect(why).to_contain_text("within four working hours (version 1)")
    expect(why.locator("tfoot")).to_contain_text("4 h")
    page.goto("/settings/standards/")
    page.get_by_role("link", name="Old and new complaints").click()
    page.get_by_role("button", name="Promise it no longer").click()
    expect(page.locator(".toast")).to_contain_text("Ended.")


@dataclass(frozen=True)
class Promised:
    """Where a conversation is, and when its promise was due when it was made."""

    address: str
    due: str | None


def _complains(page: Page, site: Site, subject: str, promise: str) -> Promised:
    """A customer writes; an agent sees that it is an important complaint."""
    new_conversation(page, site, Mail(subject))
    details, strip = page.locator("#panel"), page.locator("#promise-strip")
    details.get_by_label("Type").select_option("Complaint")
    details.get_by_label("Priority").select_option("High")
    expect(strip).to_contain_text(promise, timeout=ARRIVAL)
    return Promised(page.url, strip.locator("promise-chip").first.get_attribute("data-due"))
