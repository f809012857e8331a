"""Connections that break off: nothing is lost, nothing is doubled, nothing blocks for ever."""

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from tillit.channels.email.fetching import catching_up
from tillit.channels.email.fetching.models import ImapSource, State
from tillit.channels.email.fetching.tests.cutting_proxy import CuttingProxy
from tillit.channels.email.fetching.tests.post_office import PostOffice, fetch, mail, progress
from tillit.channels.email.fetching.trouble import Kind, Trouble
from tillit.conversations.models import Parcel, ParcelState
from tillit.testing.cast import Desk

pytestmark = pytest.mark.django_db

MAILS = [mail(number, f"{number} " * 2000 + "\n") for number in range(5)]


def test_a_connection_cut_anywhere_loses_and_doubles_nothing(
    desk: Desk, office: PostOffice, proxy: CuttingProxy
) -> None:
    source = office.source(desk.inbox, port=proxy.port)
    fetch(source)
    office.receives(*MAILS)
    for cut_after in (0, 50, 700, 1900, 2400, 3000, 7000, 9000):
        proxy.cut_after = cut_after
        with pytest.raises(Trouble) as trouble:
            fetch(source)
        assert trouble.value.kind in (Kind.CUT, Kind.ANSWER)
        uids = progress(source).last_uid
        assert Parcel.objects.count() == uids
    assert 0 < uids < len(MAILS)
    proxy.cut_after = None
    assert fetch(source) == len(MAILS) - uids
    assert [parcel.raw for parcel in Parcel.objects.order_by("id")] == MAILS
    assert set(Parcel.objects.values_list("state", flat=True)) == {ParcelState.WAITING}


def test_a_connection_cut_at_every_40th_byte_loses_and_doubles_nothing(
    desk: Desk, office: PostOffice, proxy: CuttingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "CUT_TOO_OFTEN", 1000)
    source = office.source(desk.inbox, port=proxy.port)
    fetch(source)
    mails = [mail(number, f"{number} " * 200 + "\n") for number in range(2)]
    office.receives(*mails)
    cuts = 0
    while _is_cut(source, proxy, cut_after=40 * cuts):
        cuts += 1
        assert Parcel.objects.count() == progress(source).last_uid
    assert cuts > 40
    assert [parcel.raw for parcel in Parcel.objects.order_by("id")] == mails
    assert set(Parcel.objects.values_list("state", flat=True)) == {ParcelState.WAITING}


def _is_cut(source: ImapSource, proxy: CuttingProxy, cut_after: int) -> bool:
    """Whether the fetching meets the cut; otherwise it has come to its end."""
    proxy.cut_after = cut_after
    try:
        fetch(source)
    except Trouble:
        return True
    return progress(source).state != State.WORKING


def test_a_mail_at_which_the_connection_always_breaks_off_is_held_in_the_end(
    desk: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "CUT_TOO_OFTEN", 3)
    _refusing(monkeypatch, IMAPClient.AbortError("socket error: EOF"))
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(*MAILS[:2])
    for _ in range(3):
        with pytest.raises(Trouble):
            fetch(source)
    assert fetch(source) == 1
    held, taken = Parcel.objects.order_by("id")
    assert (held.state, taken.raw) == (ParcelState.HELD, MAILS[1])
    assert "the connection breaks off at it" in held.cause


def test_a_mail_that_the_server_does_not_give_is_held_in_the_end(
    desk: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refusing(monkeypatch, IMAPClientError("NO internal error"))
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(*MAILS[:2])
    for _ in range(2):
        with pytest.raises(Trouble) as trouble:
            fetch(source)
        assert trouble.value.kind == Kind.ANSWER
    assert fetch(source) == 2
    assert list(Parcel.objects.order_by("id").values_list("state", flat=True)) == [
        "held",
        "waiting",
    ]


def test_a_mail_with_facts_that_nobody_understands_spoils_no_other(
    desk: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = IMAPClient.fetch

    def mumble(self: IMAPClient, uids: list[int], parts: list[str]) -> object:
        if 2 in uids and "INTERNALDATE" in parts:
            raise ValueError("31-Feb-2026 is no date")
        return give(self, uids, parts)

    monkeypatch.setattr(IMAPClient, "fetch", mumble)
    source = office.source(desk.inbox)
    fetch(source)
    office.receives(*MAILS[:3])
    assert fetch(source) == 3
    assert [parcel.raw for parcel in Parcel.objects.order_by("id")] == MAILS[:3]


def test_a_limit_is_no_reason_to_hold_a_mail(
    desk: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _refusing(patch, IMAPClientError("NO Account exceeded command or bandwidth limits"))
        source = office.source(desk.inbox)
        fetch(source)
        office.receives(MAILS[0])
        for _ in range(5):
            with pytest.raises(Trouble) as trouble:
                fetch(source)
            assert trouble.value.kind == Kind.QUOTA
    assert fetch(source) == 1
    assert Parcel.objects.get().raw == MAILS[0]


def _refusing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The server never gives mail number 1."""
    give = IMAPClient.fetch

    def refuse(self: IMAPClient, uids: list[int], parts: list[str]) -> object:
        if uids == [1] and parts == ["BODY.PEEK[]"]:
            raise error
        return give(self, uids, parts)

    monkeypatch.setattr(IMAPClient, "fetch", refuse)
