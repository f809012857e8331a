"""Page, mail and text of a rich reply say the same."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from tillit.channels.email.composing import compose
from tillit.conversations.bodies import body_of
from tillit.conversations.composing.cleaning import cleaned, twin_of
from tillit.conversations.envelope import Enclosure
from tillit.conversations.models import Delivery, Message
from tillit.conversations.pages.plain import text_of_html
from tillit.conversations.spine import keep_enclosures, post
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

WRITTEN = (
    "<p>Dear <b>Grace</b>,</p><ul><li>one</li><li>two</li></ul>"
    "<blockquote><p>yours</p></blockquote>"
    '<p>See <a href="https://a.example/x">here</a> and '
    '<img data-cid="one@tillit" alt="kart.png"></p>'
)


@pytest.fixture
def reply(desk: Desk, tmp_path: Path, settings: Any) -> Message:
    """Ada's answer with a picture and a file."""
    settings.TILLIT_DATA = tmp_path
    kept = keep_enclosures(
        [
            Enclosure("kart.png", "image/png", b"\x89PNG", "one@tillit", inline=True),
            Enclosure("list.pdf", "application/pdf", b"%PDF"),
        ]
    )
    page = cleaned(WRITTEN, {"one@tillit"})
    return post(
        conversation=writes(GRACE, desk.inbox),
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        text=twin_of(page),
        html=page,
        kept=kept,
    )


@pytest.fixture
def mail(reply: Message) -> EmailMessage:
    """The mail as the customer's program reads it."""
    delivery = Delivery.objects.select_related("message__conversation__inbox").get(message=reply)
    read = message_from_bytes(compose(delivery).as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def test_mail_and_page_carry_the_same_words(reply: Message, mail: EmailMessage, desk: Desk) -> None:
    page = mail.get_body(("html",))
    text = mail.get_body(("plain",))
    assert page is not None
    assert text is not None
    named = reply.html.replace(' data-cid="', ' src="cid:')
    assert named in page.get_content()
    assert text.get_content().replace("\r\n", "\n").startswith(reply.text)
    shown = body_of(reply, desk.ada, {})
    without_pictures = [text_of_html(each) for each in (reply.html, str(shown.html), named)]
    assert len(set(without_pictures)) == 1


def test_the_picture_is_embedded_and_the_file_attached(mail: EmailMessage) -> None:
    parts = {part.get_filename(): part for part in mail.walk() if part.get_filename()}
    assert parts["kart.png"]["Content-ID"] == "<one@tillit>"
    assert parts["kart.png"].get_content_disposition() == "inline"
    assert parts["list.pdf"].get_content_disposition() == "attachment"
    related = next(part for part in mail.walk() if part.get_content_type() == "multipart/related")
    assert [part.get_content_type() for part in related.iter_parts()] == ["text/html", "image/png"]


def test_the_text_is_as_typed_by_hand(mail: EmailMessage) -> None:
    text = mail.get_body(("plain",))
    assert text is not None
    written = text.get_content().replace("\r\n", "\n").partition("\n\n-- \n")[0].rstrip()
    assert written == (
        "Dear Grace,\n\n- one\n- two\n\n> yours\n\nSee here <https://a.example/x> and [kart.png]"
    )
