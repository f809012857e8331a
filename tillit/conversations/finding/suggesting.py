"""What the palette offers while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tillit.conversations.customers import known_by
from tillit.conversations.finding.remembering import recent_of
from tillit.conversations.finding.results import conversations_of
from tillit.conversations.finding.searching import search
from tillit.people.models import Agent
from tillit.search.highlighting import highlighted
from tillit.ui import settings_pages

MOST_CONVERSATIONS, MOST_PEOPLE, MOST_SETTINGS = 6, 3, 4
LOOKED_AT = 20
"""Conversations in which people are looked for."""


@dataclass(frozen=True)
class Suggestion:
    """One option: a line, something quieter beside it, and where it leads."""

    icon: str
    label: str | Promise | SafeString
    url: str
    hint: str | Promise = ""


@dataclass(frozen=True)
class Group:
    """Options that belong together."""

    key: str
    label: str
    options: list[Suggestion]


def suggestions(request: HttpRequest, agent: Agent, text: str) -> list[Group]:
    """What answers the text, in groups that are not empty; for none, what was sought lately."""
    if not text:
        groups = [Group("recent", _("Recent searches"), list(_recent(agent)))]
    else:
        groups = [
            Group("conversations", _("Conversations"), list(_conversations(agent, text))),
            Group("people", _("People"), list(_people(agent, text))),
            Group("settings", _("Settings"), list(_settings(request, text))[:MOST_SETTINGS]),
        ]
    return [group for group in groups if group.options]


def _search_url(text: str) -> str:
    return f"{reverse('conversations:search')}?{urlencode({'q': text})}"


def _recent(agent: Agent) -> Iterator[Suggestion]:
    return (
        Suggestion(icon="history", label=text, url=_search_url(text)) for text in recent_of(agent)
    )


def _conversations(agent: Agent, text: str) -> Iterator[Suggestion]:
    found = search(agent, text, most=MOST_CONVERSATIONS)
    for one in conversations_of(found, agent):
        yield Suggestion(
            icon="message-square",
            label=highlighted(one.subject or f"#{one.pk}", found.spellings),
            url=reverse("conversations:conversation", args=[one.pk]),
            hint=f"{one.contact.name} · #{one.pk}",
        )


def _people(agent: Agent, text: str) -> Iterator[Suggestion]:
    """Who is named exactly, then customers in visible conversations who are called that."""
    exactly = known_by(agent, text)
    if exactly is not None:
        page = reverse("conversations:customer", args=[exactly.pk])
        yield Suggestion(icon="contact-round", label=exactly.name, url=page, hint=text)
    words = text.replace('"', " ").replace(":", " ").split()
    found = search(agent, " ".join(f"from:{word}" for word in words), most=LOOKED_AT)
    known: dict[str, str] = {}
    for one in conversations_of(found, agent):
        known.setdefault(one.address, one.contact.name)
    for address, name in list(known.items())[:MOST_PEOPLE]:
        yield Suggestion(
            icon="user", label=name or address, url=_search_url(f"from:{address}"), hint=address
        )


def _settings(request: HttpRequest, text: str) -> Iterator[Suggestion]:
    for group in settings_pages.groups_for(request, sought=text):
        for page in group.pages:
            yield Suggestion(page.icon, page.label, page.url, group.label)
