"""Fetching from a real server: everything comes in, once, at the time at which it arrived."""

from datetime import UTC, datetime, timedelta

import pytest
from imapclient import IMAPClient

from tillit.channels.email.fetching import catching_up
from tillit.channels.email.fetching.models import Afterwards, State
from tillit.channels.email.fetching.tests.post_office import PostOffice, fetch, mail, progress
from tillit.conversations.models import Conversation, Delivery, Message, Parcel, ParcelState
from tillit.testing.cast import Desk, open_inbox
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db

YESTERDAY = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)


def external_ids() -> list[str]:
    """What was filed, in the order in which it came."""
    run_reactions()
    return list(
        Message.objects.filter(kind="incoming").order_by("id").values_list("external_id", flat=True)
    )


def test_new_mail_comes_in_as_it_is(desk: Desk, office: PostOffice) -> None:
    source = office.source(desk.inbox)
    assert fetch(source) == 0
    raw = mail(1, "Hei, kvernen er ødelagt.\n", Return_Path="<grace@customer.example>")
    office.receives(raw, at=YESTERDAY)
    assert fetch(source) == 1
    parcel = Parcel.objects.get()
    assert parcel.raw == raw
    assert (parcel.received_at, parcel.sender) == (YESTERDAY, "grace@customer.example")
    assert not parcel.quiet
    assert external_ids() == ["<1@customer.example>"]
    conversation = Conversation.objects.get()
    assert conversation.created_at == YESTERDAY
    assert conversation.promises.exists()
    assert Delivery.objects.count() == 1


def test_the_cursor_survives_a_restart(desk: Desk, office: PostOffice) -> None:
    source = office.source(desk.inbox)
    fetch(source)
    for number in range(3):
        office.receives(mail(number))
        assert fetch(source) == 1
    assert fetch(source) == 0
    assert Parcel.objects.count() == 3


def test_a_week_without_us_with_1000_mails_waiting(desk: Desk, office: PostOffice) -> None:
    source = office.source(desk.inbox)
    fetch(source)
    with office.server.opened(office.user) as owner:
        owner.multiappend("INBOX", [mail(number) for number in range(1000)])
    assert fetch(source) == 1000
    assert Parcel.objects.filter(state=ParcelState.WAITING, quiet=False).count() == 1000
    assert progress(source).last_uid == 1000
    assert fetch(source) == 0


def test_nothing_is_changed_in_the_mailbox_unless_people_chose_so(
    desk: Desk, office: PostOffice
) -> None:
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(mail(1))
    fetch(source)
    with office.server.opened(office.user) as owner:
        assert rb"\Seen" not in owner.get_flags([1])[1]


def test_mail_is_marked_as_read_after_it_is_stored(desk: Desk, office: PostOffice) -> None:
    office.receives(mail("before"))
    source = office.source(desk.inbox, afterwards=Afterwards.SEEN)
    fetch(source)
    office.receives(mail(1))
    fetch(source)
    with office.server.opened(office.user) as owner:
        flags = owner.get_flags([1, 2])
    assert [rb"\Seen" in flags[uid] for uid in (1, 2)] == [False, True]


@pytest.mark.parametrize("lacking", ["", "MOVE"])
def test_mail_is_moved_to_a_folder_that_is_made_when_needed(
    desk: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    source = office.source(desk.inbox, afterwards=Afterwards.MOVE, move_to="Hentet på nytt")
    fetch(source)
    has = IMAPClient.has_capability
    monkeypatch.setattr(
        IMAPClient, "has_capability", lambda self, name: name != lacking and has(self, name)
    )
    office.receives(mail(1), mail(2))
    fetch(source)
    monkeypatch.undo()
    with office.server.opened(office.user) as owner:
        assert owner.search() == []
        owner.select_folder("Hentet på nytt")
        assert len(owner.search()) == 2
    assert Parcel.objects.count() == 2


def test_mail_stored_before_a_crash_is_tidied_up_after_it(
    desk: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = office.source(desk.inbox, afterwards=Afterwards.SEEN)
    fetch(source)
    office.receives(mail(1))
    with monkeypatch.context() as patch:
        patch.setattr("tillit.channels.email.fetching.threads.tidy_up", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            fetch(source)
    assert fetch(source) == 0
    with office.server.opened(office.user) as owner:
        assert rb"\Seen" in owner.get_flags([1])[1]
    assert Parcel.objects.count() == 1


def test_a_folder_that_cannot_be_moved_to_is_told_and_stops_nothing(
    desk: Desk, office: PostOffice
) -> None:
    source = office.source(desk.inbox, afterwards=Afterwards.MOVE, move_to="..")
    fetch(source)
    office.receives(mail(1), mail(2))
    assert fetch(source) == 2
    assert Parcel.objects.count() == 2
    source.refresh_from_db()
    assert source.state == State.TROUBLE
    assert source.trouble.startswith("Mail is fetched, but it cannot be moved to the folder")


def test_the_same_mail_in_two_mailboxes_is_a_message_in_each(
    desk: Desk, office: PostOffice
) -> None:
    sales = open_inbox("Sales", desk.team, "sales@desk.example")
    other = PostOffice(office.server, f"{office.user}-sales")
    sources = [office.source(desk.inbox), other.source(sales)]
    for source in sources:
        fetch(source)
    office.receives(mail(1))
    other.receives(mail(1))
    for source in sources:
        assert fetch(source) == 1
    run_reactions()
    assert set(Conversation.objects.values_list("inbox", flat=True)) == {desk.inbox.pk, sales.pk}
    assert set(Parcel.objects.values_list("state", flat=True)) == {ParcelState.CONVERSATION}


def test_the_same_mail_twice_in_a_mailbox_is_one_message(desk: Desk, office: PostOffice) -> None:
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(mail(1), mail(1))
    assert fetch(source) == 2
    assert external_ids() == ["<1@customer.example>"]
    assert Parcel.objects.filter(state=ParcelState.DUPLICATE).count() == 1


def test_a_mail_that_is_too_large_is_held_and_never_skipped(
    desk: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "LARGEST_MAIL", 10_000)
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(mail(1, "x" * 20_000 + "\n", Return_Path="<grace@customer.example>"), mail(2))
    assert fetch(source) == 2
    held = Parcel.objects.get(state=ParcelState.HELD)
    assert (held.raw, held.sender) == (b"", "grace@customer.example")
    assert held.size > 20_000
    assert "are accepted; it is still in the mailbox of" in held.cause
    assert external_ids() == ["<2@customer.example>"]


def test_a_mail_that_stops_the_reader_stops_no_other(desk: Desk, office: PostOffice) -> None:
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(b"From: nobody\r\n\r\nx", b"\r\n", b"\xff\xfe: \xff\r\n\r\n", mail(4))
    assert fetch(source) == 4
    assert external_ids() == ["<4@customer.example>"]
    assert Parcel.objects.filter(state=ParcelState.HELD).count() == 3


def test_a_mail_that_was_deleted_meanwhile_is_no_trouble(desk: Desk, office: PostOffice) -> None:
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(mail(1), mail(2), mail(3))
    with office.server.opened(office.user) as owner:
        owner.delete_messages([2])
        owner.uid_expunge([2])
    assert fetch(source) == 2
    assert progress(source).state == State.WORKING
