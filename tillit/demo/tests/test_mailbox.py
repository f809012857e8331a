"""The customers' mailbox: four customers read and answer; strangers see nothing of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tillit import clock
from tillit.conversations.envelope import Enclosure
from tillit.demo import mailroom
from tillit.demo.cast import ADDRESS, COMPANY, CUSTOMERS, Customer
from tillit.demo.models import Mail, World
from tillit.demo.shop import open_shop
from tillit.people.models import Agent
from tillit.testing.browsers import browser_of
from tillit.testing.cast import MONDAY_TEN, agent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

CANARY = "canary-7316"
NORA, DAAN = CUSTOMERS[0], CUSTOMERS[1]


@pytest.fixture
def lead() -> Agent:
    """Liv, of the shop in which nobody has written yet."""
    shop = open_shop(MONDAY_TEN - timedelta(days=10), MONDAY_TEN)
    World.objects.create(loaded_at=MONDAY_TEN, intake_port=9)
    return shop.agents[-1]


@pytest.fixture
def liv(lead: Agent) -> Client:
    """Liv's browser."""
    client = browser_of(lead)
    return client


def arrived(customer: Customer = NORA, text: str = f"Words {CANARY}\nand more.") -> Mail:
    """A mail of the shop in a customer's mailbox, with a file."""
    mail = mailroom.written(
        name=f"Ada · {COMPANY}",
        address=ADDRESS,
        to=customer.email,
        subject=f"Subject {CANARY}",
        text=text,
        at=clock.now(),
        files=(Enclosure("guide.html", "text/html", b"<script>alert(1)</script>"),),
    )
    raw = mail.as_bytes()
    return mailroom.put(raw, owner=customer.email, at=clock.now(), sent=False)


def box(customer: Customer, query: str = "") -> str:
    """The address of a customer's mailbox."""
    return reverse("demo:mailbox", args=[customer.first_name.lower()]) + query


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda one: one.first_name)
def test_each_customer_has_a_mailbox(liv: Client, customer: Customer) -> None:
    mail = arrived(customer)
    answer = liv.get(box(customer))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"Subject {CANARY}" in page
    for other in CUSTOMERS:
        assert box(other) in page
    opened = liv.get(box(customer, f"?mail={mail.pk}"))
    assert opened.status_code == 200
    mail.refresh_from_db()
    assert mail.read


def test_the_first_customer_is_shown_when_none_is_named(liv: Client) -> None:
    arrived()
    assert CANARY in liv.get(reverse("demo:mailbox")).content.decode()


def test_the_mail_of_one_is_not_in_the_mailbox_of_another(liv: Client) -> None:
    mail = arrived(NORA)
    assert CANARY not in liv.get(box(DAAN)).content.decode()
    assert liv.get(box(DAAN, f"?mail={mail.pk}")).status_code == 404
    assert liv.get(box(DAAN, f"?mail={mail.pk}&reply=1")).status_code == 404


@pytest.mark.parametrize("query", ["?mail=0", "?mail=x", "?mail=9999999999999999999999", "?mail=²"])
def test_a_mail_that_is_not_there_is_404(liv: Client, query: str) -> None:
    assert liv.get(box(NORA, query)).status_code == 404


def test_an_unknown_customer_is_404(liv: Client) -> None:
    assert liv.get(reverse("demo:mailbox", args=["mallory"])).status_code == 404


def test_a_stranger_sees_nothing(liv: Client) -> None:
    mail = arrived()
    eve = browser_of(agent("Eve"))
    file = reverse("demo:file", args=[mail.pk, 0])
    page = reverse("demo:page", args=[mail.pk])
    for address in (reverse("demo:mailbox"), box(NORA, f"?mail={mail.pk}"), file, page):
        answer = eve.get(address)
        assert answer.status_code == 404, address
        assert CANARY not in answer.content.decode()
    assert eve.post(box(NORA), {"subject": "x", "text": "x"}).status_code == 404
    assert Client().get(box(NORA)).status_code == 302
    assert liv.get(file).status_code == 200


def test_a_reply_quotes_the_mail_as_programs_do_in_that_language(liv: Client) -> None:
    mail = arrived(NORA)
    answer = liv.get(box(NORA, f"?mail={mail.pk}&reply=1"))
    form = answer.context["mailbox"]["write"]
    assert form["subject"] == f"Re: Subject {CANARY}"
    assert form["in_reply_to"] == mail.pk
    assert form["text"] == (
        f"\n\n\nDen 01.06.2026 kl. 10:00 skrev Ada · {COMPANY} <{ADDRESS}>:\n"
        f"> Words {CANARY}\n> and more."
    )


def test_a_new_mail_is_empty(liv: Client) -> None:
    form = liv.get(box(NORA, "?write=1")).context["mailbox"]["write"]
    assert (form["subject"], form["text"], form["to"]) == ("", "", ADDRESS)


def test_without_words_it_is_not_sent(liv: Client) -> None:
    answer = liv.post(box(NORA), {"subject": "Mine", "text": " \n"})
    assert answer.status_code == 422
    assert answer.context["mailbox"]["write"]["subject"] == "Mine"
    assert not Mail.objects.exists()


def test_when_the_intake_is_away_the_words_are_kept(liv: Client) -> None:
    mail = arrived()
    sent = {"subject": "Mine", "text": "My words", "in_reply_to": mail.pk}
    answer = liv.post(box(NORA), sent)
    assert answer.status_code == 502
    form = answer.context["mailbox"]["write"]
    assert (form["subject"], form["text"]) == ("Mine", "My words")
    assert str(form["in_reply_to"]) == str(mail.pk)
    assert not Mail.objects.filter(sent=True).exists()


def test_a_file_is_handed_out_to_be_kept_and_never_shown(liv: Client) -> None:
    mail = arrived()
    answer = liv.get(reverse("demo:file", args=[mail.pk, 0]))
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert liv.get(reverse("demo:file", args=[mail.pk, 1])).status_code == 404
    assert liv.get(reverse("demo:file", args=[0, 0])).status_code == 404


def test_a_mail_in_its_own_clothes_can_run_nothing(liv: Client) -> None:
    mail = arrived()
    policy = liv.get(reverse("demo:page", args=[mail.pk])).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_nothing_else_can_be_done_at_these_addresses(liv: Client) -> None:
    mail = arrived()
    assert liv.put(box(NORA)).status_code == 405
    assert liv.post(reverse("demo:file", args=[mail.pk, 0])).status_code == 405
    assert liv.post(reverse("demo:page", args=[mail.pk])).status_code == 405


def test_asking_the_database_does_not_grow_with_the_mails(liv: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            liv.get(box(NORA))
        return len(captured)

    arrived()
    queries()
    one = queries()
    for _ in range(29):
        arrived()
    assert queries() == one
