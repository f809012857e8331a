"""In which language a page is."""

import pytest
from django.conf import settings
from django.test import Client

from tillit.people.languages import CODES, LANGUAGES
from tillit.people.models import Agent
from tillit.testing.cast import Desk

pytestmark = pytest.mark.django_db


def test_the_site_and_the_people_speak_the_same_languages() -> None:
    assert settings.LANGUAGES == LANGUAGES
    assert {code for code, _name in LANGUAGES} == CODES


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("nl", "nl"), ("hu-HU,hu;q=0.9,en;q=0.5", "hu"), ("nb-NO", "nb"), ("fr", "en"), ("", "en")],
)
def test_a_stranger_reads_the_language_of_the_browser(
    client: Client, asked: str, spoken: str
) -> None:
    answer = client.get("/sign-in/", headers={"Accept-Language": asked})
    assert answer.headers["Content-Language"] == spoken
    assert "Cookie" in answer.headers["Vary"]


def test_an_agent_reads_the_own_language_whatever_the_browser_asks(
    client: Client, desk: Desk
) -> None:
    Agent.objects.filter(pk=desk.ada.pk).update(language="hu")
    client.force_login(desk.ada)
    answer = client.get("/inbox/open/", headers={"Accept-Language": "nl"})
    assert answer.headers["Content-Language"] == "hu"
