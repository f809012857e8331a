"""Pictures on the internet: nothing is fetched before an agent wants it, and then by us alone."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tillit.conversations import files, pictures
from tillit.conversations.bodies import picture_url
from tillit.conversations.envelope import Envelope
from tillit.conversations.internet import Fetched
from tillit.conversations.models import (
    Conversation,
    Message,
    PictureState,
    RemotePicture,
    TrustedSender,
)
from tillit.conversations.spine import receive
from tillit.conversations.tests.browsing import CANARY, HTMX, assert_hidden, page_with, text_of
from tillit.journal.models import Reaction
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

ADDRESS = "https://cdn.example/a.png?x=1&y=2"
PAGE = '<p>Hello <b>you</b> <img data-remote="https://cdn.example/a.png?x=1&amp;y=2" alt="Lid"></p>'


@pytest.fixture(autouse=True)
def asked(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the internet; everything but what is called missing is there."""
    settings.TILLIT_DATA = tmp_path
    addresses: list[str] = []

    def fetch_all(wanted: list[str]) -> dict[str, Fetched | None]:
        addresses.extend(wanted)
        kept = Fetched("image/png", files.keep(CANARY.encode()))
        return {address: None if "missing" in address else kept for address in wanted}

    monkeypatch.setattr(pictures, "fetch_all", fetch_all)
    return addresses


def letter(desk: Desk, html: str = PAGE) -> Message:
    envelope = Envelope(sender_address=GRACE.email, text=f"Hello {CANARY}", html=html)
    return receive(envelope, inbox=desk.inbox).message


def test_nothing_is_fetched_or_shown_by_itself(ada: Client, desk: Desk, asked: list[str]) -> None:
    found = letter(desk)
    run_reactions()
    answer = ada.get(f"/inbox/open/?conversation={found.conversation_id}")
    page = text_of(answer)
    assert asked == []
    assert "cdn.example" not in page
    assert "Pictures from the internet are not shown." in page
    assert f'action="/messages/{found.pk}/pictures/?view=open"' in page
    assert '<span class="no-picture">Lid</span>' in page
    assert "img-src 'self' data:" in answer.headers["Content-Security-Policy"]


def test_whoever_wants_them_sees_them_from_us(ada: Client, desk: Desk, asked: list[str]) -> None:
    found = letter(desk)
    version = found.conversation.version
    answer = ada.post(f"/messages/{found.pk}/pictures/?view=open", headers=HTMX)
    assert "The pictures are being fetched." in text_of(answer)
    run_reactions()
    assert asked == [ADDRESS]
    shown = ada.get(f"/inbox/open/?conversation={found.conversation_id}")
    address = picture_url(RemotePicture.objects.get(), desk.ada)
    assert f'<img src="{address}" alt="Lid"' in text_of(shown)
    assert "cdn.example" not in text_of(shown)
    # Not even now may the page load anything from elsewhere.
    assert "img-src 'self' data:" in shown.headers["Content-Security-Policy"]
    assert Conversation.objects.get().version > version
    picture = ada.get(address)
    assert text_of(picture) == CANARY
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"


def test_without_script_the_button_leads_back_to_the_conversation(ada: Client, desk: Desk) -> None:
    found = letter(desk)
    answer = ada.post(f"/messages/{found.pk}/pictures/?view=mine")
    assert answer.headers["Location"] == f"/inbox/mine/?conversation={found.conversation_id}"


def test_pressing_twice_fetches_once(ada: Client, desk: Desk, asked: list[str]) -> None:
    found = letter(desk)
    for _ in range(3):
        ada.post(f"/messages/{found.pk}/pictures/")
    assert Reaction.objects.filter(handler__endswith="fetch_pictures").count() == 1
    run_reactions()
    ada.post(f"/messages/{found.pk}/pictures/")
    run_reactions()
    assert asked == [ADDRESS]


def test_what_cannot_be_had_is_said_and_can_be_tried_again(
    ada: Client, desk: Desk, asked: list[str]
) -> None:
    found = letter(desk, '<p><b>x</b><img data-remote="https://cdn.example/missing.png"></p>')
    ada.post(f"/messages/{found.pk}/pictures/")
    run_reactions()
    assert RemotePicture.objects.get().state == PictureState.MISSING
    page = page_with(ada, found)
    assert "Pictures from the internet could not be fetched." in page
    assert "cdn.example" not in page
    ada.post(f"/messages/{found.pk}/pictures/")
    run_reactions()
    assert len(asked) == 2


def test_always_holds_for_the_next_mails_of_the_same_sender(
    ada: Client, desk: Desk, asked: list[str]
) -> None:
    found = letter(desk)
    assert 'hx-trigger="load' not in page_with(ada, found).partition('class="message-notice"')[2]
    ada.post(f"/messages/{found.pk}/pictures/", {"always": "1"})
    assert TrustedSender.objects.get().agent == desk.ada
    run_reactions()
    second = letter(desk)
    assert 'hx-trigger="load, submit"' in page_with(ada, second)
    # The page asks as soon as it is open; what arrives is never fetched unread.
    assert len(asked) == 1


def test_a_message_without_such_pictures_asks_for_nothing(
    ada: Client, desk: Desk, asked: list[str]
) -> None:
    found = letter(desk, "<p>Hello <b>you</b></p>")
    assert "Pictures from the internet" not in page_with(ada, found)
    ada.post(f"/messages/{found.pk}/pictures/")
    assert not RemotePicture.objects.exists()


def test_only_the_first_pictures_of_very_many_are_fetched(ada: Client, desk: Desk) -> None:
    many = "".join(f'<img data-remote="https://t.example/{number}.png">' for number in range(300))
    found = letter(desk, f"<p><b>x</b>{many}</p>")
    ada.post(f"/messages/{found.pk}/pictures/")
    assert RemotePicture.objects.count() == pictures.MOST_PICTURES


def test_a_stranger_neither_sees_nor_fetches_anything(
    ada: Client, eve: Client, desk: Desk, asked: list[str]
) -> None:
    found = letter(desk)
    assert_hidden(eve, f"/messages/{found.pk}/pictures/", post=True)
    run_reactions()
    assert asked == []
    ada.post(f"/messages/{found.pk}/pictures/")
    run_reactions()
    picture = RemotePicture.objects.get()
    assert_hidden(eve, picture_url(picture, desk.ada))
    assert_hidden(eve, picture_url(picture, desk.eve))
    bo = browser_of(desk.bo)
    assert_hidden(bo, picture_url(picture, desk.ada))


def test_looking_fetches_nothing(ada: Client, desk: Desk) -> None:
    found = letter(desk)
    assert ada.get(f"/messages/{found.pk}/pictures/").status_code == 405


def test_our_own_messages_have_no_such_pictures(ada: Client, desk: Desk) -> None:
    assert ada.post("/messages/999999/pictures/").status_code == 404
