"""What people do in journeys, in their own words."""

from __future__ import annotations

import itertools
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, TimeoutError, expect

from tests.journeys.site import Login, Site
from tillit.demo.cast import ADDRESS, CUSTOMERS, Customer

NORA, DAAN, ZSOFIA, GRACE = CUSTOMERS
NAMES = {"en": "English", "nb": "Norsk bokmål", "nl": "Nederlands", "hu": "Magyar"}
ARRIVAL = 15_000
"""Milliseconds within which a mail goes from one side to the other on a busy machine."""

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}

CORNER = b"%PDF-1.4\n% a corner of a receipt\n%%EOF\n"


_passing = itertools.count(1)


def passer_by() -> Customer:
    """Somebody who has not written before: who writes often and soon is taken for a machine."""
    return replace(GRACE, email=f"grace.{next(_passing)}@journeys.example")


@dataclass(frozen=True)
class Mail:
    """What a customer writes."""

    subject: str
    text: str = "Hello,\n\nmy kettle came without a lid. Can you send one?\n\nKind regards"
    customer: Customer = field(default_factory=lambda: passer_by())
    number: str = field(default_factory=lambda: make_msgid(domain="journeys.example"))
    answers: str = ""
    """The number (Message-ID) of the mail that it answers."""


def sends(site: Site, mail: Mail) -> None:
    """A customer's mail program hands a mail to the shop."""
    message = EmailMessage()
    message["From"] = f'"{mail.customer.name}" <{mail.customer.email}>'
    message["To"] = ADDRESS
    message["Subject"] = mail.subject
    message["Message-ID"] = mail.number
    if mail.answers:
        message["In-Reply-To"] = mail.answers
    message.set_content(mail.text)
    with smtplib.SMTP("127.0.0.1", site.smtp_port, timeout=10) as server:
        server.send_message(message)


def sends_what_is_no_mail(site: Site) -> None:
    """Words without a single header arrive, so nobody can be answered."""
    with smtplib.SMTP("127.0.0.1", site.smtp_port, timeout=10) as server:
        server.sendmail("somebody@journeys.example", [ADDRESS], b"Is anybody there?\n")


def sign_in(page: Page, login: Login, *, password: str = "") -> None:
    """Fill in the sign-in page; a password of one's own may be wrong."""
    page.goto("/sign-in/")
    page.get_by_label("Email").fill(login.email)
    page.get_by_label("Password").fill(password or login.password)
    page.get_by_role("button", name="Sign in").click()
    if not password:
        page.wait_for_url("**/inbox/**")


def choose_language(page: Page, language: str) -> None:
    """Choose it in the user menu."""
    page.goto("/inbox/open/")
    page.locator(".user-button").click()
    page.get_by_role("button", name=NAMES[language]).click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def row(page: Page, subject: str) -> Locator:
    """The row of a conversation in the list."""
    return page.locator("a.row", has_text=subject).first


def opens(page: Page, subject: str, view: str = "open") -> None:
    """Go to a view and open a conversation from its list."""
    page.goto(f"/inbox/{view}/")
    row(page, subject).click(timeout=ARRIVAL)
    expect(page.locator("#thread-title")).to_have_text(subject)


def new_conversation(page: Page, site: Site, mail: Mail) -> None:
    """A customer writes, and an agent opens what arrives, once it has been acknowledged."""
    page.goto("/inbox/open/")
    sends(site, mail)
    row(page, mail.subject).click(timeout=ARRIVAL)
    expect(page.locator("#thread-title")).to_have_text(mail.subject)
    expect(page.locator(".automatic")).to_have_count(1, timeout=ARRIVAL)


def writes(page: Page, text: str, *, note: bool = False) -> None:
    """Type into the composer, as a reply or as a note."""
    page.locator(f"#composer label[data-key={'n' if note else 'r'}]").click()
    page.locator("#composer-text").fill(text)


def typed(page: Page) -> Locator:
    """The field that holds the words of the composer as plain text, with and without the editor."""
    return page.locator("#composer [name=text]")


def send_button(page: Page) -> Locator:
    """The button that sends a reply or adds a note."""
    return page.locator("#composer .send")


def says(page: Page, text: str, *, note: bool = False) -> Locator:
    """Write and send; returns the message on the timeline."""
    writes(page, text, note=note)
    send_button(page).click()
    message = said(page, text)
    expect(message).to_be_visible()
    return message


def said(page: Page, text: str) -> Locator:
    """A message or a note on the timeline."""
    return page.locator("#items > .message, #items > .note").filter(has_text=text)


def toast(page: Page) -> Locator:
    """The sentence about what just happened."""
    return page.locator("#toasts .toast")


def resolves(page: Page) -> None:
    """Press Resolve and see it done."""
    page.locator("#resolve").click()
    expect(page.locator("#reopen")).to_be_visible()


def mailbox(page: Page, customer: Customer) -> None:
    """Look into a customer's mailbox."""
    page.goto(f"/demo/mailbox/{customer.first_name.lower()}/")


def arrived(page: Page, customer: Customer, *, words: Sequence[str]) -> Locator:
    """Look into a mailbox, again and again like everybody, until a mail with these words is in."""
    for _look in range(ARRIVAL // 1000):
        mailbox(page, customer)
        mail = page.locator("a.mail-row")
        for each in words:
            mail = mail.filter(has_text=each)
        try:
            expect(mail.first).to_be_visible(timeout=1000)
        except AssertionError:
            continue
        return mail.first
    raise TimeoutError(f"no mail with {words} came to {customer.first_name}")


def receipt(name: str = "receipt.pdf") -> FilePayload:
    """A file to attach."""
    return {"name": name, "mimeType": "application/pdf", "buffer": CORNER}


def stays(page: Page) -> None:
    """Mark the document, to be able to tell later that it was never loaded again."""
    page.evaluate("document.documentElement.dataset.stayed = 'yes'")


def expect_stayed(page: Page) -> None:
    """The document is still the one that was marked."""
    expect(page.locator("html")).to_have_attribute("data-stayed", "yes")
