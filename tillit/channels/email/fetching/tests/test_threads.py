"""Threads that fetch side by side: at once, again after trouble, and as people set them up."""

import threading
import time
from collections.abc import Callable, Iterator
from queue import Queue

import pytest
from imapclient import IMAPClient

from tillit.channels.email.fetching import progressing, threads, waiting
from tillit.channels.email.fetching.models import ImapSource, Security, State
from tillit.channels.email.fetching.tests.cutting_proxy import CuttingProxy
from tillit.channels.email.fetching.tests.dovecot import free_ports
from tillit.channels.email.fetching.tests.post_office import PostOffice, mail
from tillit.channels.email.fetching.threads import Fetching, SourceThread
from tillit.channels.email.fetching.trouble import Trouble
from tillit.conversations.models import Parcel
from tillit.testing.cast import Desk, open_desk, open_inbox

pytestmark = pytest.mark.django_db(transaction=True)

SOON = 2.0
"""Seconds in which new mail has to be here."""


class Told:
    """What the threads tell; the database is left to them until they have ended."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.news: Queue[str] = Queue()
        self._listen(monkeypatch, "note_well", lambda source, *_: f"{source.user} well")
        self._listen(monkeypatch, "note_trouble", lambda source, trouble: trouble.kind.value)

    def _listen(
        self, monkeypatch: pytest.MonkeyPatch, name: str, words: Callable[..., str]
    ) -> None:
        note = getattr(progressing, name)

        def tell(source: ImapSource, *trouble: Trouble) -> None:
            note(source, *trouble)
            self.news.put(words(source, *trouble))

        monkeypatch.setattr(threads, name, tell)

    def next(self, within: float = 10.0) -> str:
        """The next thing that is told."""
        return self.news.get(timeout=within)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the threads tell."""
    monkeypatch.setattr(threads, "LOOK_AROUND", 0.05)
    monkeypatch.setattr(threads, "FIRST_PAUSE", 0.05)
    return Told(monkeypatch)


@pytest.fixture
def served() -> Desk:
    """A team at work, in a database that other threads see."""
    return open_desk(with_standards=False)


@pytest.fixture
def fetching(served: Desk) -> Iterator[Fetching]:
    """The fetching, which has ended after the test."""
    fetching = Fetching()
    yield fetching
    fetching.stop()


@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
def test_new_mail_comes_in_at_once(
    served: Desk,
    office: PostOffice,
    told: Told,
    fetching: Fetching,
    monkeypatch: pytest.MonkeyPatch,
    security: Security,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(office.server.certificate))
    port = office.server.tls_port if security == Security.TLS else office.server.port
    source = office.source(served.inbox, security=security, port=port)
    fetching.start()
    told.next()
    for number in range(2):
        office.receives(mail(number))
        assert told.next(within=SOON) == f"{office.user} well"
    fetching.stop()
    assert Parcel.objects.count() == 2
    source.refresh_from_db()
    assert (source.state, source.trouble) == (State.WORKING, "")
    assert source.last_fetch_at


def test_without_idle_the_server_is_asked(
    served: Desk,
    office: PostOffice,
    told: Told,
    fetching: Fetching,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    has = IMAPClient.has_capability
    monkeypatch.setattr(
        IMAPClient, "has_capability", lambda self, name: name != "IDLE" and has(self, name)
    )
    monkeypatch.setattr(waiting, "POLL", 0.1)
    office.source(served.inbox)
    fetching.start()
    told.next()
    office.receives(mail(1))
    for _ in range(3):
        told.next()
    fetching.stop()
    assert Parcel.objects.count() == 1


def test_news_that_come_with_the_answer_to_idle_are_seen(
    served: Desk,
    office: PostOffice,
    told: Told,
    fetching: Fetching,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    idle = IMAPClient.idle

    def late(self: IMAPClient) -> None:
        if not delivered:
            office.receives(mail(1))
            delivered.append(1)
        idle(self)

    delivered: list[int] = []
    monkeypatch.setattr(IMAPClient, "idle", late)
    office.source(served.inbox)
    fetching.start()
    told.next()
    assert told.next(within=SOON)
    fetching.stop()
    assert Parcel.objects.count() == 1


def test_several_mailboxes_side_by_side(
    served: Desk, office: PostOffice, told: Told, fetching: Fetching
) -> None:
    sales = open_inbox("Sales", served.team, "sales@desk.example")
    broken = open_inbox("Broken", served.team, "broken@desk.example")
    other = PostOffice(office.server, f"{office.user}-sales")
    office.source(served.inbox)
    other.source(sales)
    office.source(broken, port=free_ports(1)[0])
    fetching.start()
    wanted = {f"{office.user} well", f"{other.user} well", "port"}
    while wanted:
        wanted.discard(told.next())
    fetching.stop()


def test_a_connection_that_breaks_off_while_waiting_is_made_anew(
    served: Desk, office: PostOffice, told: Told, fetching: Fetching
) -> None:
    proxy = CuttingProxy(office.server.port)
    with proxy.listening():
        office.source(served.inbox, port=proxy.port)
        fetching.start()
        told.next()
        time.sleep(0.2)
        proxy.cut()
        assert told.next() == "cut"
        assert told.next() == f"{office.user} well"
        office.receives(mail(1))
        assert told.next(within=SOON) == f"{office.user} well"
        fetching.stop()
    assert Parcel.objects.count() == 1


def test_what_people_change_is_noticed(
    served: Desk, office: PostOffice, told: Told, fetching: Fetching
) -> None:
    fetching.start()
    source = office.source(served.inbox, password="wrong")
    assert told.next() == "login"
    source.password = office.unsaved().password
    source.save()
    while told.next() == "login":
        pass
    source.paused = True
    source.save()
    while any(thread.name == f"imap-{source.pk}" for thread in threading.enumerate()):
        time.sleep(0.02)
    office.receives(mail(1))
    time.sleep(0.3)
    fetching.stop()
    assert not Parcel.objects.exists()


def test_after_trouble_it_waits_each_time_longer(
    served: Desk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = office.source(served.inbox, port=free_ports(1)[0])
    thread = SourceThread(source.pk)
    pauses: list[float] = []

    def wait(seconds: float) -> None:
        pauses.append(seconds)
        thread.bell.rung = len(pauses) == 9

    monkeypatch.setattr(thread.bell, "wait", wait)
    thread.run()
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    source.refresh_from_db()
    assert source.state == State.TROUBLE
    assert "cannot be reached on port" in source.trouble


def test_one_look_into_every_mailbox_stops_at_no_trouble(served: Desk, office: PostOffice) -> None:
    sales = open_inbox("Sales", served.team, "sales@desk.example")
    [port] = free_ports(1)
    away = office.source(sales, port=port)
    here = office.source(served.inbox)
    threads.fetch_from_all()
    office.receives(mail(1), mail(2))
    threads.fetch_from_all()
    assert Parcel.objects.count() == 2
    assert (here.state, away.state) == (State.WORKING, State.TROUBLE)
    assert ImapSource.objects.get(pk=away.pk).trouble
