"""What can be done with mail that could not be read."""

import pytest

from tillit.conversations.models import Conversation, Parcel, ParcelState
from tillit.conversations.parcels import hold, keep
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db

MAIL = f"From: {GRACE.email}\nSubject: Hello\n\nThe lid is cracked.\n".encode()


@pytest.fixture
def parcel(desk: Desk) -> Parcel:
    parcel = keep(inbox=desk.inbox, key="one", raw=MAIL)
    hold(parcel, cause="the reader was not clever enough")
    return parcel


def test_a_held_mail_that_can_be_read_now_becomes_a_conversation(
    desk: Desk, parcel: Parcel
) -> None:
    browser = browser_of(desk.ada)
    assert "not clever enough" in browser.get("/held/").content.decode()
    browser.post(f"/held/{parcel.pk}/retry/")
    run_reactions()
    parcel.refresh_from_db()
    assert (parcel.state, parcel.cause) == (ParcelState.CONVERSATION, "")
    assert Conversation.objects.get().subject == "Hello"


def test_a_deleted_mail_is_gone_but_still_accounted_for(desk: Desk, parcel: Parcel) -> None:
    browser = browser_of(desk.ada)
    browser.post(f"/held/{parcel.pk}/deletion/")
    parcel.refresh_from_db()
    assert (parcel.state, parcel.raw) == (ParcelState.DELETED, b"")
    assert parcel.cause == "the reader was not clever enough"


def test_only_held_mail_can_be_deleted_or_read_again(desk: Desk, parcel: Parcel) -> None:
    browser = browser_of(desk.ada)
    browser.post(f"/held/{parcel.pk}/retry/")
    run_reactions()
    browser.post(f"/held/{parcel.pk}/deletion/")
    browser.post(f"/held/{parcel.pk}/retry/")
    run_reactions()
    parcel.refresh_from_db()
    assert (parcel.state, parcel.raw) == (ParcelState.CONVERSATION, MAIL)
    assert Conversation.objects.count() == 1
