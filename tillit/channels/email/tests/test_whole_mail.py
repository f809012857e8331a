"""The whole mail, one click away: every word, every header, the bytes, and why it is here."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tillit.channels.email.tests.letters import WORDS, bundle, letter
from tillit.conversations.models import (
    Attachment,
    Conversation,
    Inbox,
    Message,
    MessageKind,
    Parcel,
)
from tillit.conversations.parcels import keep
from tillit.conversations.reply_tokens import make
from tillit.conversations.tests.browsing import CANARY, assert_hidden, canary_in, text_of
from tillit.conversations.views.whole import raw_url
from tillit.testing.cast import GRACE, Desk
from tillit.testing.journal import run_reactions
from tillit.testing.steps import clicks_send, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

REPLY = (
    f"The lid is {CANARY}.\n\n-- \nGrace Whitfield\nHead of tea\n\n"
    "On Mon, 1 Jan 2024 at 10:00, Shop <support@desk.example> wrote:\n> We sent the old kettle\n"
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> None:
    """Files are kept in a folder of this test."""
    settings.TILLIT_DATA = tmp_path


def arrives(inbox: Inbox, raw: bytes) -> Message:
    """A mail that was taken in and filed."""
    parcel = keep(inbox=inbox, key=str(Parcel.objects.count()), raw=raw, sender=GRACE.email)
    run_reactions()
    parcel.refresh_from_db()
    assert parcel.message is not None, parcel.cause
    return parcel.message


def test_the_link_stands_under_each_mail_that_came_in(ada: Client, desk: Desk) -> None:
    found = arrives(desk.inbox, letter(REPLY))
    clicks_send(desk.ada, found.conversation, at=oslo("2026-06-01 10:05"))
    page = text_of(ada.get(f"/inbox/open/?conversation={found.conversation_id}"))
    assert page.count("Show the whole mail") == 1
    assert f'href="/messages/{found.pk}/"' in page


def test_every_word_and_every_header_is_there(ada: Client, desk: Desk) -> None:
    raw = letter(REPLY, X_Odd="=?utf-8?q?caf=C3=A9?= <b>", Received="from a.example by b.example")
    page = text_of(ada.get(f"/messages/{arrives(desk.inbox, raw).pk}/"))
    for words in (
        CANARY,
        "Head of tea",
        "We sent the old kettle",
        "café &lt;b&gt;",
        "from a.example",
    ):
        assert words in page
    assert "Why is it here?" in page
    assert "A person wrote it, as far as can be seen." in page
    assert "no Date header" in page


def test_the_mail_as_it_came_can_be_downloaded(ada: Client, eve: Client, desk: Desk) -> None:
    raw = letter(REPLY)
    found = arrives(desk.inbox, raw)
    address = raw_url(found.parcels.get(), desk.ada)
    assert f'href="{address}"' in text_of(ada.get(f"/messages/{found.pk}/"))
    answer = ada.get(address)
    assert answer.content == raw
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert_hidden(eve, address)


def test_how_it_found_its_place_is_told(ada: Client, desk: Desk) -> None:
    first = arrives(desk.inbox, letter("Hello", Message_ID="<one@customer.example>"))

    def reason(raw: bytes) -> str:
        return text_of(ada.get(f"/messages/{arrives(desk.inbox, raw).pk}/"))

    assert "began this conversation" in text_of(ada.get(f"/messages/{first.pk}/"))
    answer = letter("More", In_Reply_To="<one@customer.example>", Message_ID="<two@c.example>")
    assert "It answers an earlier message of this conversation." in reason(answer)
    named = letter(
        "More", Subject=f"About #{first.conversation_id}", Message_ID="<three@c.example>"
    )
    assert f"Its subject names #{first.conversation_id}" in reason(named)
    from_eve = letter("Mine", Subject=f"#{first.conversation_id}", From="x@y.example")
    assert f"It names #{first.conversation_id}, but its sender does not take part" in reason(
        from_eve
    )


def test_an_answer_to_our_reply_address_says_so(ada: Client, desk: Desk) -> None:
    first = arrives(desk.inbox, letter("Hello"))
    token = make(first.conversation_id, GRACE.email)
    raw = letter("More", To=f"support+{token}@desk.example", Message_ID="<four@c.example>")
    assert "that our mails of this conversation asked answers to" in text_of(
        ada.get(f"/messages/{arrives(desk.inbox, raw).pk}/")
    )


def test_one_whose_raw_mail_is_not_kept_is_shown_all_the_same(ada: Client, desk: Desk) -> None:
    found = canary_in(desk).messages.get(kind=MessageKind.INCOMING)
    page = text_of(ada.get(f"/messages/{found.pk}/"))
    assert CANARY in page
    assert "is not kept, only what is shown here" in page


def test_strangers_find_neither_message_nor_attached_mail(eve: Client, desk: Desk) -> None:
    found = arrives(desk.inbox, with_mail())
    assert_hidden(eve, f"/messages/{found.pk}/")
    assert_hidden(eve, f"/attachments/{Attachment.objects.get().pk}/mail/")


def test_only_what_came_in_has_such_a_page(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    ours = clicks_send(desk.ada, conversation, at=oslo("2026-06-01 10:05"))
    for number in (ours.pk, 999999):
        assert ada.get(f"/messages/{number}/").status_code == 404
    first = conversation.messages.earliest("id").pk
    assert ada.post(f"/messages/{first}/").status_code == 405


def with_mail() -> bytes:
    inner = letter(
        f"<p>Inside {CANARY} <b>it</b></p><script>alert(1)</script><img src='http://e.example/a.png'>",
        Content_Type="text/html; charset=utf-8",
        Subject="The first letter",
        From="Nora <nora@kunde.example>",
    )
    return bundle(WORDS, b"Content-Type: message/rfc822\n\n" + inner)


def test_a_mail_that_came_as_a_file_can_be_read(ada: Client, desk: Desk) -> None:
    found = arrives(desk.inbox, with_mail())
    number = Attachment.objects.get().pk
    page = text_of(ada.get(f"/inbox/open/?conversation={found.conversation_id}"))
    assert f'href="/attachments/{number}/mail/"' in page
    answer = ada.get(f"/attachments/{number}/mail/")
    inside = text_of(answer)
    assert f"Inside {CANARY}" in inside
    assert "The first letter" in inside
    assert "Nora &lt;nora@kunde.example&gt;" in inside
    for evil in ("alert(1)", 'src="http', "e.example/a.png"):
        assert evil not in inside


def test_only_mails_are_opened_so(ada: Client, desk: Desk) -> None:
    arrives(desk.inbox, bundle(WORDS, "Content-Type: text/html; name=a.html\n\n<script>"))
    assert ada.get(f"/attachments/{Attachment.objects.get().pk}/mail/").status_code == 404


def test_a_signed_and_an_encrypted_mail_say_so(ada: Client, desk: Desk) -> None:
    signature = "Content-Type: application/pgp-signature; name=signature.asc\n\nx"
    found = arrives(desk.inbox, bundle(WORDS, signature, subtype="signed"))
    assert (found.signed, found.encrypted) == (True, False)
    assert "The signature was not checked." in text_of(ada.get(f"/messages/{found.pk}/"))
    secret = arrives(
        desk.inbox, letter("-----BEGIN PGP MESSAGE-----\nabc\n", Message_ID="<s@c.example>")
    )
    assert secret.encrypted
    page = text_of(ada.get(f"/inbox/open/?conversation={secret.conversation_id}"))
    assert "Encrypted: open it in your mail program." in page


def test_a_page_with_everything_in_it_is_stored_and_shown(ada: Client, desk: Desk) -> None:
    html = (
        "Content-Type: text/html; charset=utf-8\n\n<p>Look <b>here</b>:</p>"
        "<img src='cid:lid@x' alt=Lid>"
        "<img src='https://t.example/p.gif' width=1 height=1><img src='https://c.example/b.png'>"
    )
    picture = "Content-Type: image/png\nContent-ID: <lid@x>\nContent-Disposition: inline\n\npng"
    found = arrives(desk.inbox, bundle(html, picture, subtype="related"))
    assert "<strong>here</strong>" in found.html
    page = text_of(ada.get(f"/inbox/open/?conversation={found.conversation_id}"))
    assert 'alt="Lid" loading="lazy"' in page
    assert "Pictures from the internet are not shown." in page
    assert "t.example" not in page
    assert "c.example/b.png" not in page
    assert Conversation.objects.get().preview.startswith("Look here")
