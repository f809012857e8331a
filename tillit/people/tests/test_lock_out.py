"""Guessing is counted for each account and each address, by all processes together."""

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from tillit.people.models import Remembered
from tillit.testing.cast import PASSWORD, Desk, agent

pytestmark = pytest.mark.django_db

TOO_MANY = "Too many tries have failed"


def tries(
    email: str, password: str = "wrong", *, address: str = "10.0.0.1", host: str = "localhost"
) -> str:
    """The answer to one try, from a browser of its own."""
    form = {"login": email, "password": password}
    answer = Client(REMOTE_ADDR=address, HTTP_HOST=host).post("/sign-in/", form)
    return "in" if answer.status_code == 302 else answer.content.decode()


def test_after_five_wrong_passwords_the_right_one_waits_too() -> None:
    agent("Kim", password=PASSWORD)
    for _ in range(5):
        assert TOO_MANY not in tries("kim@desk.example")
    assert TOO_MANY in tries("kim@desk.example", PASSWORD)


def test_another_address_another_case_another_host_do_not_help(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    agent("Kim", password=PASSWORD)
    for number in range(5):
        host = "a.example" if number % 2 else "b.example"
        tries("KIM@desk.example", address=f"10.0.{number}.1", host=host)
    assert TOO_MANY in tries("kim@desk.example", PASSWORD, host="a.example")


def test_an_address_of_nobody_is_locked_just_the_same() -> None:
    answers = [tries("nobody@desk.example") for _ in range(6)]
    assert [TOO_MANY in answer for answer in answers] == [False] * 5 + [True]


def test_one_address_may_not_try_many_accounts() -> None:
    agent("Kim", password=PASSWORD)
    for number in range(30):
        tries(f"somebody{number}@desk.example")
    assert "Too many" in tries("kim@desk.example", PASSWORD)
    assert tries("kim@desk.example", PASSWORD, address="10.9.9.9") == "in"


def test_who_signs_in_is_not_counted() -> None:
    agent("Kim", password=PASSWORD)
    assert {tries("kim@desk.example", PASSWORD) for _ in range(8)} == {"in"}


def test_the_count_is_in_the_database_not_in_one_process(settings: Settings) -> None:
    agent("Kim", password=PASSWORD)
    for _ in range(5):
        caches["process"].clear()
        tries("kim@desk.example")
    assert Remembered.objects.filter(cache_key__contains="login_failed").exists()
    elsewhere = caches.create_connection("default")
    keys = [key.removeprefix(":1:") for key in Remembered.objects.values_list("pk", flat=True)]
    assert max(len(elsewhere.get(key) or []) for key in keys if "login_failed" in key) == 5
    assert ratelimit.cache._alias == "default"


def test_asking_for_links_to_a_new_password_is_limited(desk: Desk) -> None:
    asks = [
        Client(REMOTE_ADDR="10.0.0.7").post("/sign-in/forgotten/", {"email": "ada@desk.example"})
        for _ in range(4)
    ]
    assert [one.status_code for one in asks] == [302, 302, 302, 429]
    assert b"Too many tries" in asks[-1].content
