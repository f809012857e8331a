"""Attachments: for those who may see the conversation, and never run in the browser."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tillit import clock
from tillit.conversations import files, seals
from tillit.conversations.bodies import attachment_url
from tillit.conversations.envelope import Enclosure, Envelope
from tillit.conversations.models import Attachment
from tillit.conversations.spine import receive
from tillit.conversations.tests.browsing import CANARY, assert_hidden, text_of
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

EVIL = b"<script>alert(document.cookie)</script>"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> None:
    """Files are kept in a folder of this test."""
    settings.TILLIT_DATA = tmp_path


def attached(desk: Desk, name: str, content_type: str, content: bytes = EVIL) -> str:
    """The address at which Ada finds a file that Grace sent."""
    file = Enclosure(name, content_type, content)
    envelope = Envelope(sender_address=GRACE.email, text="Look", enclosures=[file])
    receive(envelope, inbox=desk.inbox)
    return attachment_url(Attachment.objects.latest("id"), desk.ada)


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_pictures_are_shown(ada: Client, desk: Desk, kind: str) -> None:
    answer = ada.get(attached(desk, f"photo.{kind}", f"image/{kind}", b"picture"))
    assert text_of(answer) == "picture"
    assert answer.headers["Content-Type"] == f"image/{kind}"
    assert answer.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html",
        "image/svg+xml",
        "application/xhtml+xml",
        "text/xml",
        "application/pdf",
        "text/plain",
        "text/javascript",
        "image/png; charset=x\r\nX-Evil: 1",
        "IMAGE/SVG+XML",
        "",
    ],
)
def test_everything_else_is_only_downloaded(ada: Client, desk: Desk, content_type: str) -> None:
    answer = ada.get(attached(desk, "page.html", content_type))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize("content_type", ["image/png", "text/html", "image/svg+xml"])
def test_nothing_is_sniffed_and_nothing_runs(ada: Client, desk: Desk, content_type: str) -> None:
    answer = ada.get(attached(desk, "file", content_type))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name", ['a"b.png', "a\r\nX-Evil: 1.png", "bilde æøå.png", "../../etc/passwd", "", "x" * 400]
)
def test_a_name_cannot_break_out_of_its_header(ada: Client, desk: Desk, name: str) -> None:
    answer = ada.get(attached(desk, name, "image/png"))
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    assert "\n" not in answer.headers["Content-Disposition"]


def test_a_stranger_gets_nothing_of_it(eve: Client, desk: Desk) -> None:
    assert_hidden(eve, attached(desk, f"{CANARY}.png", "image/png", CANARY.encode()))
    assert_hidden(eve, attachment_url(Attachment.objects.get(), desk.eve))


def test_an_address_works_for_nobody_else_not_even_for_a_colleague(desk: Desk) -> None:
    address = attached(desk, f"{CANARY}.png", "image/png", CANARY.encode())
    bo = browser_of(desk.bo)
    assert_hidden(bo, address)
    assert bo.get(attachment_url(Attachment.objects.get(), desk.bo)).status_code == 200


def test_an_address_stays_the_same_for_a_while_and_ends_after_some_hours(
    ada: Client, desk: Desk
) -> None:
    start = datetime.fromtimestamp(seals.SECONDS * 100_000, UTC)
    with clock.moved_to(start):
        address = attached(desk, "photo.png", "image/png")
    for hours, stays, works in ((3.9, True, True), (7.9, False, True), (8.1, False, False)):
        with clock.moved_to(start + timedelta(hours=hours)):
            same = attachment_url(Attachment.objects.get(), desk.ada) == address
            assert (same, ada.get(address).status_code == 200) == (stays, works), hours


@pytest.mark.parametrize("end", ["", "x/", "0" * 32 + "/", "mail/"])
def test_no_address_can_be_made_up(ada: Client, desk: Desk, end: str) -> None:
    attached(desk, "photo.png", "image/png")
    assert ada.get(f"/attachments/{Attachment.objects.get().pk}/{end}").status_code == 404


def test_the_seal_of_one_file_does_not_open_another(ada: Client, desk: Desk) -> None:
    first = attached(desk, "one.png", "image/png")
    attached(desk, "two.png", "image/png")
    numbers = Attachment.objects.order_by("id").values_list("pk", flat=True)
    other = first.replace(f"/{numbers[0]}/", f"/{numbers[1]}/")
    assert ada.get(other).status_code == 404


def test_a_file_that_is_gone_is_not_found(ada: Client, desk: Desk) -> None:
    address = attached(desk, "photo.png", "image/png")
    files.path_of(Attachment.objects.get().sha256).unlink()
    assert ada.get(address).status_code == 404


@pytest.mark.parametrize("number", ["999999", "9" * 30])
def test_one_that_does_not_exist_is_not_found(ada: Client, number: str) -> None:
    assert ada.get(f"/attachments/{number}/{'0' * 32}/").status_code == 404


def test_nothing_can_be_posted_to_it(ada: Client, desk: Desk) -> None:
    assert ada.post(attached(desk, "photo.png", "image/png")).status_code == 405
