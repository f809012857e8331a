"""The first steps: each line says what is true."""

from datetime import timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.channels.email.models import Mailbox, TrialMail
from tillit.config.first_inbox import create_first_inbox
from tillit.config.first_steps import steps
from tillit.conversations.models import Inbox
from tillit.demo.events import DemoRemovalWanted
from tillit.demo.models import Belonging, Mail, World
from tillit.people.inviting import invite
from tillit.people.models import Agent, Role, Team
from tillit.standards.models import StandardVersion
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent
from tillit.testing.journal import assert_emits

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth(db: None) -> Agent:
    return agent("Ruth", Role.ADMINISTRATOR)


@pytest.fixture
def browser(ruth: Agent) -> Client:
    client = browser_of(ruth)
    return client


def done() -> dict[str, bool]:
    return {step.key: step.done for step in steps()}


def test_at_first_nothing_is_done(browser: Client) -> None:
    assert not any(done().values())
    page = browser.get("/settings/first-steps/").content.decode()
    assert page.count("button primary") == 1
    assert "/settings/company/new/" in page
    assert "/settings/first-steps/" in browser.get("/inbox/open/").content.decode()


def test_each_line_becomes_true_by_what_is_done(browser: Client, ruth: Agent) -> None:
    inbox = create_first_inbox(ruth, company="Fjord", address="help@fjord.example")
    assert inbox
    assert done() == {
        "inbox": True,
        "hours": True,
        "mail": False,
        "standard": True,
        "colleague": False,
    }
    mailbox = Mailbox.objects.get(inbox=inbox)
    trial = TrialMail.objects.create(mailbox=mailbox, mark="a" * 24)
    assert not done()["mail"]
    trial.arrived_at = clock.now()
    trial.save()
    assert done()["mail"]
    invite(email="kim@fjord.example", role="agent", teams=[], language="en", by=ruth)
    assert all(done().values())
    assert "First steps" not in browser.get("/inbox/open/").content.decode()
    assert b"All done." in browser.get("/settings/first-steps/").content


def test_an_invitation_that_is_over_brought_nobody(ruth: Agent) -> None:
    invite(email="kim@fjord.example", role="agent", teams=[], language="en", by=ruth)
    with clock.moved_to(clock.now() + timedelta(days=8)):
        assert not done()["colleague"]


def test_a_standard_is_adopted_with_one_click_and_only_once(browser: Client, desk: Desk) -> None:
    StandardVersion.objects.all().delete()
    browser.post("/settings/first-steps/standard/")
    browser.post("/settings/first-steps/standard/")
    assert StandardVersion.objects.count() == 2
    assert done()["standard"]


def test_what_the_demo_brought_does_not_count(browser: Client, desk: Desk) -> None:
    world = World.objects.create(loaded_at=clock.now())
    for row in (desk.inbox, desk.team, desk.ada, desk.bo, desk.liv, desk.eve):
        Belonging.objects.create(label=row._meta.label, row=row.pk)
    StandardVersion.objects.update(inbox=desk.inbox)
    assert not any(done().values())
    Mail.objects.create(
        owner="x@y.example", sent=True, at=world.loaded_at + timedelta(1), raw=b"", subject="x"
    )
    assert done()["demo"]
    with assert_emits(DemoRemovalWanted):
        assert browser.post("/demo/removal/").status_code == 302


def test_without_a_demo_world_there_is_none_to_remove(browser: Client) -> None:
    assert "demo" not in done()
    assert browser.post("/demo/removal/").status_code == 404


def test_they_go_when_dismissed_and_come_back(browser: Client) -> None:
    told = browser.post("/settings/first-steps/dismissal/", follow=True).content.decode()
    assert "/settings/first-steps/dismissal/?again=1" in told
    assert ">First steps<" not in told
    browser.post("/settings/first-steps/dismissal/?again=1")
    assert "First steps" in browser.get("/inbox/open/").content.decode()


@pytest.mark.parametrize("name", ["ada", "liv", "eve"])
def test_only_administrators_find_them(client: Client, desk: Desk, name: str) -> None:
    World.objects.create(loaded_at=clock.now())
    StandardVersion.objects.all().delete()
    client.force_login(getattr(desk, name))
    assert client.get("/settings/first-steps/").status_code == 404
    for act in ("settings/first-steps/dismissal", "settings/first-steps/standard", "demo/removal"):
        assert client.post(f"/{act}/").status_code == 404
    assert not StandardVersion.objects.exists()
    assert "First steps" not in client.get("/inbox/open/").content.decode()
    assert Inbox.objects.exists()
    assert Team.objects.exists()
