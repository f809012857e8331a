"""Mail that could not be read: listed with its cause, and to be had as it came."""

from importlib import import_module

import pytest
from django.test import Client

from tillit.conversations.models import Inbox, Parcel, ParcelState, held_for
from tillit.conversations.parcels import hold, keep
from tillit.conversations.tests.browsing import CANARY, assert_hidden, text_of
from tillit.conversations.views.whole import raw_url
from tillit.testing.cast import Desk
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

RAW = f"Subject: {CANARY}\r\nFrom: Grace <grace@customer.example>\r\n\r\n\x00\x01".encode()


def held_mail(inbox: Inbox, raw: bytes = RAW, cause: str = "its head is unreadable") -> Parcel:
    """A parcel that is held."""
    parcel = keep(inbox=inbox, key=str(Parcel.objects.count()), raw=raw, sender="bounce@x.example")
    hold(parcel, cause=cause)
    return parcel


def test_what_is_held_is_listed_with_its_cause(ada: Client, desk: Desk) -> None:
    parcel = held_mail(desk.inbox)
    page = text_of(ada.get("/held/"))
    assert CANARY in page
    assert "its head is unreadable" in page
    assert "grace@customer.example" in page
    assert f'href="/held/{parcel.pk}/"' in page


def test_the_number_in_the_sidebar_is_that_of_the_list(desk: Desk) -> None:
    for cause in ("no head", "no end"):
        held_mail(desk.inbox, cause=cause)
    keep(inbox=desk.inbox, key="fine", raw=RAW, sender="grace@customer.example")
    for reader, number in ((desk.ada, 2), (desk.liv, 2), (desk.eve, 0)):
        assert held_for(reader) == Parcel.objects.visible_to(reader).held().count() == number


def test_an_empty_list_says_so(ada: Client) -> None:
    assert "No mail is held" in text_of(ada.get("/held/"))


def test_what_is_no_mail_at_all_ends_up_here(ada: Client, desk: Desk) -> None:
    keep(inbox=desk.inbox, key="nonsense", raw=b"\xff\xfe\x00 nonsense", sender="x@x.example")
    run_reactions()
    assert Parcel.objects.get().state == ParcelState.HELD
    assert "x@x.example" in text_of(ada.get("/held/"))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00",
        b"Subject: \xff\xfe\xe6\r\nFrom: \xf8@x\r\n\r\n",
        b"Subject: =?utf-8?b?!!!?=\r\nFrom: =?x?q?\r\n\r\n",
        b"Subject: <script>alert(1)</script>\r\nFrom: <img src=x>\r\n\r\n",
        b"Subject: " + b"x" * 30_000,
    ],
)
def test_whatever_it_is_the_list_can_be_shown(ada: Client, desk: Desk, raw: bytes) -> None:
    held_mail(desk.inbox, raw)
    page = text_of(ada.get("/held/"))
    assert "its head is unreadable" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_cause_is_shown_as_words(ada: Client, desk: Desk) -> None:
    held_mail(desk.inbox, cause="ValueError: <b>\x00")
    assert "ValueError: &lt;b&gt;" in text_of(ada.get("/held/"))


def test_the_list_has_pages(ada: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("tillit.conversations.views.held"), "PAGE", 2)
    for _ in range(3):
        held_mail(desk.inbox)
    first, second = text_of(ada.get("/held/")), text_of(ada.get("/held/?page=2"))
    assert (first.count("/held/?page=2"), second.count("/held/?page=1")) == (1, 1)
    assert (first.count(CANARY), second.count(CANARY)) == (2, 1)
    for page in ("0", "99", "x", "9" * 5000):
        assert ada.get("/held/", {"page": page}).status_code == 200


def test_the_raw_mail_is_downloaded_as_it_came(ada: Client, desk: Desk) -> None:
    parcel = held_mail(desk.inbox)
    answer = ada.get(raw_url(parcel, desk.ada))
    assert answer.content == RAW
    assert answer.headers["Content-Type"] == "application/octet-stream"
    expected = f'attachment; filename="mail-{parcel.pk}.eml"'
    assert answer.headers["Content-Disposition"] == expected
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_stranger_does_not_get_the_raw_mail(eve: Client, ada: Client, desk: Desk) -> None:
    parcel = held_mail(desk.inbox)
    assert_hidden(eve, raw_url(parcel, desk.ada))
    assert_hidden(eve, raw_url(parcel, desk.eve))
    assert ada.get(raw_url(parcel, desk.eve)).status_code == 404


def test_a_stranger_sees_neither_list_nor_mail(eve: Client, desk: Desk, night: Inbox) -> None:
    parcel = held_mail(desk.inbox)
    held_mail(night, b"Subject: of the night\r\n\r\n")
    assert_hidden(eve, f"/held/{parcel.pk}/")
    page = text_of(eve.get("/held/"))
    assert CANARY not in page
    assert "of the night" in page


@pytest.mark.parametrize("number", ["999999", "9" * 30])
def test_one_that_does_not_exist_is_not_found(ada: Client, number: str) -> None:
    assert ada.get(f"/held/{number}/").status_code == 404


def test_nothing_can_be_posted(ada: Client, desk: Desk) -> None:
    parcel = held_mail(desk.inbox)
    assert ada.post("/held/").status_code == ada.post(f"/held/{parcel.pk}/").status_code == 405
