"""The board of what customers said, and the page of one answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.feedback.delivered import title_of
from tillit.feedback.models import FollowUp, Rating, State
from tillit.feedback.said import board, following, marking, showing
from tillit.feedback.said.following import UNANSWERED
from tillit.feedback.said.noticing import about_follow_up
from tillit.feedback.said.telling import place_of
from tillit.feedback.understanding import Confidence, Mood, Topic
from tillit.notices.giving import read_about
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent
from tillit.people.policy import Verb, may


@require_safe
def said(request: HttpRequest) -> HttpResponse:
    """What customers said, by state, as filtered."""
    agent, asked = agent_of(request), board.Asked.read(request.GET.dict())
    page = board.page_of(agent, asked, request.GET.get("after", ""))
    context = {
        **frame(request, current=reverse("feedback:said")),
        "said": {
            "place": "board",
            "rows": [showing.shown(one) for one in page.rows],
            "states": _states(asked, board.counts(agent)),
            "state": asked.state,
            "filters": _filters(asked),
            "filtered": asked != board.Asked(state=asked.state),
            "clear_url": board.Asked(state=asked.state).address(),
            "next_url": asked.address(after=page.after) if page.after else "",
            "first_url": asked.address() if request.GET.get("after") else "",
            "looked_through": page.looked_through,
            "url": request.get_full_path(),
            "may_write": may(agent, Verb.SORT),
        },
    }
    is_live = bool(request.headers.get("HX-Request"))
    template = "feedback/said/live.html" if is_live else "feedback/said/board.html"
    return render(request, template, context)


def _states(asked: board.Asked, counted: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": state.label,
            "url": asked.elsewhere(state.value).address(),
            "current": asked.state == state.value,
            "count": counted.get(state.value, 0),
            "is_more": counted.get(state.value, 0) >= board.MOST_COUNTED,
            "quiet": state is State.QUIET,
        }
        for state in board.STATES
    ]


def _filters(asked: board.Asked) -> dict[str, Any]:
    return {
        "topics": [(one.value, one.label, asked.topic == one.value) for one in Topic],
        "moods": [(one.value, one.label, asked.mood == one.value) for one in Mood],
        "ratings": [
            (one.value, one.label, asked.rating == one.value) for one in Rating if one.value
        ],
        "surveys": [
            (str(one.pk), title_of(one), asked.survey == str(one.pk)) for one in board.surveys()
        ],
        "languages": [(code, name, asked.language == code) for code, name in LANGUAGES],
    }


def found(agent: Agent, number: int) -> FollowUp:
    """One answer, if the agent may see it.

    Raises:
        Http404: there is none, or not for this agent.
    """
    seen = FollowUp.objects.visible_to(agent).select_related(*board.RELATED)
    one = seen.filter(pk=number).first()
    if one is None:
        raise Http404
    return one


@require_safe
def row(request: HttpRequest, number: int) -> HttpResponse:
    """What one customer said, why it is labelled so, and what is done about it."""
    agent = agent_of(request)
    one = found(agent, number)
    read_about(agent, about_follow_up(one.pk))
    context = {
        **frame(request, current=reverse("feedback:said")),
        "remark": showing.shown(one),
        "why": _why(one),
        "acts": _acts(one, agent),
        "history": showing.history(one),
    }
    return render(request, "feedback/said/row.html", context)


def _why(one: FollowUp) -> dict[str, Any] | None:
    reading = getattr(one, "reading", None)
    if reading is None:
        return None
    return {
        "corrected_by": reading.corrected_by,
        "corrected_at": reading.corrected_at,
        "mood": Mood(reading.mood).label,
        "confidence": Confidence(reading.confidence).label,
        "words": marking.deciding(one),
        "topics": [(Topic(key).label, marking.deciding(one, key)) for key in reading.topics],
        "version": reading.version,
        "moods": [(mood.value, mood.label, one.mood == mood.value) for mood in Mood],
        "all_topics": [
            (topic.value, topic.label, topic.value in one.topic_keys) for topic in Topic
        ],
    }


def _acts(one: FollowUp, agent: Agent) -> dict[str, Any]:
    about = one.response.invitation.conversation
    place = place_of(one)
    return {
        "may_sort": may(agent, Verb.SORT),
        "colleagues": list(following.colleagues_of(one)),
        "assignee": one.assignee_id,
        "me": agent.pk,
        "is_unanswered": one.state in UNANSWERED,
        "conversation_url": _url_of(one.conversation, agent),
        "about_url": _url_of(about, agent) if not one.anonymous else "",
        "improvement": one.improvement,
        "may_tell": bool(
            one.improvement
            and one.state == State.CHANGED
            and may(agent, Verb.ANSWER)
            and _url_of(place, agent)
        ),
        "is_unknown": place is None,
    }


def _url_of(conversation: Conversation | None, agent: Agent) -> str:
    if conversation is None or conversation.team_id not in agent.team_ids:
        return ""
    return reverse("conversations:conversation", args=[conversation.pk])
