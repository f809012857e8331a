"""`tillit check`: what is wrong, each with a hint, and an exit code that a script can ask."""

from argparse import Namespace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from tillit import clock
from tillit.channels.email.intake import take_in
from tillit.config.commands import check
from tillit.config.settings_checks import check_environment
from tillit.conversations.models import Delivery, DeliveryState, Parcel
from tillit.journal.models import Reaction
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def checked(capsys: pytest.CaptureFixture[str]):
    """Run the command; returns its exit code and what it said."""

    def run() -> tuple[int, str]:
        code = check.main(Namespace())
        return code, capsys.readouterr().out

    return run


def test_a_healthy_installation(checked, desk: Desk):
    writes(GRACE, desk.inbox)
    run_reactions()
    assert checked() == (0, "Everything is in order.\n")


def test_work_that_was_just_put_in_is_no_problem(checked, desk: Desk):
    writes(GRACE, desk.inbox)
    take_in(b"From: a@b.example\n\nx", inbox=desk.inbox)
    assert checked()[0] == 0


def test_a_parked_reaction_is_serious(checked, desk: Desk):
    writes(GRACE, desk.inbox)
    Reaction.objects.update(parked=True)
    code, said = checked()
    assert code == 1
    assert "tillit.E102" in said
    assert "journal_reaction" in said


def test_held_mail_is_told_and_not_serious(checked, desk: Desk):
    take_in(b"From: nobody\n\nx", inbox=desk.inbox)
    run_reactions()
    code, said = checked()
    assert code == 0
    assert "tillit.W104: Mails held: 1." in said
    assert "in order" not in said


def test_a_worker_that_does_not_run_is_serious(checked, desk: Desk):
    writes(GRACE, desk.inbox)
    take_in(b"From: a@b.example\n\nx", inbox=desk.inbox)
    with clock.moved_to(MONDAY_TEN + timedelta(minutes=11)):
        code, said = checked()
    assert code == 1
    for number in ("E103", "E105", "E106"):
        assert number in said
    assert Parcel.objects.count() == 1


def test_mail_that_cannot_leave_names_the_cause(checked, desk: Desk):
    writes(GRACE, desk.inbox)
    Reaction.objects.all().delete()
    Delivery.objects.update(error="451 try later")
    with clock.moved_to(MONDAY_TEN + timedelta(minutes=11)):
        code, said = checked()
    assert code == 1
    assert "Mails that have not left: 1," in said
    assert "    451 try later" in said
    Delivery.objects.update(state=DeliveryState.FAILED)
    assert checked()[0] == 0


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("TILLIT_BASE_URL", "service.example.com", "tillit.E001"),
        ("TILLIT_BASE_URL", "ftp://service.example.com", "tillit.E001"),
        ("TILLIT_BASE_URL", "https://", "tillit.E001"),
        ("TILLIT_SMTP_URL", "mail.example.com", "tillit.E002"),
        ("TILLIT_SMTP_URL", "http://mail.example.com", "tillit.E002"),
        ("TILLIT_SMTP_URL", "smtp://mail.example.com:many", "tillit.E002"),
        ("TILLIT_DATA", Path("/nowhere/at/all"), "tillit.E004"),
    ],
)
def test_bad_settings_are_serious(checked, settings: Settings, name, value, problem):
    setattr(settings, name, value)
    code, said = checked()
    assert code == 1
    assert problem in said
    assert "    " in said


def test_a_short_key_is_told_and_not_serious(checked, settings: Settings):
    settings.SECRET_KEY = "short"
    code, said = checked()
    assert code == 0
    assert "tillit.W003" in said
    assert "short" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TILLIT_BASE_URL", "https://service.example.com:8443"),
        ("TILLIT_BASE_URL", "http://[::1]:8000"),
        ("TILLIT_SMTP_URL", ""),
        ("TILLIT_SMTP_URL", "smtp+tls://user:p%40ss@mail.example.com:587"),
        ("TILLIT_SMTP_URL", "smtps://mail.example.com"),
    ],
)
def test_good_settings_are_no_problem(settings: Settings, name, value):
    setattr(settings, name, value)
    assert check_environment(None) == []
