"""Messages as one reader sees them: pictures in their places, long ones folded."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tillit.conversations.bodies import LONGEST_TEXT, attachment_url, body_of
from tillit.conversations.envelope import Enclosure, Envelope, Robot
from tillit.conversations.models import Attachment, Message
from tillit.conversations.spine import receive
from tillit.conversations.tests.browsing import page_with, text_of
from tillit.testing.cast import DAAN, GRACE, Customer, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> None:
    """Files are kept in a folder of this test."""
    settings.TILLIT_DATA = tmp_path


def picture(content_id: str, content_type: str = "image/png") -> Enclosure:
    return Enclosure("photo.png", content_type, b"picture", content_id, inline=True)


def message(
    desk: Desk, html: str, *files: Enclosure, by: Customer = GRACE, text: str = "Look"
) -> Message:
    envelope = Envelope(sender_address=by.email, text=text, html=html, enclosures=files)
    return receive(envelope, inbox=desk.inbox).message


def test_a_picture_stands_in_its_place_and_not_among_the_files(ada: Client, desk: Desk) -> None:
    html = '<p>Look: <img data-cid="a@x" alt="The lid" width="300" height="200"></p>'
    found = message(desk, html, picture("a@x"), picture("unused@x"))
    page = page_with(ada, found)
    address = attachment_url(Attachment.objects.get(content_id="a@x"), desk.ada)
    shown = f'<img src="{address}" alt="The lid" width="300" height="200" loading="lazy"'
    assert shown in page
    assert page.count(address) == 1
    other = attachment_url(Attachment.objects.get(content_id="unused@x"), desk.ada)
    assert f'class="attachment" href="{other}"' in page
    assert text_of(ada.get(address)) == "picture"


def test_a_picture_of_another_message_cannot_be_named(desk: Desk) -> None:
    message(desk, "", picture("secret@x"), by=DAAN)
    found = message(desk, '<p><img data-cid="secret@x" alt="mine"></p>', picture("own@x"))
    body = body_of(found, desk.ada, {})
    assert "src=" not in body.html
    assert '<span class="no-picture">mine</span>' in body.html
    assert not body.placed


@pytest.mark.parametrize("content_type", ["image/svg+xml", "text/html", "application/pdf"])
def test_only_pictures_that_cannot_run_are_put_in_place(desk: Desk, content_type: str) -> None:
    found = message(desk, '<img data-cid="a@x">', picture("a@x", content_type))
    assert "src=" not in body_of(found, desk.ada, {}).html


@pytest.mark.parametrize(
    "html",
    [
        '<img data-cid="a@x" alt="&quot;><script>alert(1)</script>">',
        '<img data-cid="a@x" width="1;color:red" height="9x" alt="x">',
        '<img data-cid="a@x&quot; onerror=&quot;alert(1)">',
        '<img alt="<img data-cid=" title="a@x">',
        '<img data-remote="javascript:alert(1)">',
        '<a title="<img data-cid=&quot;a@x&quot;>" href="https://x.example/">x</a>',
    ],
)
def test_nothing_breaks_out_of_the_place_of_a_picture(desk: Desk, html: str) -> None:
    shown = body_of(message(desk, html, picture("a@x")), desk.ada, {}).html
    for evil in ("<script", "onerror=", "color:red", "javascript:alert(1)", "9x"):
        assert evil not in shown
    assert shown.count('src="') <= 1


def test_a_long_mail_begins_as_text_and_is_whole_one_click_away(ada: Client, desk: Desk) -> None:
    text = "\n".join(f"This is line {number} of a long story." for number in range(4000))
    found = message(desk, "", text=text)
    page = page_with(ada, found)
    assert "line 0 of" in page
    assert "line 3999 of" not in page
    assert "This is only the beginning. Show the whole mail" in page
    rest = page_with(ada, message(desk, "", text="A short story."))
    assert len(page) < len(rest) + LONGEST_TEXT * 3
    assert "line 3999 of" in text_of(ada.get(f"/messages/{found.pk}/"))


def test_a_long_page_begins_as_text(desk: Desk) -> None:
    found = message(
        desk, "<p><b>Offer</b> " + "<a href='https://x.example/'>x</a>" * 4000, text="Offer"
    )
    body = body_of(found, desk.ada, {})
    assert (body.html, body.is_cut) == ("<p>Offer</p>", True)
    assert not body_of(found, desk.ada, {}, whole=True).is_cut


def test_long_quotations_are_cut(desk: Desk) -> None:
    envelope = Envelope(sender_address=GRACE.email, text="Yes", quoted="> old\n" * 50_000)
    found = receive(envelope, inbox=desk.inbox).message
    body = body_of(found, desk.ada, {})
    assert body.is_cut
    assert len(body.quoted) < LONGEST_TEXT * 3


def test_how_a_mail_was_protected_is_said(ada: Client, desk: Desk) -> None:
    envelope = Envelope(sender_address=GRACE.email, text="x", signed=True, encrypted=True)
    page = page_with(ada, receive(envelope, inbox=desk.inbox).message)
    assert "Encrypted: open it in your mail program." in page
    assert "Signed" in page


def test_an_automatic_reply_has_its_whole_mail_too(ada: Client, desk: Desk) -> None:
    first = message(desk, "")
    away = Envelope(
        sender_address=GRACE.email,
        text="I am away",
        robot=Robot.AUTO_REPLY,
        numbers=(first.conversation_id,),
    )
    found = receive(away, inbox=desk.inbox).message
    assert found.conversation_id == first.conversation_id
    assert f'href="/messages/{found.pk}/"' in page_with(ada, found)
