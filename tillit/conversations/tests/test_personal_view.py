"""The page on which an agent chooses for himself or herself."""

import re

import pytest
from django.test import Client

from tillit.conversations.tests.browsing import text_of
from tillit.people.models import Agent
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk

pytestmark = pytest.mark.django_db


def wants_mail(agent: Agent) -> bool:
    agent.refresh_from_db()
    return agent.mails_assigned


def choice_on(browser: Client) -> str:
    """The box of this choice, as the page shows it."""
    page = browser.get("/me/").content.decode()
    [box] = re.findall(r"<input[^>]*mails_assigned[^>]*>", page)
    return str(box)


def test_mail_is_switched_on_and_off(desk: Desk) -> None:
    browser = browser_of(desk.ada)
    assert "checked" not in choice_on(browser)
    answer = browser.post("/me/mails/", {"mails_assigned": "1", "next": "/me/"})
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert wants_mail(desk.ada)
    assert "checked" in choice_on(browser)
    browser.post("/me/mails/", {"next": "/me/"})
    assert not wants_mail(desk.ada)


def test_everybody_chooses_for_himself_alone(desk: Desk) -> None:
    browser_of(desk.eve).post("/me/mails/", {"mails_assigned": "1"})
    assert wants_mail(desk.eve)
    assert not wants_mail(desk.ada)
    page = browser_of(desk.eve).get("/me/").content.decode()
    assert "eve@desk.example" in page
    assert "ada@desk.example" not in page


def test_a_stranger_signs_in_first(desk: Desk) -> None:
    assert "/sign-in/" in Client().get("/me/")["Location"]
    assert "/sign-in/" in Client().post("/me/mails/", {"mails_assigned": "1"})["Location"]


def test_each_section_stands_there_once_and_keeps_what_is_typed(desk: Desk) -> None:
    browser = browser_of(desk.ada)
    sections = re.findall(
        r'<section[^>]*aria-labelledby="([\w-]+)-title"', text_of(browser.get("/me/"))
    )
    assert "signature" in sections
    assert len(sections) == len(set(sections))
    browser.post("/me/signature/", {"signature": "Ada of {company}"})
    assert text_of(browser.get("/me/")).count("Ada of {company}</textarea>") == 1


def test_it_is_found_in_the_menu(desk: Desk) -> None:
    assert 'href="/me/"' in browser_of(desk.ada).get("/inbox/open/").content.decode()
