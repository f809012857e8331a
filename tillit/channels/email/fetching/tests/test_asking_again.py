"""A held mail that never came is fetched once more when a person asks, or it is told why not."""

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from tillit.channels.email.fetching import catching_up
from tillit.channels.email.fetching.models import ImapSource, UnfetchedMail
from tillit.channels.email.fetching.tests.cutting_proxy import CuttingProxy
from tillit.channels.email.fetching.tests.dovecot import LOOPBACK, PASSWORD
from tillit.channels.email.fetching.tests.post_office import PostOffice, fetch, mail, progress
from tillit.channels.email.fetching.trouble import Kind, Trouble
from tillit.channels.email.intake import take_in
from tillit.channels.email.setup.tests.connecting import words_on
from tillit.conversations.models import Message, Parcel, ParcelState
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db

MAILS = [mail(number, f"{number} " * 2000 + "\n") for number in range(2)]
CUT_INSIDE = 2000
"""Bytes after which a connection is cut: inside of the first mail."""
CUTS = 3


@pytest.fixture
def source(
    desk: Desk, office: PostOffice, proxy: CuttingProxy, monkeypatch: pytest.MonkeyPatch
) -> ImapSource:
    """A mailbox of which the first mail could not be fetched."""
    monkeypatch.setattr(catching_up, "CUT_TOO_OFTEN", CUTS)
    source = office.source(desk.inbox, port=proxy.port)
    fetch(source)
    office.receives(*MAILS)
    proxy.cut_after = CUT_INSIDE
    for _ in range(CUTS):
        breaks_off(source)
    proxy.cut_after = None
    fetch(source)
    assert held().state == ParcelState.HELD
    return source


def breaks_off(source: ImapSource) -> None:
    with pytest.raises(Trouble) as trouble:
        fetch(source)
    assert trouble.value.kind == Kind.CUT


def held() -> Parcel:
    return Parcel.objects.earliest("id")


def press(desk: Desk) -> str:
    """What the list says after somebody pressed "Try again"."""
    return words_on(browser_of(desk.ada).post(f"/held/{held().pk}/retry/", follow=True))


def offered(desk: Desk) -> bool:
    return "Try again" in words_on(browser_of(desk.ada).get("/held/"))


def test_it_is_fetched_on_the_next_round_and_becomes_a_message(
    desk: Desk, source: ImapSource
) -> None:
    before = ImapSource.objects.get().edited_at
    assert offered(desk)
    assert "it is fetched again when Tillit next looks" in press(desk)
    assert ImapSource.objects.get().edited_at > before
    assert not offered(desk)
    fetch(source)
    run_reactions()
    assert held().raw == MAILS[0]
    assert held().state == ParcelState.CONVERSATION
    assert "0 0 0" in Message.objects.filter(kind="incoming").latest("id").text
    assert not UnfetchedMail.objects.exists()
    assert progress(source).last_uid == 2


def test_a_connection_that_breaks_off_again_is_tried_again_but_not_for_ever(
    desk: Desk, source: ImapSource, proxy: CuttingProxy
) -> None:
    press(desk)
    proxy.cut_after = CUT_INSIDE
    for _ in range(3):
        assert not offered(desk)
        breaks_off(source)
    assert "the connection breaks off at it" in held().cause
    assert offered(desk)
    press(desk)
    proxy.cut_after = None
    fetch(source)
    assert held().raw == MAILS[0]


def test_new_mail_comes_first(
    desk: Desk, source: ImapSource, office: PostOffice, proxy: CuttingProxy
) -> None:
    press(desk)
    office.receives(mail(9, "A short one.\n"))
    proxy.cut_after = CUT_INSIDE
    breaks_off(source)
    assert Parcel.objects.count() == 3


def test_one_that_is_gone_is_told_so(desk: Desk, source: ImapSource, office: PostOffice) -> None:
    with at_the_server(office) as client:
        client.delete_messages([1])
        client.expunge()
    press(desk)
    fetch(source)
    assert (held().state, held().cause) == (ParcelState.HELD, "its server no longer has it")
    assert not offered(desk)


def test_one_that_the_server_refuses_stays_held(
    desk: Desk, source: ImapSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = IMAPClient.fetch

    def refuse(self: IMAPClient, uids: list[int], parts: list[str]) -> object:
        if parts == ["BODY.PEEK[]"]:
            raise IMAPClientError("NO internal error")
        return give(self, uids, parts)

    press(desk)
    monkeypatch.setattr(IMAPClient, "fetch", refuse)
    fetch(source)
    assert "its server does not give it" in held().cause
    assert offered(desk)


def test_numbers_of_another_numbering_are_not_used(desk: Desk, source: ImapSource) -> None:
    UnfetchedMail.objects.update(uid_validity=1)
    press(desk)
    fetch(source)
    assert "numbered its mails anew" in held().cause
    assert held().raw == b""


def test_one_that_came_another_way_meanwhile_is_a_duplicate(desk: Desk, source: ImapSource) -> None:
    take_in(MAILS[0], inbox=desk.inbox)
    press(desk)
    fetch(source)
    run_reactions()
    assert held().state == ParcelState.DUPLICATE
    assert Message.objects.filter(kind="incoming").count() == 2


def test_one_that_was_deleted_meanwhile_stays_deleted(desk: Desk, source: ImapSource) -> None:
    press(desk)
    browser_of(desk.ada).post(f"/held/{held().pk}/deletion/")
    fetch(source)
    assert (held().state, held().raw) == (ParcelState.DELETED, b"")


def at_the_server(office: PostOffice) -> IMAPClient:
    """Somebody else who reads the same mailbox."""
    client = IMAPClient(LOOPBACK, office.server.port, ssl=False)
    client.plain_login(office.user, PASSWORD)
    client.select_folder("INBOX")
    return client
