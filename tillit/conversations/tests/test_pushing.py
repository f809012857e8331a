"""Notices on devices: told in a few words, to those who want it, and to nobody else."""

from collections.abc import Iterator
from datetime import time, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from pytest_django import Settings

from tillit import clock
from tillit.conversations.actions import assign
from tillit.conversations.models import Conversation
from tillit.conversations.tests.browsing import CANARY, canary_in, text_of
from tillit.journal.models import Lane, Reaction
from tillit.journal.worker import work_off
from tillit.notices import pushing
from tillit.notices.models import Choice, Habit, PushDevice, PushIdentity
from tillit.notices.pushing.devices import MOST
from tillit.notices.pushing.encoding import bytes_of
from tillit.notices.tests.push_service import Device, PushService, push_service
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    """A push service on this machine."""
    settings.TILLIT_PUSH_ANYWHERE = True
    with push_service() as running:
        yield running


def joins(agent: Agent, service: PushService, name: str = "one") -> Device:
    """A browser of an agent wants to be told."""
    device = Device(service, name)
    pushing.add(agent=agent, given=device.subscription, user_agent=FIREFOX)
    return device


def given_to(agent: Agent, desk: Desk) -> Conversation:
    """Bo gives somebody a conversation that gives itself away, and the worker has a look."""
    conversation = canary_in(desk)
    assign(conversation=conversation, to=agent, by=Actor.agent(desk.bo))
    work_off(Lane.SLOW, batch=50)
    return conversation


def test_who_is_given_a_conversation_sees_it_on_the_device(
    desk: Desk, service: PushService
) -> None:
    device = joins(desk.ada, service)
    conversation = given_to(desk.ada, desk)
    [arrived] = service.arrived
    assert arrived.path == "/one"
    assert device.reads(arrived.body) == {
        "title": f"New assignment: #{conversation.pk}",
        "url": f"/conversations/{conversation.pk}/",
        "tag": f"conversation:{conversation.pk}",
    }
    assert arrived.headers["Content-Encoding"] == "aes128gcm"
    assert int(arrived.headers["TTL"]) > 0
    assert PushDevice.objects.get().reached_at is not None


def test_nothing_of_the_customer_leaves(desk: Desk, service: PushService) -> None:
    device = joins(desk.ada, service)
    given_to(desk.ada, desk)
    words = str(device.reads(service.arrived[0].body))
    for private in (CANARY, GRACE.name, GRACE.email, desk.bo.name):
        assert private not in words


def test_the_words_are_in_the_language_of_the_agent(desk: Desk, service: PushService) -> None:
    Agent.objects.filter(pk=desk.ada.pk).update(language="nl")
    desk.ada.refresh_from_db()
    device = joins(desk.ada, service)
    conversation = given_to(desk.ada, desk)
    assert str(conversation.pk) in device.reads(service.arrived[0].body)["title"]


