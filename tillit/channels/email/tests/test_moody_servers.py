"""Whatever a sending server does: no mail is lost, and twice only what it took and did not say."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tillit import clock
from tillit.channels.email import outgoing
from tillit.channels.email.models import Mailbox
from tillit.channels.email.tests.moody_server import PLACES, Mood, MoodyServer
from tillit.channels.email.tests.servers import LOOPBACK, unused_port
from tillit.conversations.models import Delivery, DeliveryState
from tillit.conversations.spine import post
from tillit.journal.models import Lane, Reaction
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten", "_no_session_left")]

SENT, QUEUED, FAILED = DeliveryState.SENT, DeliveryState.QUEUED, DeliveryState.FAILED
ABOUT_THE_MAIL = ("MAIL", "RCPT", "DATA", "content")
"""The places at which a refusal for good means this mail, and not us."""


@pytest.fixture
def _no_session_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Looking up our own name takes longer than everything else.
    monkeypatch.setattr("socket.getfqdn", lambda: "desk.example")
    yield
    outgoing._forget()


@pytest.fixture
def delivery(desk: Desk) -> Delivery:
    """Ada has answered Grace; nothing else is on its way."""
    conversation = writes(GRACE, desk.inbox)
    conversation.messages.filter(automatic=True).delete()
    Reaction.objects.filter(lane=Lane.SLOW).delete()
    by = Actor.agent(desk.ada)
    return post(conversation=conversation, by=by, agent=desk.ada, text="Sorry!").deliveries.get()


Send = Callable[[int, timedelta], str]


@pytest.fixture
def send(delivery: Delivery) -> Send:
    """Let the worker send what is ready, so much later; what has become of the mail."""

    def work(port: int, after: timedelta = timedelta()) -> str:
        Mailbox.objects.update(outgoing_url=f"smtp://{LOOPBACK}:{port}")
        with clock.moved_to(MONDAY_TEN + after):
            work_off(Lane.SLOW, batch=50)
        delivery.refresh_from_db()
        return delivery.state

    return work


def moods(*cases: tuple[str, Mood]) -> pytest.MarkDecorator:
    """Once for each of them, under its name."""
    return pytest.mark.parametrize(
        "mood", [mood for _, mood in cases], ids=[name for name, _ in cases]
    )


PASSING = [
    *(
        (f"4xx at {place}", Mood(place, "451 4.3.0 not now"))
        for place in ("banner", *ABOUT_THE_MAIL)
    ),
    *((f"closing at {place}", Mood(place, "421 4.3.2 going down")) for place in PLACES),
    *((f"cut at {place}", Mood(place, cuts=True)) for place in PLACES),
    *((f"cut after {size} bytes", Mood("content", after=size)) for size in (1, 200, 600)),
    ("greylisted", Mood("RCPT", "450 4.2.0 greylisted, please try again in 5 minutes")),
    ("mailbox full for now", Mood("RCPT", "452 4.2.2 mailbox full")),
    ("mailbox full after DATA", Mood("content", "452 4.2.2 mailbox full")),
    ("not signed in", Mood("MAIL", "530 5.7.0 authentication required")),
    ("no service", Mood("banner", "554 5.3.2 no service here")),
]


@moods(*PASSING)
def test_what_may_pass_is_tried_again_and_the_mail_arrives_once(
    delivery: Delivery, send: Send, mood: Mood
) -> None:
    server = MoodyServer(mood)
    with server.listening() as port:
        assert send(port, timedelta()) == QUEUED
        assert delivery.error
        assert not server.moods
        assert send(port, timedelta(minutes=1)) == SENT
    assert server.accepted == {delivery.message.external_id: 1}
    assert not Reaction.objects.filter(lane=Lane.SLOW).exists()


@moods(
    *((f"5xx at {place}", Mood(place, "550 5.7.1 never")) for place in ABOUT_THE_MAIL),
    ("mailbox full for good", Mood("RCPT", "552 5.2.2 mailbox full")),
    ("too large", Mood("content", "552 5.3.4 too large")),
)
def test_what_is_refused_for_good_is_told_and_never_tried_again(
    delivery: Delivery, send: Send, mood: Mood
) -> None:
    server = MoodyServer(mood)
    with server.listening() as port:
        assert send(port, timedelta()) == FAILED
        assert delivery.error == mood.answer
        assert send(port, timedelta(days=1)) == FAILED
    assert not server.accepted
    assert not Reaction.objects.filter(lane=Lane.SLOW).exists()


def test_taken_over_and_not_told_is_sent_once_more_under_the_same_name(
    delivery: Delivery, send: Send
) -> None:
    server = MoodyServer(Mood("content", cuts=True, accepting=True))
    with server.listening() as port:
        assert send(port, timedelta()) == QUEUED
        assert send(port, timedelta(minutes=1)) == SENT
    assert server.accepted == {delivery.message.external_id: 2}


def test_a_server_that_knows_only_the_old_greeting_gets_the_mail(
    delivery: Delivery, send: Send
) -> None:
    server = MoodyServer(Mood("EHLO", "500 5.5.1 what?"))
    with server.listening() as port:
        assert send(port, timedelta()) == SENT
    assert server.accepted == {delivery.message.external_id: 1}


@pytest.mark.parametrize("place", PLACES)
def test_a_slow_server_gets_the_mail_once(delivery: Delivery, send: Send, place: str) -> None:
    server = MoodyServer(Mood(place, slowly=0.005))
    with server.listening() as port:
        assert send(port, timedelta()) == SENT
    assert server.accepted == {delivery.message.external_id: 1}


def test_a_server_that_is_away_for_days_gets_the_mail_once_it_is_back(
    delivery: Delivery, send: Send
) -> None:
    nobody, days = unused_port(), 4
    for part in range(4 * days):
        assert send(nobody, timedelta(days=part / 4)) == QUEUED
    server = MoodyServer()
    with server.listening() as port:
        assert send(port, timedelta(days=days)) == SENT
    assert server.accepted == {delivery.message.external_id: 1}


def test_a_server_in_every_mood_one_after_the_other_gets_the_mail_once(
    delivery: Delivery, send: Send
) -> None:
    server = MoodyServer(*(mood for _, mood in PASSING))
    with server.listening() as port:
        hours = 0
        while send(port, timedelta(hours=2 * hours)) == QUEUED:
            hours += 1
    assert (delivery.state, server.moods) == (SENT, [])
    assert server.accepted == {delivery.message.external_id: 1}
