"""The frame around every page of an agent: navigation, live topics, what is in his or her menu."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from tillit.people.languages import LANGUAGES
from tillit.people.models import Availability
from tillit.people.request import agent_of
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
            sign_out_url=reverse("account_logout"),
            personal_url=reverse("people:personal"),
            theme_url=reverse("people:theme"),
            language_url=reverse("people:language"),
            availability_url=reverse("people:availability"),
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


def live_url(teams: list[int], agent: int) -> str:
    """The live stream with the topics of one agent."""
    topics = [*(f"team.{team}" for team in teams), f"agent.{agent}", f"presence.{agent}"]
    return f"/live/?{urlencode([('topic', topic) for topic in topics])}"
