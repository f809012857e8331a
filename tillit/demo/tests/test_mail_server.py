"""The round trip of the demo world over real SMTP, and that it ends on this machine."""

import asyncio
import smtplib
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tillit import clock
from tillit.channels.email import outgoing
from tillit.channels.email.bodies import parts_of, words_of
from tillit.channels.email.models import Mailbox
from tillit.channels.email.tests.servers import LOOPBACK, intake, running
from tillit.conversations.models import Conversation
from tillit.conversations.spine import post
from tillit.demo import mail_server
from tillit.demo.cast import ADDRESS, CUSTOMERS
from tillit.demo.mailroom import opened
from tillit.demo.models import Mail, World
from tillit.demo.shop import Shop, open_shop
from tillit.journal.models import Lane
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, open_desk

pytestmark = pytest.mark.django_db(transaction=True)

NORA = CUSTOMERS[0]
Starter = Callable[[], Coroutine[Any, Any, asyncio.Server]]


def work() -> None:
    """Do what waits, as the worker would: over real SMTP."""
    while work_off(Lane.QUICK, batch=50) + work_off(Lane.SLOW, batch=50):
        pass


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """The shop, its intake, and the customers' mail server, all running."""
    shop = open_shop(clock.now() - timedelta(days=1), clock.now())
    World.objects.create(loaded_at=clock.now())
    with intake(10**6, monkeypatch) as port, running(_customers_server(port)) as customers:
        mailbox = Mailbox.objects.get(address=ADDRESS)
        assert mailbox.outgoing_url == f"smtp://{LOOPBACK}:{customers}"
        yield shop
        outgoing._forget()


def _customers_server(intake_port: int) -> Starter:
    async def start() -> asyncio.Server:
        server = await mail_server.listen_when_needed(LOOPBACK, intake_port)
        assert server
        return server

    return start


def test_a_customer_writes_is_answered_and_answers_in_one_conversation(shop: Shop) -> None:
    browser = browser_of(shop.agents[0])
    box = reverse("demo:mailbox", args=["nora"])
    sent = browser.post(box, {"subject": "Kvernen", "text": "Hei, kvernen min er ødelagt nå."})
    assert sent.status_code == 302
    work()
    conversation = Conversation.objects.get()
    assert (conversation.subject, conversation.language) == ("Kvernen", "nb")
    by = Actor.agent(shop.agents[0])
    post(conversation=conversation, by=by, agent=shop.agents[0], text="Så synd!")
    work()
    acknowledgement, reply = Mail.objects.filter(owner=NORA.email, sent=False).order_by("id")
    assert str(conversation.number) in words_of(parts_of(opened(acknowledgement)))
    assert reply.preview == "Så synd!"
    assert not reply.read
    form = browser.get(f"{box}?mail={reply.pk}&reply=1").context["mailbox"]["write"]
    text = "Takk skal dere ha." + form["text"]
    again = {"subject": form["subject"], "text": text, "in_reply_to": form["in_reply_to"]}
    assert browser.post(box, again).status_code == 302
    work()
    assert Conversation.objects.get() == conversation
    last = conversation.messages.latest("id")
    assert last.text == "Takk skal dere ha."
    assert "Så synd!" in last.quoted
    assert list(Mail.objects.filter(sent=True).values_list("owner", flat=True)) == [NORA.email] * 2


def test_a_mail_to_anybody_ends_in_a_mailbox_here(shop: Shop) -> None:
    shop.inbox.mailbox.refresh_from_db()
    port = urlsplit(shop.inbox.mailbox.outgoing_url).port or 0
    with smtplib.SMTP(LOOPBACK, port, local_hostname="x", timeout=10) as session:
        session.sendmail(ADDRESS, ["Somebody@Gmail.example"], b"Subject: x\r\n\r\nx")
    assert Mail.objects.get().owner == "somebody@gmail.example"


@pytest.fixture
def real() -> Desk:
    """A real installation, without a demo world."""
    return open_desk()


def test_without_a_demo_world_there_is_no_such_server(real: Desk) -> None:
    with pytest.raises(AssertionError), running(_customers_server(25)):
        pass
    mailbox = Mailbox.objects.get(inbox=real.inbox)
    assert mailbox.outgoing_url == "smtp://127.0.0.1:9"


def test_a_real_inbox_keeps_its_own_sending_server(real: Desk) -> None:
    Mailbox.objects.filter(inbox=real.inbox).update(outgoing_url="smtp://mail.real.example")
    open_shop(clock.now() - timedelta(days=1), clock.now())
    World.objects.create(loaded_at=clock.now())
    with running(_customers_server(2525)):
        pass
    assert Mailbox.objects.get(inbox=real.inbox).outgoing_url == "smtp://mail.real.example"
    assert World.objects.get().intake_port == 2525
