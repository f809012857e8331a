"""What an agent chooses: theme and language, and the way back."""

import pytest
from django.test import Client

from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Theme
from tillit.testing.cast import Desk

pytestmark = pytest.mark.django_db

FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "http:evil.example",
    "https:\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\x00//evil.example",
    "conversations:home",
    "",
]
OWN = ["/inbox/mine/?conversation=3", "/figures/", "inbox", "?page=2"]


@pytest.mark.parametrize("theme", Theme.values)
def test_each_theme_can_be_chosen(ada: Client, desk: Desk, theme: str) -> None:
    assert ada.post("/me/theme/", {"theme": theme, "next": "/figures/"}).status_code == 302
    desk.ada.refresh_from_db()
    assert desk.ada.theme == theme


def test_a_theme_that_does_not_exist_is_that_of_the_system(ada: Client, desk: Desk) -> None:
    ada.post("/me/theme/", {"theme": "neon'><script>"})
    desk.ada.refresh_from_db()
    assert desk.ada.theme == Theme.SYSTEM


def test_htmx_needs_no_page_after_the_theme(ada: Client) -> None:
    answer = ada.post("/me/theme/", {"theme": "dark"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")


def test_the_theme_is_on_the_page(ada: Client) -> None:
    ada.post("/me/theme/", {"theme": "dark"})
    assert b'data-theme="dark"' in ada.get("/inbox/open/").content


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_each_language_can_be_chosen_and_is_spoken(ada: Client, desk: Desk, code: str) -> None:
    ada.post("/me/language/", {"language": code})
    desk.ada.refresh_from_db()
    assert desk.ada.language == code
    page = ada.get("/inbox/open/")
    assert page.headers["Content-Language"] == code
    assert f'lang="{code}"'.encode() in page.content


@pytest.mark.parametrize("code", ["", "xx", "nb-NO", "../en", "e" * 900])
def test_an_unknown_language_changes_nothing(ada: Client, desk: Desk, code: str) -> None:
    assert ada.post("/me/language/", {"language": code}).status_code == 302
    assert Agent.objects.get(pk=desk.ada.pk).language == "en"


@pytest.mark.parametrize("address", ["/me/theme/", "/me/language/"])
@pytest.mark.parametrize("next_address", FOREIGN)
def test_the_way_back_never_leaves_the_house(ada: Client, address: str, next_address: str) -> None:
    answer = ada.post(address, {"language": "nl", "next": next_address})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("next_address", OWN)
def test_the_way_back_is_the_page_one_came_from(ada: Client, next_address: str) -> None:
    answer = ada.post("/me/language/", {"language": "nl", "next": next_address})
    assert answer.headers["Location"] == next_address


@pytest.mark.parametrize("address", ["/me/theme/", "/me/language/"])
def test_a_choice_is_made_by_posting_only(ada: Client, address: str) -> None:
    assert ada.get(address).status_code == 405


@pytest.mark.parametrize("address", ["/me/theme/", "/me/language/"])
def test_strangers_choose_nothing(client: Client, address: str) -> None:
    answer = client.post(address, {"theme": "dark", "language": "hu"})
    assert answer.headers["Location"].startswith("/sign-in/")


def test_an_agent_chooses_for_nobody_else(ada: Client, desk: Desk) -> None:
    ada.post("/me/theme/", {"theme": "dark", "agent": desk.bo.pk, "id": desk.bo.pk})
    assert Agent.objects.get(pk=desk.bo.pk).theme == Theme.SYSTEM


def test_keys_without_ctrl_can_be_switched_off(ada: Client, desk: Desk) -> None:
    assert b"data-single-keys" not in ada.get("/inbox/open/").content
    assert ada.post("/me/keys/", {"next": "/me/"}).status_code == 302
    desk.ada.refresh_from_db()
    assert not desk.ada.single_keys
    assert b'data-single-keys="off"' in ada.get("/inbox/open/").content
    ada.post("/me/keys/", {"single_keys": "1"})
    assert b"data-single-keys" not in ada.get("/inbox/open/").content
