"""Macros: made in the settings, used by keyboard and with the mouse, undone as a whole."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import PHONE, Mail, new_conversation, opens, said

pytestmark = pytest.mark.journey


def makes(page: Page, name: str, **fields: str) -> None:
    """Fill in a new macro of one's own."""
    page.goto("/settings/macros/new/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Or words of its own").fill(fields.get("reply", ""))
    page.get_by_label("Internal note").fill(fields.get("note", ""))
    page.get_by_label("Add tags").fill(fields.get("tags", ""))
    page.get_by_label("Priority").select_option(fields.get("priority", ""))
    page.get_by_label("Snooze").select_option(fields.get("snooze", ""))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def composer(page: Page) -> str:
    """What stands in the composer."""
    return page.locator("#composer [name=text]").input_value()


def faults(page: Page) -> list[str]:
    """What axe finds gravely wrong."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['help']}: {one['nodes'][0]['target']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_a_macro_by_the_keyboard_alone(ada: Page, site: Site) -> None:
    makes(ada, "Lost on its way", reply="{salutation}\n\nIt left on {date}.", tags="parcel")
    mail = Mail("Where is my grinder?")
    new_conversation(ada, site, mail)
    ada.keyboard.press("Shift+M")
    dialog = ada.get_by_role("dialog", name="Use a macro")
    expect(dialog.get_by_label("Search macros")).to_be_focused()
    ada.keyboard.type("lost")
    chosen = dialog.locator(".macro[data-chosen]")
    expect(chosen).to_contain_text("Put a reply into the composer")
    expect(chosen.locator("mark")).to_have_text("{date}")
    expect(chosen).to_contain_text("Add #parcel")
    assert not faults(ada)
    ada.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(ada.locator(".tags")).to_contain_text("parcel")
    expect(ada.locator("#composer-open")).to_contain_text("{date}")
    assert composer(ada).startswith("Hi Grace,")
    expect(ada.locator("#items")).to_contain_text("used the macro “Lost on its way”")

    ada.locator("#toasts").get_by_role("button", name="Undo").press("Enter")
    expect(ada.locator(".tags")).not_to_contain_text("parcel")
    expect(ada.locator("#items")).to_contain_text("undid the macro “Lost on its way”")
    expect(ada.locator("#composer [name=text]")).to_have_value("")


def test_a_macro_with_the_mouse_and_from_the_palette(ada: Page, site: Site) -> None:
    makes(ada, "Ask the carrier", note="Asked about {number}.", priority="urgent")
    new_conversation(ada, site, Mail("Nothing has come yet"))
    ada.locator("#macros").click()
    dialog = ada.get_by_role("dialog", name="Use a macro")
    macro = dialog.locator(".macro", has_text="Ask the carrier")
    if macro.get_attribute("data-chosen") is None:
        macro.get_by_role("button").click()
    expect(macro).to_contain_text("Set the priority to urgent")
    macro.get_by_role("button").click()
    expect(said(ada, "Asked about #")).to_be_visible()
    expect(ada.locator("#detail-priority")).to_have_value("urgent")
    ada.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(said(ada, "Asked about #")).to_have_count(0)
    expect(ada.locator("#detail-priority")).to_have_value("normal")

    ada.keyboard.press("Control+k")
    ada.keyboard.type("carrier")
    option = ada.locator("#palette [role=option][data-macro]", has_text="Ask the carrier")
    expect(option).to_be_visible()
    option.click()
    expect(dialog.locator(".macro[data-chosen]")).to_contain_text("Ask the carrier")
    ada.keyboard.press("Enter")
    expect(said(ada, "Asked about #")).to_be_visible()


def test_without_script_and_on_a_phone(ada: Page, agent: OpenPage, site: Site) -> None:
    makes(ada, "Note it", note="Noted.")
    mail = Mail("One more thing")
    new_conversation(ada, site, mail)
    plain = agent("Ada", java_script_enabled=False)
    plain.goto(ada.url)
    plain.locator("#macros").click()
    expect(plain.get_by_role("heading", name="Use a macro")).to_be_visible()
    plain.locator(".macro", has_text="Note it").get_by_role("button").click()
    expect(said(plain, "Noted.")).to_be_visible()
    plain.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(said(plain, "Noted.")).to_have_count(0)

    phone = agent("Ada", **PHONE)
    opens(phone, mail.subject)
    phone.locator("#macros").click()
    macro = phone.locator("#macros-dialog .macro", has_text="Note it")
    expect(macro).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_settings_can_be_read_by_everybody(agent: OpenPage) -> None:
    for colours in ("light", "dark"):
        liv = agent("Liv", color_scheme=colours)
        for address in ("/settings/macros/", "/settings/macros/new/", "/settings/hours/"):
            liv.goto(address)
            assert not faults(liv), address
        liv.locator("a.people-main").first.click()
        expect(liv.locator("#hours-preview")).to_contain_text("is due on")
        assert not faults(liv), "hours"
        liv.get_by_role("textbox", name="Friday").fill("9-15:30")
        liv.get_by_role("textbox", name="Friday").blur()
        expect(liv.locator("#hours-preview")).to_contain_text("Monday")
