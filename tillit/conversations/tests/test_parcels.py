"""Parcels: kept before they are read, each in exactly one state, none ever lost."""

import zlib
from collections import Counter
from datetime import timedelta

import pytest

from tillit import clock
from tillit.conversations import parcels
from tillit.conversations.events import ParcelKept
from tillit.conversations.models import Conversation, Message, Parcel, ParcelState
from tillit.journal.models import Lane, Reaction
from tillit.journal.worker import LEASE, claim, work_off
from tillit.testing.cast import MONDAY_TEN, Desk
from tillit.testing.journal import assert_emits, run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

MAIL = b"From: grace@customer.example\nSubject: Kettle\nMessage-ID: <%s@x>\n%s\nHello there, desk."


def mail(name: str, headers: str = "") -> bytes:
    """A mail from Grace."""
    return MAIL % (name.encode(), headers.encode())


def keep(desk: Desk, raw: bytes, *, key: str = "") -> Parcel:
    """Let it arrive."""
    return parcels.keep(inbox=desk.inbox, key=key or f"test:{zlib.crc32(raw)}", raw=raw)


def settled(parcel: Parcel) -> Parcel:
    """The parcel, after the worker has done what waits."""
    run_reactions()
    parcel.refresh_from_db()
    return parcel


def die_while_reading() -> None:
    """A worker takes the parcel and is killed; the lease ends."""
    assert len(claim(Lane.QUICK, limit=10)) == 1


def test_a_parcel_is_kept_before_anything_is_read(desk: Desk) -> None:
    with assert_emits(ParcelKept):
        parcel = keep(desk, b"\x00 anything")
    parcel.refresh_from_db()
    assert (parcel.state, parcel.raw) == (ParcelState.WAITING, b"\x00 anything")
    assert (parcel.received_at, parcel.channel) == (MONDAY_TEN, "email")
    assert not Message.objects.exists()


def test_states_add_up_to_the_parcels_received(desk: Desk) -> None:
    arrivals = [
        mail("one"),
        mail("two"),
        mail("two"),
        mail("three", "Auto-Submitted: auto-replied\n"),
        mail("four", "List-Id: <news.example>\n"),
        b"From: mailer-daemon@x.example\n\nIt came back.",
        b"From: nobody\n\nx",
        b"",
    ]
    for raw in arrivals:
        keep(desk, raw)
    run_reactions()
    answer = Message.objects.filter(purpose="acknowledgement").earliest("id")
    keep(desk, mail("five", f"In-Reply-To: {answer.external_id}\n"))
    run_reactions()
    states = Counter(Parcel.objects.values_list("state", flat=True))
    assert sum(states.values()) == len(arrivals) + 1
    assert states == {
        ParcelState.CONVERSATION: 3,
        ParcelState.DUPLICATE: 1,
        ParcelState.AUTO_REPLY: 1,
        ParcelState.BOUNCE: 1,
        ParcelState.HELD: 2,
        ParcelState.REPLY: 1,
    }
    assert Conversation.objects.count() == states[ParcelState.CONVERSATION]


def test_a_parcel_knows_the_message_that_it_became(desk: Desk) -> None:
    parcel = settled(keep(desk, mail("one")))
    assert parcel.message == Message.objects.get(kind="incoming")
    assert parcel.raw == mail("one")


def test_what_cannot_be_read_is_held_with_the_cause_and_its_bytes(desk: Desk) -> None:
    parcel = settled(keep(desk, b"From: nobody\n\nx"))
    assert parcel.state == ParcelState.HELD
    assert "no sender" in parcel.cause
    assert parcel.raw == b"From: nobody\n\nx"
    assert list(Parcel.objects.held()) == [parcel]


def test_what_breaks_the_reader_is_held_at_once(desk: Desk) -> None:
    deep = b"From: a@x.example\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1200)
    )
    parcel = settled(keep(desk, deep))
    assert parcel.state == ParcelState.HELD
    assert "containers inside of each other" in parcel.cause
    assert not Reaction.objects.exists()


def test_poison_is_held_after_three_attempts_and_holds_up_nobody(desk: Desk) -> None:
    poison = keep(desk, mail("poison"))
    for attempt in range(parcels.MOST_ATTEMPTS):
        with clock.moved_to(MONDAY_TEN + attempt * (LEASE + timedelta(seconds=1))):
            die_while_reading()
    innocent = keep(desk, mail("innocent"))
    with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
        work_off(Lane.QUICK, batch=50)
    poison.refresh_from_db()
    innocent.refresh_from_db()
    assert (poison.state, poison.cause) == (ParcelState.HELD, "reading it failed 3 times")
    assert innocent.state == ParcelState.CONVERSATION


def test_a_worker_killed_twice_loses_nothing(desk: Desk) -> None:
    parcel = keep(desk, mail("one"))
    for attempt in range(parcels.MOST_ATTEMPTS - 1):
        with clock.moved_to(MONDAY_TEN + attempt * (LEASE + timedelta(seconds=1))):
            die_while_reading()
    with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
        settled(parcel)
    assert parcel.state == ParcelState.CONVERSATION
    message = Message.objects.get(kind="incoming")
    assert message.at == MONDAY_TEN


def test_a_duplicate_is_kept_without_its_bytes_and_without_a_message(desk: Desk) -> None:
    first, again = keep(desk, mail("one"), key="k"), keep(desk, mail("one"), key="k")
    settled(again)
    assert (again.state, again.message, again.raw) == (ParcelState.DUPLICATE, None, b"")
    assert again.cause == f"the same as parcel {first.pk}"
    assert again.size == len(mail("one"))
    assert Message.objects.filter(kind="incoming").count() == 1


def test_filing_a_parcel_twice_changes_nothing(desk: Desk) -> None:
    parcel = keep(desk, mail("one"))
    reaction = Reaction.objects.get()
    settled(parcel)
    reaction.save(force_insert=True)
    settled(parcel)
    assert parcel.state == ParcelState.CONVERSATION
    assert Message.objects.filter(kind="incoming").count() == 1


def test_only_the_team_of_the_inbox_sees_a_parcel(desk: Desk) -> None:
    parcel = keep(desk, b"")
    assert list(Parcel.objects.visible_to(desk.ada)) == [parcel]
    assert not Parcel.objects.visible_to(desk.eve).exists()
