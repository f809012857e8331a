"""`tillit createadmin`: the first administrator, and what the first mail needs."""

import io
from argparse import Namespace

import pytest

from tillit import clock
from tillit.config.commands import createadmin
from tillit.conversations.models import Inbox
from tillit.people.models import Agent, Role
from tillit.testing.cast import GRACE, Desk, writes

pytestmark = pytest.mark.django_db

GOOD = "violet-kettle-97"
UNNAMED: dict[str, str | None] = {"email": None, "name": None, "company": None, "address": None}


@pytest.fixture
def create(monkeypatch: pytest.MonkeyPatch):
    """Run the command with options and lines of input; returns its exit code."""

    def run(*lines: str, **options: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return createadmin.main(Namespace(**{**UNNAMED, **options}))

    return run


def test_what_is_not_given_is_asked_for(create, capsys):
    assert create("Ada@Desk.example", "Ada Lindqvist", GOOD) == 0
    agent = Agent.objects.get()
    assert (agent.email, agent.name, agent.role) == (
        "ada@desk.example",
        "Ada Lindqvist",
        Role.ADMINISTRATOR,
    )
    assert agent.check_password(GOOD)
    shown = capsys.readouterr().out
    assert "Sign in as ada@desk.example" in shown
    assert GOOD not in shown


def test_an_empty_installation_gets_an_inbox_that_can_promise(create):
    create(GOOD, email="ada@desk.example", name="Ada")
    inbox = Inbox.objects.get()
    assert (inbox.company, inbox.mailbox.address) == ("desk.example", "support@desk.example")
    assert list(inbox.team.members.all()) == [Agent.objects.get()]
    conversation = writes(GRACE, inbox, at=clock.now())
    assert conversation.promises.count() == 1
    receipt = conversation.messages.get(automatic=True)
    assert receipt.purpose in ("acknowledgement", "out_of_hours"), "as the hour may be"


def test_company_and_address_can_be_chosen(create):
    options = {"company": "Kettles & Sons", "address": "Hello@kettles.example"}
    create(GOOD, email="ada@desk.example", name="Ada", **options)
    inbox = Inbox.objects.get()
    assert (inbox.company, inbox.mailbox.address) == ("Kettles & Sons", "hello@kettles.example")


def test_a_second_administrator_brings_no_second_inbox(create, desk: Desk):
    assert create(GOOD, email="zoe@desk.example", name="Zoe") == 0
    assert list(Inbox.objects.all()) == [desk.inbox]
    assert Agent.objects.get(email="zoe@desk.example").sees_everything


@pytest.mark.parametrize(
    ("password", "cause"),
    [
        ("", "short"),
        ("kettle7", "short"),
        ("password123", "common"),
        ("ada@desk.example", "similar"),
    ],
)
def test_a_weak_password_is_refused(create, capsys, password, cause):
    assert create(password, email="ada@desk.example", name="Ada") == 1
    assert cause in capsys.readouterr().err
    assert not Agent.objects.exists()


@pytest.mark.parametrize(
    "options",
    [
        {"email": "not an address", "name": "Ada"},
        {"email": "ada@desk.example", "name": " "},
        {"email": "ada@desk.example", "name": "Ada", "address": "nowhere"},
    ],
    ids=["address", "name", "address of the inbox"],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_made(create, capsys, options):
    assert create(GOOD, **options) == 1
    assert capsys.readouterr().err.strip()
    assert not Agent.objects.exists()
    assert not Inbox.objects.exists()


def test_the_same_address_twice_is_refused(create, capsys):
    create(GOOD, email="ada@desk.example", name="Ada")
    assert create(GOOD, email="ADA@desk.example", name="Another") == 1
    assert "already" in capsys.readouterr().err
    assert Agent.objects.get().name == "Ada"


def test_without_any_input_it_ends(create):
    assert create() == 1
    assert not Agent.objects.exists()
