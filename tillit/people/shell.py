"""The frame around every page of an agent: navigation, live topics, what is in his or her menu."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.people.languages import LANGUAGES
from tillit.people.models import Availability
from tillit.people.request import agent_of
from tillit.ui.addresses import url_of
from tillit.ui.navigation import nav_of


def frame(request: HttpRequest, *, current: str) -> dict[str, Any]:
    """What `ui/shell.html` needs; `current` is the address of the page in the navigation."""
    agent = agent_of(request)
    return {
        "live_url": live_url(agent.team_ids, agent.pk),
        "nav": nav_of(
            request,
            current=current,
            user=agent,
            sign_out_url=url_of("account_logout"),
            personal_url=url_of("people:personal"),
            theme_url=url_of("people:theme"),
            language_url=url_of("people:language"),
            availability_url=url_of("people:availability"),
            availabilities=[
                {"value": value, "label": label, "current": value == agent.availability}
                for value, label in Availability.choices
            ],
            languages=[
                {"code": code, "name": name, "current": code == agent.language}
                for code, name in LANGUAGES
            ],
        ),
    }


def settings_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page among the settings."""
    framed = frame(request, current=url_of("people:settings"))
    return render(request, template, {**framed, **context}, status=status)


def live_url(teams: list[int], agent: int) -> str:
    """The live stream with the topics of one agent."""
    topics = [*(f"team.{team}" for team in teams), f"agent.{agent}", f"presence.{agent}"]
    return f"/live/?{urlencode([('topic', topic) for topic in topics])}"
