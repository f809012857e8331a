"""Searching: the page, and what the palette asks while somebody types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.conversations.customers import known_by
from tillit.conversations.finding.help import FILTERS
from tillit.conversations.finding.remembering import forget, recent_of, remember
from tillit.conversations.finding.results import rows_of
from tillit.conversations.finding.searching import Found, search
from tillit.conversations.finding.suggesting import further, suggestions
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.people.models import Agent
from tillit.search import questions
from tillit.search.rebuilding import is_unfinished

MOST_DIGITS = 18


@require_safe
def searching(request: HttpRequest) -> HttpResponse:
    """A search and what it found, newest first; without one, how to search."""
    agent = agent_of(request)
    below = _place(request.GET.get("after", ""))
    found = search(agent, request.GET.get("q", ""), below=below)
    text, asked = found.question.text, not found.question.is_empty
    if asked and below is None:
        remember(agent, text)
    address = reverse("conversations:search")
    context = {
        **frame(request, current=address),
        "search": {
            "url": address,
            "text": text,
            "known": known_by(agent, text) if below is None else None,
            "beside": further(agent, text) if asked and below is None else [],
            "rows": rows_of(found, agent),
            "notes": found.notes,
            "next_url": _address(text, after=found.next) if found.next else "",
            "first_url": _address(text) if below is not None else "",
            "empty": _empty(found),
            "asked": asked,
            "unfinished": is_unfinished(),
            "filters": FILTERS,
            "recent": [] if asked else _recent(agent),
            "forget_url": reverse("conversations:recent_searches"),
        },
    }
    return render(request, "conversations/search.html", context)


def _recent(agent: Agent) -> list[dict[str, str]]:
    return [{"text": one, "url": _address(one)} for one in recent_of(agent)]


def _place(text: str) -> int | None:
    known = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if known else None


def _address(text: str, **more: Any) -> str:
    return f"{reverse('conversations:search')}?{urlencode({'q': text, **more})}"


def _empty(found: Found) -> dict[str, str]:
    """The one next step for somebody who found nothing."""
    question = found.question
    words = " ".join(word for term in question.terms for word in term.words)
    if words and question.filters:
        return {"url": _address(words), "label": _("Search without filters")}
    if any(term.exact for term in question.terms):
        return {"url": _address(words), "label": _("Search for the words in any order")}
    return {"url": reverse("conversations:view", args=["open"]), "label": _("Show all open")}


@require_safe
def palette(request: HttpRequest) -> HttpResponse:
    """Conversations, people and settings for the palette; recent searches for an empty field."""
    text = questions.read(request.GET.get("q", "")).text
    found = suggestions(request, agent_of(request), text)
    return render(request, "conversations/palette_found.html", {"found": found})


@require_POST
def recent_searches(request: HttpRequest) -> HttpResponse:
    """Forget what was looked for."""
    forget(agent_of(request))
    return redirect("conversations:search")
