"""The mail that asks: text and page, in the customer's language, five worded faces as links."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.channels.email.composing import compose
from tillit.conversations.bodies import body_of
from tillit.conversations.models import Delivery, Message
from tillit.feedback.models import Invitation, Score
from tillit.feedback.tests.inviting import about, asked, refusal_of
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Customer, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def mail_of(invitation: Invitation) -> EmailMessage:
    """The mail as it leaves."""
    delivery = Delivery.objects.get(
        message__conversation=invitation.conversation, message__purpose="survey"
    )
    mail = message_from_bytes(compose(delivery).as_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def part(mail: EmailMessage, kind: str) -> str:
    """The words of the text part or of the page."""
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_it_is_text_beside_a_page(desk: Desk) -> None:
    mail = mail_of(asked(GRACE, desk))
    assert mail.get_content_type() == "multipart/alternative"
    kinds = [one.get_content_type() for one in mail.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert mail["To"].addresses[0].addr_spec == GRACE.email


def test_answering_machines_are_told_not_to_answer_it(desk: Desk) -> None:
    assert mail_of(asked(GRACE, desk))["Auto-Submitted"] == "auto-replied"


@pytest.mark.parametrize("customer", [GRACE, NORA, DAAN, ZSOFIA], ids=lambda one: one.language)
def test_it_is_in_the_language_of_the_customer(desk: Desk, customer: Customer) -> None:
    mail = mail_of(asked(customer, desk))
    assert mail["Content-Language"] == customer.language
    assert f'<html lang="{customer.language}">' in part(mail, "html")
    with translation.override(customer.language):
        for kind in ("plain", "html"):
            assert _("How did we do?") in part(mail, kind)
            for score in Score:
                assert str(score.label) in part(mail, kind)


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_five_worded_faces_are_links_best_first(desk: Desk, settings: object, kind: str) -> None:
    settings.TILLIT_BASE_URL = "https://service.example/"  # type: ignore[attr-defined]
    invitation = asked(GRACE, desk)
    links = re.findall(r'https://[^\s"<]+', part(mail_of(invitation), kind))
    address = f"https://service.example/feedback/{invitation.token}/"
    assert links[:5] == [f"{address}?score={score}" for score in (5, 4, 3, 2, 1)]
    assert links[5:] == [refusal_of(invitation)]


def test_a_face_in_the_page_has_its_word_inside_the_link(desk: Desk) -> None:
    page = part(mail_of(asked(GRACE, desk)), "html")
    faces = re.findall(r'<a href="[^"]+score=(\d)"[^>]*>(.*?)</a>', page, re.DOTALL)
    words = [re.sub(r"<span.*?</span>", "", face).strip() for _score, face in faces]
    assert words == ["Very good", "Good", "So-so", "Bad", "Very bad"]


def test_the_words_of_the_customer_cannot_become_markup(desk: Desk) -> None:
    page = part(mail_of(asked(GRACE, desk, subject="<b>Kettle</b> & lid")), "html")
    assert "<b>Kettle" not in page
    assert "&lt;b&gt;Kettle&lt;/b&gt; &amp; lid" in page


def test_every_face_opens_its_page(client: Client, desk: Desk) -> None:
    page = part(mail_of(asked(GRACE, desk)), "html")
    for path in re.findall(r'href="https?://[^/"]+(/feedback/[^"]+)"', page):
        assert client.get(path).status_code == 200


def test_agents_read_what_was_asked_but_cannot_answer_for_the_customer(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    mail = Message.objects.get(conversation=about(invitation), purpose="survey")
    assert invitation.token in mail.html
    shown = body_of(mail, desk.ada, {})
    assert "How did we do?" in shown.html
    assert "<a" not in shown.html
    assert invitation.token not in shown.html
