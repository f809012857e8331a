"""A test mail: sent through the sending server, fetched from the mailbox, told, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from tillit import clock
from tillit.channels.email.fetching.tests.post_office import PostOffice, fetch
from tillit.channels.email.intake import take_in
from tillit.channels.email.models import TrialMail
from tillit.channels.email.setup.tests.connecting import Connector, words_on
from tillit.channels.email.tests.servers import Sink
from tillit.conversations.models import Conversation, Delivery, Parcel, ParcelState
from tillit.testing.cast import Desk, open_desk
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db(transaction=True)


class Carrier(Sink):
    """A server that takes mail, and a walk to the mailbox with what it took."""

    def carry(self, office: PostOffice) -> None:
        """Put everything that was sent into the mailbox."""
        for _sender, _recipients, mail in self.mails:
            office.receives(mail.as_bytes())
        self.mails.clear()


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    """The carrier, and its port."""
    carrier = Carrier()
    with carrier.listening() as port:
        yield carrier, port


@pytest.fixture
def served(transactional_db: None) -> Desk:
    """A team at work that makes promises, in a database that other threads see."""
    return open_desk()


@pytest.fixture
def connected(liv: Connector) -> Connector:
    """Liv has connected the mailbox, and Tillit has opened it."""
    liv.fills_in()
    liv.presses("beginning", begin_with="new")
    fetch(liv.source)
    return liv


@contextmanager
def later(**time: Any) -> Iterator[None]:
    """So much later."""
    with clock.moved_to(clock.now() + timedelta(**time)):
        yield


def sent_mail(sink: tuple[Sink, int]) -> EmailMessage:
    """The one mail that was sent."""
    [(sender, recipients, mail)] = sink[0].mails
    assert (sender, recipients) == ("support@desk.example", ["support@desk.example"])
    return mail


def test_it_leaves_lands_and_is_told(
    connected: Connector, office: PostOffice, sink: tuple[Carrier, int]
) -> None:
    begun = clock.now()
    with clock.moved_to(begun):
        page = words_on(connected.presses("trial"))
    assert "The test mail is on its way" in page
    sink[0].carry(office)
    assert fetch(connected.source) == 1
    with clock.moved_to(begun + timedelta(seconds=4)):
        run_reactions()
        words = words_on(connected.looks())
    assert "The test mail has come in" in words
    assert "It took 4 s." in words
    assert Parcel.objects.get().state == ParcelState.TRIAL


def test_it_is_no_conversation_and_nobody_is_written_to(
    connected: Connector, office: PostOffice, sink: tuple[Carrier, int]
) -> None:
    connected.presses("trial")
    assert sent_mail(sink)["Auto-Submitted"] == "auto-generated"
    sink[0].carry(office)
    fetch(connected.source)
    assert run_reactions() == []
    assert not Conversation.objects.exists()
    assert not Delivery.objects.exists()
    health = words_on(connected.browser.get("/health/"))
    assert "they add up" in health
    assert "Test mail 1 " in health


def test_the_page_asks_until_it_has_come_in(
    connected: Connector, office: PostOffice, sink: tuple[Carrier, int]
) -> None:
    place = f"{connected.page}trial/"
    asking = {"HX-Request": "true"}
    connected.presses("trial")
    assert "every 2s" in connected.browser.get(place, headers=asking).content.decode()
    sink[0].carry(office)
    fetch(connected.source)
    run_reactions()
    fragment = connected.browser.get(place, headers=asking).content.decode()
    assert "every 2s" not in fragment
    assert "<!doctype" not in fragment
    assert connected.browser.get(place).status_code == 302


def test_after_two_minutes_it_says_what_to_check_and_a_late_one_still_counts(
    connected: Connector, office: PostOffice, sink: tuple[Carrier, int]
) -> None:
    connected.presses("trial")
    with later(minutes=2):
        words = words_on(connected.looks())
        assert "The test mail has not come in" in words
        assert "spam folder" in words
    with later(minutes=7):
        sink[0].carry(office)
        fetch(connected.source)
        run_reactions()
    assert "It took 7 min." in words_on(connected.looks())
    assert Parcel.objects.get().state == ParcelState.TRIAL


def test_trouble_with_fetching_is_the_first_hint(connected: Connector) -> None:
    connected.presses("trial")
    progress = connected.source.progress
    progress.state, progress.trouble = "trouble", "full"
    progress.save()
    with later(minutes=2):
        assert "is full: no mail can arrive" in words_on(connected.looks())


def test_none_is_sent_before_the_mailbox_was_opened(liv: Connector, sink: tuple[Sink, int]) -> None:
    liv.fills_in()
    liv.presses("trial")
    liv.presses("beginning", begin_with="new")
    page = words_on(liv.presses("trial"))
    assert "as soon as Tillit has opened the mailbox" in page
    assert sink[0].mails == []
    assert not TrialMail.objects.exists()


def test_a_second_press_sends_no_second_one(connected: Connector, sink: tuple[Sink, int]) -> None:
    connected.presses("trial")
    connected.presses("trial")
    assert len(sink[0].mails) == 1


def test_one_that_cannot_be_sent_is_told(connected: Connector) -> None:
    mailbox = connected.mailbox
    mailbox.outgoing_url = "smtp://smtp.invalid:25"
    mailbox.save()
    assert "could not be sent" in words_on(connected.presses("trial"))
    assert not TrialMail.objects.exists()


def test_a_mark_that_somebody_made_up_is_a_mail_like_any_other(served: Desk) -> None:
    raw = b"From: g@x.example\r\nSubject: [tillit 0123456789abcdef01234567]\r\n\r\nHi\r\n"
    take_in(raw, inbox=served.inbox)
    run_reactions()
    assert Parcel.objects.get().state == ParcelState.CONVERSATION


def test_a_mark_counts_once_and_never_in_an_answer(
    connected: Connector, office: PostOffice, sink: tuple[Carrier, int]
) -> None:
    connected.presses("trial")
    mark = TrialMail.objects.get().mark
    subject = f"Subject: Re: Test mail [tillit {mark}]\r\n".encode()
    answer = b"From: g@x.example\r\nIn-Reply-To: <a@b>\r\n" + subject + b"\r\nThanks\r\n"
    take_in(answer, inbox=connected.inbox)
    run_reactions()
    assert Parcel.objects.get().state == ParcelState.CONVERSATION
    sink[0].carry(office)
    fetch(connected.source)
    run_reactions()
    with later(minutes=3):
        take_in(b"From: h@x.example\r\n" + subject + b"\r\nHello\r\n", inbox=connected.inbox)
        run_reactions()
    states = Parcel.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["conversation", "trial", "conversation"]
