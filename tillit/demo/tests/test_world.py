"""Loading the demo world: only at home, only once, and no mail of it leaves the machine."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from tillit.channels.email.models import Mailbox
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryState,
    Inbox,
    Macro,
    Message,
    Tally,
)
from tillit.conversations.spine import post
from tillit.demo import world
from tillit.demo.cast import ADDRESS, COLLEAGUES, CUSTOMERS
from tillit.demo.models import Belonging, Mail, World
from tillit.demo.plays import Step
from tillit.demo.staging import Stage
from tillit.insights.models import Day, Method, Occasion
from tillit.journal.models import Lane, Reaction
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.standards.models import Promise
from tillit.testing.cast import Desk

Load = Callable[[int], None]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["https://service.example.com", "http://192.168.1.5:8000", "http://127.0.0.1.evil.example", ""],
)
def test_an_address_that_is_not_local_is_refused(settings: Settings, address: str) -> None:
    settings.TILLIT_BASE_URL = address
    with pytest.raises(world.DemoRefused, match="TILLIT_BASE_URL"):
        world.load()
    assert not World.objects.exists()
    assert not Agent.objects.exists()


@pytest.mark.usefixtures("monday_ten")
def test_the_whole_world_is_played_through(load: Load) -> None:
    load(16)
    assert Conversation.objects.count() == 16
    assert set(Conversation.objects.values_list("language", flat=True)) == {"en", "nb", "nl", "hu"}
    assert set(Conversation.objects.values_list("status", flat=True)) >= {"open", "resolved"}
    assert Promise.objects.filter(state="kept").exists()
    assert sum(Tally.objects.values_list("count", flat=True)) == 16
    assert not Day.objects.filter(stale=True).exists()
    assert not Message.objects.filter(text__regex=r"\{[a-z_]+\}").exists()
    assert Macro.objects.visible_to(Agent.objects.get(name="Bo Jansen")).count() == 3
    assert Method.objects.count() == 12
    assert set(Occasion.objects.values_list("outcome", flat=True)) == {"done", "skipped"}
    assert not Reaction.objects.exists()
    assert not Delivery.objects.exclude(state=DeliveryState.SENT).exists()
    assert set(Mail.objects.values_list("owner", flat=True)) <= {one.email for one in CUSTOMERS}
    assert {True, False} == set(Mail.objects.values_list("sent", flat=True))


def test_loading_twice_changes_nothing(load: Load) -> None:
    load(3)
    before = Conversation.objects.count(), Belonging.objects.count(), Mail.objects.count()
    load(5)
    assert before == (Conversation.objects.count(), Belonging.objects.count(), Mail.objects.count())


def test_a_loading_that_was_killed_begins_anew(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Stage, "play", killed)
        with pytest.raises(KeyboardInterrupt):
            load(6)
    assert Conversation.objects.exists()
    load(6)
    assert Conversation.objects.count() == 6
    assert Team.objects.get().name == "Fjordkaffe"
    assert World.objects.get().complete


def killed(stage: Stage, step: Step) -> None:
    raise KeyboardInterrupt


def test_passwords_are_random_and_only_in_a_file_of_the_owner(load: Load, tmp_path: Path) -> None:
    file = tmp_path / world.LOGINS
    load(1)
    first = file.read_text(encoding="utf-8").splitlines()
    assert file.stat().st_mode & 0o777 == 0o600
    for line, colleague in zip(first, COLLEAGUES, strict=True):
        *_, email, password = line.split()
        assert email == colleague.email
        agent = Agent.objects.get(email=email)
        assert agent.check_password(password)
        assert password not in agent.password
    world.remove()
    assert not file.exists()
    load(1)
    again = file.read_text(encoding="utf-8").splitlines()
    passwords = {line.split()[-1] for line in first + again}
    assert len(passwords) == 2 * len(COLLEAGUES)


def test_no_mail_of_the_demo_world_can_leave_the_machine(load: Load, settings: Settings) -> None:
    settings.TILLIT_SMTP_URL = "smtp://mail.somewhere.example"
    load(2)
    mailbox = Mailbox.objects.get(address=ADDRESS)
    assert urlsplit(mailbox.outgoing_url).hostname == "127.0.0.1"
    agent = Agent.objects.get(email=COLLEAGUES[0].email)
    conversation = Conversation.objects.earliest("id")
    by = Actor.agent(agent)
    message = post(conversation=conversation, by=by, agent=agent, text="Hello!")
    work_off(Lane.SLOW, batch=10)
    assert message.deliveries.get().state == DeliveryState.QUEUED
    assert message.deliveries.get().error.startswith("127.0.0.1:9:")


def test_a_name_that_is_taken_is_left_to_who_has_it(load: Load, desk: Desk) -> None:
    Inbox.objects.filter(pk=desk.inbox.pk).update(name="Fjordkaffe")
    load(1)
    assert Conversation.objects.get().inbox.name == "Fjordkaffe 2"
