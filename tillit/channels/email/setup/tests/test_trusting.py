"""Whose check of senders is believed: typed or taken over by a person, never by itself."""

import pytest
from django.test import Client

from tillit.channels.email.intake import take_in
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup.tests.connecting import Page, words_on
from tillit.channels.email.setup.trusting import proposal_for
from tillit.channels.email.tests.letters import letter
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk

pytestmark = pytest.mark.django_db

CHECKED = "mx.desk.example; dkim=pass header.d=one.example"


@pytest.fixture
def liv(desk: Desk) -> Client:
    return browser_of(desk.liv)


def page(desk: Desk) -> str:
    return f"/settings/mail/{desk.inbox.pk}/"


def trusts(browser: Client, desk: Desk, name: str) -> Page:
    return browser.post(f"{page(desk)}trust/", {"trusted_authserv": name}, follow=True)


def stored() -> str:
    return Mailbox.objects.get().trusted_authserv


def arrive(desk: Desk, count: int, results: str, *, domains: int = 2) -> None:
    for number in range(count):
        sender = f"one@domain{number % domains}.example"
        headers = {"Authentication_Results": results, "From": sender}
        take_in(letter(f"Mail {number} {results}", **headers), inbox=desk.inbox)


def test_a_name_is_stored_in_small_letters_and_taken_away(desk: Desk, liv: Client) -> None:
    shown = words_on(trusts(liv, desk, "MX.desk.example"))
    assert "believes what mx.desk.example finds out" in shown
    assert stored() == "mx.desk.example"
    assert "Tillit checks senders itself." in words_on(trusts(liv, desk, ""))
    assert stored() == ""


@pytest.mark.parametrize(
    "name", ["two words", "mx;dkim=pass", "<b>", "mx.", ".mx", "m" * 256, 'a"b']
)
def test_what_is_no_name_is_told_in_words(desk: Desk, liv: Client, name: str) -> None:
    answer = trusts(liv, desk, name)
    assert answer.status_code == 422
    assert stored() == ""
    assert 'aria-invalid="true"' in answer.content.decode()


def test_what_most_mails_name_is_suggested_and_taken_over_by_a_person(
    desk: Desk, liv: Client
) -> None:
    arrive(desk, 4, CHECKED)
    arrive(desk, 1, "other.example; spf=pass")
    shown = words_on(liv.get(page(desk)))
    assert "4 of the newest 5 mails were checked by mx.desk.example" in shown
    assert stored() == ""
    trusts(liv, desk, "mx.desk.example")
    assert "of the newest" not in words_on(liv.get(page(desk)))


@pytest.mark.parametrize(
    ("count", "others", "domains"),
    [(2, 0, 2), (3, 3, 2), (9, 0, 1)],
    ids=["too few mails", "not most of them", "all from one sender"],
)
def test_what_is_not_clear_is_not_suggested(
    desk: Desk, count: int, others: int, domains: int
) -> None:
    arrive(desk, count, CHECKED, domains=domains)
    arrive(desk, others, "")
    assert proposal_for(desk.inbox) is None


def test_only_the_topmost_results_count(desk: Desk) -> None:
    for number in range(4):
        raw = letter(f"Mail {number}", From=f"a@d{number}.example", Authentication_Results=CHECKED)
        take_in(b"Authentication-Results: first.example 1; spf=none\r\n" + raw, inbox=desk.inbox)
    found = proposal_for(desk.inbox)
    assert found is not None
    assert (found.name, found.named) == ("first.example", 4)


def test_whoever_may_not_set_up_mailboxes_sets_nothing(desk: Desk) -> None:
    for person in (desk.ada, desk.eve):
        assert trusts(browser_of(person), desk, "mx.evil.example").status_code == 404
    assert stored() == ""
