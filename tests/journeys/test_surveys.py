"""Asking customers: a survey is put together, looked at, and answered in Hungarian."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.site import Site
from tests.journeys.story import PHONE, ZSOFIA, Mail, arrived, new_conversation, resolves, says

pytestmark = pytest.mark.journey

LATE = Mail("Késik a kávédarálóm", "Jó napot! Hol tart a csomagom?", ZSOFIA)
ASKING = """
from tillit.feedback.delivered import CONTACT, delivered, version_in_force
from tillit.feedback.keeping import keep_survey
from tillit.feedback.questionnaire import Condition, Kind, Question, Questionnaire, Test
from tillit.people.actor import Actor

survey = delivered(CONTACT)
words = {"hu": "Mi történt?", "en": "What happened?"}
why = Question("why", Kind.TEXT, words, condition=Condition("main", Test.AT_MOST, "2"))
asked = (*version_in_force(survey).questionnaire, why)
keep_survey(survey=survey, questionnaire=Questionnaire(asked), by=Actor.system("journey"))
"""
"""After a bad answer it is asked what happened."""

MAIL_PROGRAM = "http://mail.zsofia.example/"
MAIL_AS_SENT = f"""
from tillit.demo.mailroom import html_of, opened
from tillit.demo.models import Mail

mails = Mail.objects.filter(owner={ZSOFIA.email!r}, sent=False, subject__contains={LATE.subject!r})
print(html_of(opened(mails.latest("id"))))
"""
"""The HTML part of what Zsófia got last, and nothing around it."""


def without_images(page: Page) -> Page:
    """A reader who has switched pictures off: none comes, from wherever it would."""
    page.route(
        "**/*",
        lambda route: (
            route.fulfill(status=204)
            if route.request.resource_type == "image"
            else route.continue_()
        ),
    )
    return page


def opens_at_home(page: Page, mail: str) -> None:
    """A mail program somewhere else shows a mail, word for word as it was sent."""
    page.route(
        MAIL_PROGRAM,
        lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=mail),
    )
    page.goto(MAIL_PROGRAM)


def test_zsofia_answers_in_hungarian_with_images_and_script_off(
    ada: Page, agent: OpenPage, visitor: OpenPage, site: Site
) -> None:
    site.carry_out(ASKING)
    new_conversation(ada, site, LATE)
    says(ada, "Ma adtuk fel.")
    resolves(ada)

    reader = without_images(agent("Liv", java_script_enabled=False))
    arrived(reader, ZSOFIA, words=[LATE.subject, "lezártuk"]).click()
    mail = reader.frame_locator("iframe.mail-frame")
    expect(mail.get_by_text("Elégedett a segítséggel?")).to_be_visible()
    expect(mail.locator("img")).to_have_count(0)

    page = without_images(visitor(java_script_enabled=False, **PHONE))
    opens_at_home(page, site.carry_out(MAIL_AS_SENT))
    expect(page.get_by_text("Elégedett a segítséggel?")).to_be_visible()
    page.get_by_role("link", name="Rossz", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "hu")
    expect(page.get_by_role("radio", name="Rossz", exact=True)).to_be_checked()
    page.get_by_role("button", name="Elmentem a válaszomat").click()
    expect(page.get_by_role("heading", name="Köszönjük")).to_be_visible()

    page.get_by_label("Mi történt?").fill("Három nap késés.")
    page.get_by_role("button", name="Ezt is elmentem").click()
    expect(page.get_by_text("Három nap késés.")).to_be_visible()
    page.get_by_role("link", name="Módosítom a válaszomat").click()
    expect(page.get_by_role("radio", name="Rossz", exact=True)).to_be_checked()
    page.get_by_text("Jó", exact=True).click()
    page.get_by_role("button", name="Elmentem a válaszomat").click()
    expect(page.get_by_text("„Jó”")).to_be_visible()

    ada.reload()
    expect(ada.get_by_text("The customer changed the answer: Good")).to_be_visible()


def test_liv_puts_a_survey_together_and_looks_at_it(agent: OpenPage) -> None:
    page = agent("Liv")
    page.goto("/settings/surveys/")
    page.get_by_role("link", name="New survey").click()
    page.get_by_label("Name").fill("After a return")
    page.get_by_role("button", name="Effort, 1 to 7").click()
    page.get_by_role("button", name="In their own words").click()
    expect(page.get_by_label("Name")).to_have_value("After a return")
    second = page.locator(".question").nth(1)
    second.get_by_label("English").fill("What made it hard?")
    second.get_by_label("Magyar").fill("Mi volt nehéz?")
    second.get_by_label("Only after").select_option(index=1)
    second.get_by_label("With what").fill("4")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("heading", name="We made it easy for you")).to_be_visible()
    page.get_by_role("link", name="HU").click()
    expect(page.locator("#main")).to_contain_text("legfeljebb 4:")
    expect(page.get_by_text("Mi volt nehéz?")).to_be_visible()
    page.get_by_role("link", name="Mail", exact=True).click()
    mail = page.frame_locator("iframe.survey-mail")
    expect(mail.get_by_text("Jó napot kívánunk!")).to_be_visible()
    expect(mail.get_by_role("link")).to_have_count(0)
    page.get_by_role("link", name="Chat", exact=True).click()
    expect(page.locator(".survey-chip")).to_have_text(list("1234567"))
    page.get_by_role("link", name="Back").click()
    page.get_by_role("link", name="Surveys").click()
    expect(page.get_by_role("link", name="After a return")).to_be_visible()


def test_a_customer_at_the_counter_answers_by_the_link(agent: OpenPage, visitor: OpenPage) -> None:
    liv = agent("Liv")
    liv.goto("/settings/surveys/new/")
    liv.get_by_label("Name").fill("At the counter")
    liv.get_by_label("When it is asked").select_option("link")
    liv.get_by_label("Whose answers").select_option(index=1)
    liv.get_by_role("button", name="Satisfaction, five faces").click()
    liv.get_by_role("button", name="Save").click()
    address = liv.locator(".survey-link a").first.get_attribute("href")
    assert address
    liv.get_by_role("link", name="Page for the counter").click()
    expect(liv.get_by_role("img", name="QR code that opens the survey")).to_be_visible()
    expect(liv.get_by_text(address)).to_be_visible()

    page = visitor(java_script_enabled=False, locale="hu-HU", **PHONE)
    page.goto(address)
    page.get_by_text("Nagyon jó", exact=True).click()
    page.get_by_role("link", name="Nederlands").click()
    page.get_by_text("Heel goed", exact=True).click()
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("Dank je wel")

    liv.goto("/settings/surveys/")
    row = liv.locator("li", has_text="At the counter")
    expect(row).to_contain_text("1 answer")
