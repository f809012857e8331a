"""Views of one's own, and many conversations at once: by mouse, keys, thumb and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import ARRIVAL, PHONE, Mail, row, sends, toast
from tests.journeys.test_accessibility import COLOURS, Inspection
from tests.journeys.test_phone import expect_no_sideways

pytestmark = pytest.mark.journey


def arrive(page: Page, site: Site, about: str, many: int = 3) -> list[str]:
    """Mails about one thing arrive; their subjects, the newest first."""
    page.goto("/inbox/open/")
    subjects = [f"{about} {number}" for number in range(many)]
    for subject in subjects:
        sends(site, Mail(subject))
        expect(row(page, subject)).to_be_visible(timeout=ARRIVAL)
    return subjects[::-1]


def box(page: Page, subject: str) -> Locator:
    """The box of a row."""
    return page.locator(".row-item", has_text=subject).first.get_by_role("checkbox")


def test_a_view_is_put_together_by_mouse_and_used(ada: Page, site: Site) -> None:
    [subject, *_others] = arrive(ada, site, "Grinder squeaks", 2)
    ada.get_by_role("link", name="New view").click()
    ada.get_by_label("Name").fill("Squeaks")
    ada.get_by_role("button", name="Add a condition").click()
    field = ada.get_by_label("What is asked").nth(1)
    expect(field).to_have_value("assignee")
    field.select_option("subject")
    words = ada.locator("input[name=value]")
    expect(words).to_be_visible()
    words.press_sequentially("grinder SQUEAKS")
    expect(ada.locator(".condition-count")).to_contain_text("Shows 2 conversations now.")
    expect(words).to_be_focused()
    expect(words).to_have_value("grinder SQUEAKS")
    ada.get_by_role("button", name="Save").last.click()
    expect(ada.locator("#list-title")).to_have_text("Squeaks")
    expect(ada.locator("#list-count")).to_have_text("2")
    view = ada.get_by_role("navigation", name="Main").get_by_role("link", name="Squeaks")
    expect(view).to_contain_text("2")

    sends(site, Mail("Grinder squeaks again"))
    expect(row(ada, "Grinder squeaks again")).to_be_visible(timeout=ARRIVAL)
    expect(view).to_contain_text("3")
    row(ada, subject).click()
    expect(ada.locator("#thread-title")).to_have_text(subject)
    expect(ada).to_have_url(re.compile(r"/inbox/saved-\d+/\?conversation="))

    ada.keyboard.press("Control+k")
    ada.keyboard.type("squeaks")
    expect(ada.get_by_role("option", name="Squeaks", exact=True)).to_be_visible()
    ada.keyboard.press("Escape")
    ada.get_by_role("link", name="Change the view").click()
    ada.get_by_role("button", name="Delete").click()
    expect(toast(ada)).to_contain_text("The view “Squeaks” was deleted.")
    toast(ada).get_by_role("button", name="Undo").click()
    expect(ada.locator("#list-title")).to_have_text("Squeaks")


def test_many_are_done_by_mouse_and_undone_at_once(ada: Page, site: Site) -> None:
    subjects = arrive(ada, site, "Box arrived open")
    box(ada, subjects[0]).click()
    box(ada, subjects[2]).click(modifiers=["Shift"])
    expect(ada.locator("#bulk-count")).to_have_text("3 selected")
    sends(site, Mail("Something else meanwhile"))
    expect(row(ada, "Something else meanwhile")).to_be_visible(timeout=ARRIVAL)
    for subject in subjects:
        expect(box(ada, subject)).to_be_checked()
    expect(box(ada, "Something else meanwhile")).not_to_be_checked()

    ada.get_by_role("button", name="Tag", exact=True).click()
    ada.get_by_role("combobox", name="Tag").fill("box-open")
    ada.keyboard.press("Enter")
    expect(toast(ada)).to_contain_text("3 conversations tagged.")
    expect(ada.locator("#bulk")).to_be_hidden()
    for subject in subjects:
        box(ada, subject).check()
    ada.locator("#bulk-resolve").click()
    expect(toast(ada)).to_contain_text("3 conversations resolved.")
    expect(row(ada, subjects[1])).to_be_hidden()
    toast(ada).get_by_role("button", name="Undo").click()
    expect(row(ada, subjects[1])).to_be_visible(timeout=ARRIVAL)


def test_what_is_ticked_in_haste_is_what_was_meant(ada: Page, site: Site) -> None:
    """Selecting is on its way while somebody who knows the keys goes on."""
    subjects = arrive(ada, site, "Fork is bent")
    for key in "jxjx":
        ada.keyboard.press(key)
    expect(ada.locator("#bulk-count")).to_have_text("2 selected")
    expect(box(ada, subjects[0])).to_be_checked()
    expect(box(ada, subjects[1])).to_be_checked()
    expect(ada.locator("a.row").nth(1)).to_be_focused()


def test_many_are_done_by_keys_alone(ada: Page, site: Site) -> None:
    subjects = arrive(ada, site, "Spoon is bent")
    keys = ada.keyboard
    keys.press("j")
    expect(ada.locator("a.row").first).to_be_focused()
    keys.press("x")
    expect(box(ada, subjects[0])).to_be_checked()
    keys.press("J")
    keys.press("J")
    expect(ada.locator("#bulk-count")).to_have_text("3 selected")
    expect(ada.locator("a.row").nth(2)).to_be_focused()
    keys.press("x")
    expect(box(ada, subjects[2])).not_to_be_checked()
    expect(ada.locator("#bulk-assign")).to_be_visible()
    keys.press("X")
    expect(ada.locator("#bulk-assign")).to_be_focused()
    keys.press("Enter")
    keys.press("ArrowDown")
    expect(ada.get_by_role("button", name="Assign to me")).to_be_focused()
    keys.press("Enter")
    expect(toast(ada)).to_contain_text("2 conversations assigned.")
    expect(ada.locator("#rows")).to_be_focused()

    keys.press("j")
    keys.press("x")
    expect(ada.locator("#bulk-count")).to_have_text("1 selected")
    keys.press("Escape")
    expect(ada.locator("#bulk")).to_be_hidden()
    keys.press("x")
    keys.press("J")
    expect(ada.locator("#bulk-count")).to_have_text("2 selected")
    keys.press("e")
    expect(toast(ada)).to_contain_text("2 conversations resolved.")


def test_many_are_selected_with_a_thumb(agent: OpenPage, site: Site) -> None:
    ada = agent("Ada", **PHONE)
    subjects = arrive(ada, site, "Thermos leaks")
    ada.get_by_role("button", name="Select", exact=True).tap()
    row(ada, subjects[0]).tap()
    row(ada, subjects[1]).tap()
    expect(ada.locator("#bulk-count")).to_have_text("2 selected")
    expect(ada.locator("#conversation")).to_be_hidden()
    expect_no_sideways(ada)
    button = ada.locator("#bulk-priority")
    expect(button).to_be_visible()
    place = button.bounding_box()
    assert place is not None
    assert place["y"] > 500
    assert min(place["width"], place["height"]) >= 40
    button.tap()
    ada.get_by_role("button", name="Urgent").tap()
    expect(toast(ada)).to_contain_text("Priority of 2 conversations changed.")

    place = row(ada, subjects[2]).bounding_box()
    assert place is not None
    row(ada, subjects[2]).dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})
    expect(box(ada, subjects[2])).to_be_checked()
    expect(ada.locator("#bulk-count")).to_have_text("1 selected")


def test_it_works_without_script(agent: OpenPage, ada: Page, site: Site) -> None:
    subjects = arrive(ada, site, "Scoop is missing")
    plain = agent("Ada", java_script_enabled=False)
    plain.goto("/inbox/open/")
    for subject in subjects[:2]:
        box(plain, subject).check()
    plain.locator("#bulk-offer").get_by_role("button", name="Choose what to do").click()
    expect(plain.get_by_role("heading", name="2 conversations selected")).to_be_visible()
    plain.get_by_role("button", name="Resolve").click()
    expect(plain.locator(".toast")).to_contain_text("2 conversations resolved.")
    plain.locator(".toast").get_by_role("button", name="Undo").click()
    expect(plain.locator(".toast")).to_contain_text("Undone for 2 conversations.")

    plain.goto("/views/new/")
    plain.get_by_label("Name").fill("Scoops")
    plain.get_by_role("button", name="Remove this condition").click()
    plain.get_by_role("button", name="Add a condition").click()
    plain.get_by_label("What is asked").select_option("subject")
    plain.get_by_role("button", name="Show what it finds").click()
    plain.locator("input[name=value]").fill("Scoop is missing")
    plain.get_by_role("button", name="Save").last.click()
    expect(plain.locator("#list-count")).to_have_text("3")


@pytest.mark.parametrize("colours", COLOURS)
def test_no_state_has_a_grave_violation(agent: OpenPage, colours: str) -> None:
    inspection, ada = Inspection(COLOURS[colours]), agent("Ada", color_scheme=colours)
    ada.goto("/inbox/open/")
    ada.keyboard.press("j")
    ada.keyboard.press("x")
    expect(ada.locator("#bulk-tag")).to_be_visible()
    inspection.look_at(ada, "selected")
    for name in ("assign", "tag", "more"):
        ada.locator(f"#bulk-{name}").click()
        inspection.look_at(ada, f"the menu {name}")
        ada.keyboard.press("Escape")
    ada.goto("/views/new/")
    ada.get_by_role("button", name="Add conditions of which one is enough").click()
    expect(ada.locator(".condition-group.inner")).to_be_visible()
    inspection.look_at(ada, "a new view")
    assert not inspection.faults, "\n".join(inspection.faults)
