"""`tillit check` tells mailboxes that nothing is fetched from."""

from datetime import datetime, timedelta

import pytest

from tillit import clock
from tillit.channels.email.fetching.models import ImapProgress, ImapSource, State
from tillit.channels.email.fetching.trouble import Kind
from tillit.config.health import findings
from tillit.testing.cast import MONDAY_TEN, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def source(desk: Desk) -> ImapSource:
    """A mailbox that was set up on Monday at ten."""
    return ImapSource.objects.create(
        mailbox=desk.inbox.mailbox, host="imap.desk.example", user="support"
    )


def fetched(source: ImapSource, at: datetime, **values: str) -> None:
    """The last fetch was at that time."""
    ImapProgress.objects.create(source=source, last_fetch_at=at, **values)


def told(minutes: int) -> list[tuple[str, str]]:
    """What is told so many minutes later."""
    with clock.moved_to(MONDAY_TEN + timedelta(minutes=minutes)):
        return [(str(one.msg), str(one.hint)) for one in findings() if one.id == "tillit.E108"]


def test_a_mailbox_that_is_fetched_from_is_no_problem(source: ImapSource) -> None:
    fetched(source, MONDAY_TEN, state=State.WORKING)
    assert told(minutes=14) == []


def test_a_mailbox_that_nothing_was_fetched_from_for_a_quarter_of_an_hour(
    source: ImapSource,
) -> None:
    fetched(source, MONDAY_TEN, state=State.WORKING)
    [(words, hint)] = told(minutes=16)
    assert words == "Mail for support@desk.example is not fetched as it should be."
    assert "tillit smtp" in hint


def test_trouble_is_told_at_once_and_in_words(source: ImapSource) -> None:
    fetched(source, MONDAY_TEN, state=State.TROUBLE, trouble=Kind.LOGIN)
    [(_, hint)] = told(minutes=0)
    assert hint == "imap.desk.example does not accept the name support with this password."


def test_a_mailbox_that_was_never_fetched_from(source: ImapSource) -> None:
    ImapSource.objects.update(edited_at=MONDAY_TEN)
    assert told(minutes=14) == []
    assert len(told(minutes=16)) == 1


def test_a_mailbox_that_people_paused_is_no_problem(source: ImapSource) -> None:
    ImapSource.objects.update(paused=True, edited_at=MONDAY_TEN)
    assert told(minutes=600) == []
