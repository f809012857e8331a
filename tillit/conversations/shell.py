"""The frame around every page of an agent: navigation, counts, live topics."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from tillit.conversations.request import agent_of
from tillit.people.languages import LANGUAGES
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
            theme_url=reverse("people:theme"),
            language_url=reverse("people:language"),
            languages=[
                {"code": code, "name": name, "current": code == agent.language}
                for code, name in LANGUAGES
            ],
        ),
    }


def counted(framed: dict[str, Any], view: str) -> int | None:
    """The number that the navigation shows beside a view, so that it is counted once a page."""
    items = (item for group in framed["nav"]["groups"] for item in group.items)
    return next((item.count for item in items if item.view == view), None)


def live_url(teams: list[int], agent: int) -> str:
    """The live stream with the topics of one agent."""
    topics = [*(f"team.{team}" for team in teams), f"agent.{agent}"]
    return f"/live/?{urlencode([('topic', topic) for topic in topics])}"
