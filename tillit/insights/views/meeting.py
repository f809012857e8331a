"""The meeting of a team: read by its members, run by its lead, kept for the next time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.documents.days import today_at_home
from tillit.insights.meeting.forms import DecisionForm
from tillit.insights.meeting.holding import close, decide, settle, take_back
from tillit.insights.meeting.scope import (
    may_settle,
    may_take_off,
    meeting_at,
    open_before,
    settled_at,
    team_at,
    team_run_by,
    teams_meeting,
)
from tillit.insights.meeting.telling import figures_of, remarks_of
from tillit.insights.models import AgendaCase, Decision, Meeting
from tillit.insights.periods import OWN, Choice, Selection, selection_of
from tillit.insights.views.section import choices, tabs
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may, needs, refuse_unless
from tillit.people.toasts import tell

MEETING = "meeting"
MOST_EARLIER = 12


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest) -> HttpResponse:
    """The next one; posting a decision writes it down."""
    agent = agent_of(request)
    team = team_at(agent, request.GET.get("team", ""))
    form = DecisionForm(team, request.POST or None) if may(agent, Verb.LOOK_AFTER) else None
    if request.method == "POST":
        refuse_unless(agent, Verb.LOOK_AFTER)
    if form and form.is_bound and form.is_valid():
        decide(team=team, resolved=form.resolved, by=agent)
        return _back(request)
    selection = replace(selection_of(request, agent), team=team.pk, parts=())
    waiting = AgendaCase.objects.filter(team=team, meeting=None)
    decisions = Decision.objects.filter(team=team, meeting=None)
    context = {
        "title": team.name,
        **_chosen(agent, selection),
        "open_before": _decisions(agent, open_before(team)),
        **figures_of(selection),
        "cases": _cases(agent, waiting),
        "remarks": remarks_of(selection),
        "decisions": _decisions(agent, decisions),
        "form": form,
        "close_url": reverse("insights:meeting_closing") + selection.query(),
        "url": reverse("insights:meeting") + selection.query(),
        "earlier": _earlier(team),
    }
    status = 422 if form and form.is_bound else 200
    return _page(request, "insights/meeting.html", context, status)


@require_POST
def meeting_closing(request: HttpRequest) -> HttpResponse:
    """It was held."""
    agent = agent_of(request)
    team = team_run_by(agent, request.GET.get("team", ""))
    selection = selection_of(request, agent)
    held = close(team=team, first=selection.first, last=selection.last, by=agent)
    if held is None:
        tell(request, _("There is no case and no decision to keep yet."))
        return _back(request)
    tell(request, _("Kept. What is not done stands at the top of the next meeting."))
    return HttpResponseRedirect(reverse("insights:held_meeting", args=[held.pk]))


@require_safe
def held_meeting(request: HttpRequest, number: int) -> HttpResponse:
    """One that was held: the figures of its days, its cases and what was decided."""
    agent = agent_of(request)
    found = meeting_at(agent, number)
    usual = selection_of(request, agent)
    selection = replace(
        usual, team=found.team_id, parts=(), period=OWN, first=found.first, last=found.last
    )
    context = {
        "title": found.team.name,
        "held_on": found.held_on,
        "period": selection.words(),
        **figures_of(selection),
        "cases": _cases(agent, found.cases.all()),
        "remarks": [],
        "decisions": _decisions(agent, found.decisions.all()),
        "next_url": reverse("insights:meeting") + f"?team={found.team_id}",
    }
    return _page(request, "insights/held_meeting.html", context, 200)


@require_POST
def meeting_decision(request: HttpRequest, number: int) -> HttpResponse:
    """A decision is done, or not after all."""
    agent = agent_of(request)
    found = settled_at(agent, number)
    settle(decision=found, is_done=request.POST.get("done") == "yes", by=agent)
    if found.meeting_id and request.POST.get("from") == "held":
        return HttpResponseRedirect(reverse("insights:held_meeting", args=[found.meeting_id]))
    return HttpResponseRedirect(reverse("insights:meeting") + f"?team={found.team_id}")


@require_POST
@needs(Verb.LOOK_AFTER)
def meeting_decision_removal(request: HttpRequest, number: int) -> HttpResponse:
    """A decision of the meeting that goes on was written down in error."""
    agent = agent_of(request)
    going_on = Decision.objects.filter(team_id__in=agent.team_ids, meeting=None)
    found = get_object_or_404(going_on, pk=number)
    take_back(decision=found, by=agent)
    return HttpResponseRedirect(reverse("insights:meeting") + f"?team={found.team_id}")


def _back(request: HttpRequest) -> HttpResponse:
    query = request.GET.urlencode()
    return HttpResponseRedirect(reverse("insights:meeting") + (f"?{query}" if query else ""))


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    framed = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection_of(request, agent_of(request)), MEETING),
        "meeting": context,
    }
    return render(request, template, framed, status=status)


def _chosen(agent: Agent, selection: Selection) -> dict[str, Any]:
    """Days and team; a meeting is always one team's."""
    teams = list(teams_meeting(agent))
    compared = selection.compared
    return {
        **choices(selection, has_clocks=False),
        "compared": compared.words() if compared else "",
        "teams": [
            Choice(one.name, selection.query(team=str(one.pk)), one.pk == selection.team)
            for one in teams
            if len(teams) > 1
        ],
    }


def _cases(agent: Agent, found: QuerySet[AgendaCase]) -> list[dict[str, Any]]:
    """Those of which the agent still sees the conversation."""
    read = found.filter(conversation__team_id__in=agent.team_ids)
    return [
        {
            "number": one.pk,
            "url": reverse("conversations:conversation", args=[one.conversation_id]),
            "subject": one.conversation.subject or f"#{one.conversation_id}",
            "id": one.conversation_id,
            "why": one.why,
            "by": one.by.name if one.by else "",
            "may_take_off": one.meeting_id is None and may_take_off(agent, one),
        }
        for one in read.select_related("conversation", "by")
    ]


def _decisions(agent: Agent, found: QuerySet[Decision]) -> list[dict[str, Any]]:
    today = today_at_home(clock.now())
    return [
        {
            "number": one.pk,
            "words": one.words,
            "owner": one.owner.name if one.owner else _("All of us"),
            "due_on": one.due_on,
            "is_done": one.done_at is not None,
            "is_late": one.done_at is None and one.due_on is not None and one.due_on < today,
            "decided_on": one.meeting.held_on if one.meeting else None,
            "may_settle": may_settle(agent, one),
            "may_take_back": one.meeting_id is None and may(agent, Verb.LOOK_AFTER),
        }
        for one in found.select_related("owner", "meeting")
    ]


def _earlier(team: Team) -> list[dict[str, Any]]:
    return [
        {"day": one.held_on, "url": reverse("insights:held_meeting", args=[one.pk])}
        for one in Meeting.objects.filter(team=team)[:MOST_EARLIER]
    ]
