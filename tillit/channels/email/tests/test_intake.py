"""Taking mails in: what is the same mail, and whose it is."""

from collections.abc import Callable

import pytest

from tillit.channels.email.intake import mailbox_of, take_in
from tillit.channels.email.tests.letters import letter
from tillit.conversations.models import Conversation, Message, Parcel, ParcelState
from tillit.testing.cast import Desk, open_inbox
from tillit.testing.journal import run_reactions

NAMED = letter("The lid is cracked.\n", Message_ID="<one@customer.example>")
NAMELESS = letter("The lid is cracked.\n", Date="Mon, 1 Jun 2026 10:00:00 +0200")
TRACES = (
    b"Received: from mx.example by tillit;\r\n\tMon, 1 Jun 2026 10:00:01 +0200\r\n"
    b"Delivered-To: support@desk.example\r\n"
)


def states() -> list[str]:
    """Where the parcels are, in the order in which they came."""
    run_reactions()
    return list(Parcel.objects.order_by("id").values_list("state", flat=True))


@pytest.mark.parametrize("raw", [NAMED, NAMELESS], ids=["named", "nameless"])
@pytest.mark.parametrize(
    "again",
    [
        lambda raw: raw,
        lambda raw: TRACES + raw,
        lambda raw: b"Return-Path: <grace@customer.example>\r\n" + TRACES + TRACES + raw,
        lambda raw: raw.replace(b"\r\n", b"\n"),
        lambda raw: raw + b"\r\n\r\n",
    ],
    ids=["as it was", "another way", "a longer way", "other line ends", "empty lines below"],
)
def test_the_same_mail_twice_is_one_message(
    desk: Desk, raw: bytes, again: Callable[[bytes], bytes]
) -> None:
    first = take_in(TRACES + raw, inbox=desk.inbox)
    second = take_in(again(raw), inbox=desk.inbox)
    assert states() == [ParcelState.CONVERSATION, ParcelState.DUPLICATE]
    assert second.raw == b""
    assert str(first.pk) in second.cause
    assert Message.objects.filter(kind="incoming").count() == 1


def test_a_mail_taken_in_three_times_is_still_one_message(desk: Desk) -> None:
    for _ in range(3):
        take_in(NAMED, inbox=desk.inbox)
    assert states().count(ParcelState.DUPLICATE) == 2
    assert Message.objects.filter(kind="incoming").count() == 1


def test_the_same_message_id_with_other_words_is_another_mail(desk: Desk) -> None:
    take_in(NAMED, inbox=desk.inbox)
    take_in(letter("Another matter.\n", Message_ID="<one@customer.example>"), inbox=desk.inbox)
    assert states() == [ParcelState.CONVERSATION] * 2
    assert Conversation.objects.count() == 2


def test_the_same_words_under_another_message_id_are_another_mail(desk: Desk) -> None:
    take_in(NAMED, inbox=desk.inbox)
    take_in(NAMED.replace(b"<one@", b"<two@"), inbox=desk.inbox)
    assert Conversation.objects.count() == 0
    assert states() == [ParcelState.CONVERSATION] * 2


def test_a_mail_without_a_message_id_differs_by_its_headers(desk: Desk) -> None:
    take_in(NAMELESS, inbox=desk.inbox)
    take_in(NAMELESS.replace(b"10:00:00", b"10:00:09"), inbox=desk.inbox)
    assert states() == [ParcelState.CONVERSATION] * 2


def test_a_mail_to_two_inboxes_is_a_message_in_each(desk: Desk) -> None:
    sales = open_inbox("Sales", desk.team, "sales@desk.example")
    for inbox in (desk.inbox, sales):
        take_in(NAMED, inbox=inbox)
    assert states() == [ParcelState.CONVERSATION] * 2
    assert set(Conversation.objects.values_list("inbox", flat=True)) == {desk.inbox.pk, sales.pk}


@pytest.mark.parametrize(
    "address",
    [
        "support@desk.example",
        " Support@DESK.example ",
        "support+orders@desk.example",
        "support+a+b@desk.example",
    ],
)
def test_an_address_is_found_in_any_case_and_with_a_tag(desk: Desk, address: str) -> None:
    assert mailbox_of(address) == desk.inbox.mailbox


@pytest.mark.parametrize(
    "address", ["", "support", "@desk.example", "support@other.example", "+x@desk.example", "a@b@c"]
)
def test_an_address_that_is_nobodys_is_not_found(desk: Desk, address: str) -> None:
    assert mailbox_of(address) is None


def test_what_arrived_is_kept_as_it_came(desk: Desk) -> None:
    raw = b"From: x\xff\x00\r\n\r\n\x80\x00binary"
    parcel = take_in(raw, inbox=desk.inbox, sender="grace@customer.example")
    parcel.refresh_from_db()
    assert (parcel.raw, parcel.size) == (raw, len(raw))
    assert (parcel.sender, parcel.state) == ("grace@customer.example", ParcelState.WAITING)