def test_the_service_can_tell_that_it_is_ours(desk: Desk, service: PushService) -> None:
    joins(desk.ada, service)
    given_to(desk.ada, desk)
    scheme, _, rest = service.arrived[0].headers["Authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme == "vapid"
    assert parts["k"] == pushing.public_key()
    point = bytes_of(parts["k"])
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(
        parts["t"], key, algorithms=["ES256"], audience=service.address,
        options={"verify_exp": False},
    )  # fmt: skip
    assert claims["exp"] > clock.now().timestamp()
    assert claims["sub"]


def test_the_key_is_made_once_and_sealed(desk: Desk) -> None:
    assert pushing.public_key() == pushing.public_key()
    identity = PushIdentity.objects.get()
    assert "PRIVATE" not in identity.sealed_key
    assert len(bytes_of(identity.public_key)) == 65


def test_after_a_restore_with_another_secret_key_devices_join_anew(
    desk: Desk, service: PushService, settings: Settings
) -> None:
    joins(desk.ada, service)
    before = pushing.public_key()
    settings.SECRET_KEY = "another one"
    given_to(desk.ada, desk)
    assert not service.arrived
    assert not PushDevice.objects.exists()
    assert pushing.public_key() != before


def test_every_device_of_the_agent_is_told_and_no_other(desk: Desk, service: PushService) -> None:
    joins(desk.ada, service, "phone")
    joins(desk.ada, service, "desk")
    joins(desk.bo, service, "bos")
    joins(desk.eve, service, "eves")
    given_to(desk.ada, desk)
    assert sorted(one.path for one in service.arrived) == ["/desk", "/phone"]


def test_a_service_that_is_busy_is_asked_again(desk: Desk, service: PushService) -> None:
    joins(desk.ada, service)
    service.answers = [503, 429, 201]
    given_to(desk.ada, desk)
    for tries in (2, 3):
        Reaction.objects.update(ready_at=clock.now())
        work_off(Lane.SLOW, batch=50)
        assert len(service.arrived) == tries
    assert not Reaction.objects.filter(handler__contains="push").exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(status: int, desk: Desk, service: PushService) -> None:
    joins(desk.ada, service)
    service.answers = [status]
    given_to(desk.ada, desk)
    assert not PushDevice.objects.exists()
    assert not Reaction.objects.filter(handler__contains="push").exists()


def test_a_refusal_is_not_repeated(desk: Desk, service: PushService) -> None:
    joins(desk.ada, service)
    service.answers = [403]
    given_to(desk.ada, desk)
    assert PushDevice.objects.get().reached_at is None
    assert not Reaction.objects.filter(handler__contains="push").exists()


def test_a_service_that_does_not_answer_is_asked_again_until_it_is_no_news(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TILLIT_PUSH_ANYWHERE = True
    with push_service() as away:
        joins(desk.ada, away)
    given_to(desk.ada, desk)
    waiting = Reaction.objects.get(handler__contains="push")
    assert "does not answer" in waiting.error
    Reaction.objects.update(ready_at=clock.now())
    monkeypatch.setattr("tillit.notices.pushing.leaving.NEWS", -timedelta(1))
    work_off(Lane.SLOW, batch=50)
    assert not Reaction.objects.filter(handler__contains="push").exists()


def test_an_address_in_our_own_network_is_forgotten(
    desk: Desk, service: PushService, settings: Settings
) -> None:
    joins(desk.ada, service)
    settings.TILLIT_PUSH_ANYWHERE = False
    given_to(desk.ada, desk)
    assert not service.arrived
    assert not PushDevice.objects.exists()


def test_nothing_rings_in_quiet_hours(desk: Desk, service: PushService) -> None:
    joins(desk.ada, service)
    Habit.objects.create(agent=desk.ada, quiet_from=time(0, 0), quiet_until=time(23, 59))
    given_to(desk.ada, desk)
    assert not service.arrived


def test_what_was_not_chosen_is_not_told(desk: Desk, service: PushService) -> None:
    joins(desk.ada, service)
    Choice.objects.filter(agent=desk.ada, kind="assigned").update(in_push=False)
    given_to(desk.ada, desk)
    assert not service.arrived


def test_it_can_be_told_on_devices_alone(desk: Desk, service: PushService, ada: Client) -> None:
    joins(desk.ada, service)
    Choice.objects.filter(agent=desk.ada).update(in_app=False, in_digest=False)
    given_to(desk.ada, desk)
    assert len(service.arrived) == 1
    assert "unread" not in text_of(ada.get("/notices/bell/"))


def test_what_may_no_longer_be_seen_is_not_told(desk: Desk, service: PushService) -> None:
    joins(desk.ada, service)
    conversation = canary_in(desk)
    assign(conversation=conversation, to=desk.ada, by=Actor.agent(desk.bo))
    desk.team.members.remove(desk.ada)
    work_off(Lane.SLOW, batch=50)
    assert not service.arrived


def test_what_was_read_meanwhile_and_who_has_left_are_not_told(
    desk: Desk, service: PushService, ada: Client
) -> None:
    joins(desk.ada, service)
    conversation = canary_in(desk)
    assign(conversation=conversation, to=desk.ada, by=Actor.agent(desk.bo))
    ada.post("/notices/reading/")
    work_off(Lane.SLOW, batch=50)
    writes(GRACE, desk.inbox, at=MONDAY_TEN, message_id="<2@x>")
    Agent.objects.filter(pk=desk.ada.pk).update(is_active=False)
    work_off(Lane.SLOW, batch=50)
    assert not service.arrived


def test_a_device_joins_and_leaves_on_the_personal_page(
    desk: Desk, ada: Client, eve: Client, service: PushService
) -> None:
    given = Device(service).subscription
    fields = {"endpoint": given.endpoint, "p256dh": given.public_key, "auth": given.secret}
    agent = {"User-Agent": FIREFOX}
    assert ada.post("/me/devices/", fields, headers=agent).status_code == 204
    assert "Firefox on Linux" in text_of(ada.get("/me/"))
    assert "Firefox on Linux" not in text_of(eve.get("/me/"))
    assert set(Choice.objects.filter(agent=desk.ada).values_list("in_push")) == {(True,)}

    page = f"/me/devices/{PushDevice.objects.get().pk}/removal/"
    assert eve.post(page).status_code == 404
    assert PushDevice.objects.exists()
    assert ada.post(page).status_code == 302
    assert not PushDevice.objects.exists()


def test_a_browser_tells_one_person_at_a_time(desk: Desk, service: PushService) -> None:
    joins(desk.ada, service)
    joins(desk.bo, service)
    assert PushDevice.objects.get().agent == desk.bo


def test_what_no_browser_gives_is_refused(desk: Desk, ada: Client) -> None:
    good = {"endpoint": "https://push.example/x", "p256dh": "B" + "A" * 86, "auth": "A" * 22}
    for wrong in ({"endpoint": "http://localhost/"}, {"p256dh": "short"}, {"auth": "%"}):
        assert ada.post("/me/devices/", good | wrong).status_code == 422
    assert not PushDevice.objects.exists()
    assert ada.post("/me/devices/", good).status_code == 204


def test_the_oldest_device_makes_room(desk: Desk, service: PushService) -> None:
    for number in range(MOST + 2):
        joins(desk.ada, service, f"device-{number}")
    assert PushDevice.objects.count() == MOST
