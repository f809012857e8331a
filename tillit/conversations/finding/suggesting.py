"""What the palette offers while somebody types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tillit.conversations.composing.saved_replies import folded
from tillit.conversations.customers import known_by
from tillit.conversations.finding.remembering import recent_of
from tillit.conversations.finding.results import conversations_of
from tillit.conversations.finding.searching import search
from tillit.conversations.macros.showing import scope_of
from tillit.conversations.macros.using import usable
from tillit.conversations.models import Conversation
from tillit.people.models import Agent
from tillit.search.highlighting import highlighted
from tillit.ui import settings_pages

MOST_CONVERSATIONS, MOST_PEOPLE, MOST_SETTINGS = 6, 3, 4
MOST_MACROS = 5
LOOKED_AT = 20
"""Conversations in which people are looked for."""
_LOOKED_AT = re.compile(r"[?&]conversation=([0-9]{1,18})\b")


@dataclass(frozen=True)
class Suggestion:
    """One option: a line, something quieter beside it, and where it leads, or which macro it is."""

    icon: str
    label: str | Promise | SafeString
    url: str
    hint: str | Promise = ""
    macro: int = 0


@dataclass(frozen=True)
class Group:
    """Options that belong together."""

    key: str
    label: str
    options: list[Suggestion]


Source = Callable[[Agent, str], Group]
_further: list[Source] = []


def register(source: Source) -> Source:
    """Add a function of an app above that offers what an agent may find by a text."""
    _further.append(source)
    return source


def further(agent: Agent, text: str) -> list[Group]:
    """What apps above find by a text, in groups that are not empty."""
    return [group for source in _further if (group := source(agent, text)).options]


def suggestions(request: HttpRequest, agent: Agent, text: str) -> list[Group]:
    """What answers the text, in groups that are not empty; for none, what was sought lately."""
    if not text:
        groups = [Group("recent", _("Recent searches"), list(_recent(agent)))]
    else:
        groups = [
            Group("macros", _("Macros"), list(_macros(request, agent, text))),
            Group("conversations", _("Conversations"), list(_conversations(agent, text))),
            Group("people", _("People"), list(_people(agent, text))),
            *further(agent, text),
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


def _macros(request: HttpRequest, agent: Agent, text: str) -> Iterator[Suggestion]:
    """The macros that can be used in the conversation that one is looking at."""
    shown = _LOOKED_AT.search(request.headers.get("Referer", ""))
    found = Conversation.objects.visible_to(agent).filter(pk=shown[1] if shown else 0).first()
    if found is None:
        return
    url, wanted = reverse("conversations:macros_here", args=[found.pk]), folded(text).split()
    named = (one for one in usable(found, agent) if all(w in folded(one.name) for w in wanted))
    for macro in list(named)[:MOST_MACROS]:
        hint = scope_of(macro)
        yield Suggestion(icon="zap", label=macro.name, url=url, hint=hint, macro=macro.pk)


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
