"""The browsers in which the named cast looks at pages."""

from django.test import Client

from tillit.people.models import Agent


def browser_of(agent: Agent) -> Client:
    """A browser in which somebody is signed in."""
    browser = Client()
    browser.force_login(agent)
    return browser
