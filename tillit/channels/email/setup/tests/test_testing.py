"""The button "Test": both servers, told apart, in time, and nothing of theirs runs on our page."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pytest_django import Settings

from tillit.channels.email.fetching.models import ImapSource
from tillit.channels.email.fetching.tests.dovecot import free_ports
from tillit.channels.email.fetching.tests.test_trying_out import greeting
from tillit.channels.email.fetching.trouble import Kind
from tillit.channels.email.fetching.trying_out import Outcome, try_out
from tillit.channels.email.setup import checking
from tillit.channels.email.setup.checking import side_by_side
from tillit.channels.email.setup.tests.connecting import Connector, words_on
from tillit.channels.email.setup.tests.full_mailbox import full_mailbox
from tillit.channels.email.setup.tests.test_sending import Counter
from tillit.conversations.models import Parcel

pytestmark = pytest.mark.django_db(transaction=True)


def test_both_work_and_nothing_is_fetched(liv: Connector) -> None:
    page = words_on(liv.fills_in())
    assert "Both work" in page
    assert "It works: the folder holds 0 mails." in page
    assert "It works: 127.0.0.1 takes mail." in page
    assert not Parcel.objects.exists()


def test_the_result_is_told_once(liv: Connector) -> None:
    liv.fills_in()
    assert "Both work" not in words_on(liv.looks())
    assert "Both work" in words_on(liv.presses("check"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"host": "imap.invalid"}, "There is no server called imap.invalid"),
        ({"security": "tls"}, "does not speak TLS on port"),
        ({"security": "starttls"}, "The certificate of 127.0.0.1 is not trusted."),
        ({"password": "wrong"}, "with this password."),
        ({"folder": "Suport"}, "There is no folder called Suport"),
    ],
    ids=str,
)
def test_what_is_wrong_with_the_mailbox_is_told_and_the_rest_works(
    liv: Connector, wrong: dict[str, Any], sentence: str
) -> None:
    page = words_on(liv.fills_in(**wrong))
    assert "This is in the way" in page
    assert sentence in page
    assert "It works: 127.0.0.1 takes mail." in page


def test_what_is_wrong_with_sending_is_told_and_the_rest_works(liv: Connector) -> None:
    [port] = free_ports(1)
    page = words_on(liv.fills_in(sending_port=port))
    assert "It works: the folder holds 0 mails." in page
    assert f"127.0.0.1 cannot be reached on port {port}" in page


def test_the_folders_that_are_there_are_named(liv: Connector) -> None:
    assert "Folders that are there: INBOX" in words_on(liv.fills_in(folder="Suport"))


def test_what_another_server_says_is_only_text(liv: Connector) -> None:
    with Counter(RCPT="550 <script>alert(1)</script>" + "x" * 900).open() as port:
        page = liv.fills_in(sending_port=port).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "x" * 400 not in page


def test_a_server_that_never_ends_is_left_behind(
    liv: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "LIMIT", 0.3)
    with greeting(b"") as port:
        begun = time.monotonic()
        page = words_on(liv.fills_in(port=port))
        assert time.monotonic() - begun < 3
    assert "There was no result within ten seconds." in page or "does not answer" in page
    assert "It works: 127.0.0.1 takes mail." in page


def test_secrets_that_cannot_be_opened_any_more_are_told(
    liv: Connector, settings: Settings
) -> None:
    liv.fills_in(sends_like_it_fetches="on")
    with settings_of_another_key(settings):
        report = checking.check(liv.mailbox, liv.source)
    words = f"The stored password of {liv.source.user} cannot be opened any more"
    assert report.fetching.sentence.startswith(words)
    assert report.sending.sentence.startswith(words)


@contextmanager
def settings_of_another_key(settings: Settings) -> Iterator[None]:
    """Within the block the secret key is another one."""
    key, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    yield
    settings.SECRET_KEY = key


def test_two_slow_ones_wait_side_by_side() -> None:
    def slow() -> Outcome:
        time.sleep(0.3)
        return Outcome(True, "done")

    begun = time.monotonic()
    assert [one.sentence for one in side_by_side([slow, slow], 2.0)] == ["done", "done"]
    assert time.monotonic() - begun < 0.55


def test_whatever_happens_a_person_gets_an_answer() -> None:
    def stumble() -> Outcome:
        raise RuntimeError

    [outcome] = side_by_side([stumble], 2.0)
    assert (outcome.works, outcome.kind) == (False, Kind.OURSELVES)


def test_a_full_mailbox_is_told(liv: Connector) -> None:
    liv.fills_in()
    source: ImapSource = liv.source
    source.password = "simple"
    with full_mailbox() as port:
        source.port = port
        outcome = try_out(source)
    assert outcome.sentence == (
        f"The mailbox of {source.user} is full: no mail can arrive until something in it is "
        "deleted."
    )
