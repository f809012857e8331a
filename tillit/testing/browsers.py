"""The browsers in which the named cast looks at pages."""

import re

from django.test import Client

from tillit.people.models import Agent


def browser_of(agent: Agent) -> Client:
    """A browser in which somebody is signed in."""
    browser = Client()
    browser.force_login(agent)
    return browser


def words_of(page: str) -> str:
    """What a page says: a token in an attribute may hold the letters of any short name."""
    return re.sub(r"<[^>]*>", " ", page)
