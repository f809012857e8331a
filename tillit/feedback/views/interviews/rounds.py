"""Rounds: their list, one of them, and planning it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.documents.days import today_at_home
from tillit.feedback.interviews import planning, showing
from tillit.feedback.interviews.forms import ChoiceForm, GuideForm, RoundForm, StepForm
from tillit.feedback.interviews.quotas import Filled, quotas_in
from tillit.feedback.interviews.scope import led_at, round_at
from tillit.feedback.models import Interview, NextStep, Round
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may, needs
from tillit.people.toasts import tell

SHOWN = 50


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of talks, in the frame of all pages."""
    whole = {**frame(request, current=reverse("feedback:said")), **context}
    return render(request, f"feedback/interviews/{template}", whole, status=status)


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """What waits for whoever looks, and all rounds, the newest first."""
    agent = agent_of(request)
    leads = may(agent, Verb.LOOK_AFTER)
    waiting = Interview.objects.visible_to(agent).waiting_for(agent).listed(agent)
    context = {
        "place": "interviews",
        "rounds": _rows(agent),
        "own": [showing.row_of(one, agent) for one in waiting.order_by("pk")[:SHOWN]],
        "steps": [showing.step_of(one, agent) for one in _own_steps(agent)],
        "leads": leads,
        "may_plan": leads and _plannable(agent).exists(),
        "several": len(agent.team_ids) > 1,
    }
    return shown(request, "rounds.html", {"talks": context})


def _rows(agent: Agent) -> list[dict[str, Any]]:
    found = Round.objects.told_to(agent).select_related("team").order_by("-due_on", "-pk")[:SHOWN]
    filled = quotas_in([one.pk for one in found])
    today = today_at_home(clock.now())
    return [_row(one, filled[one.pk], today) for one in found]


def _row(round: Round, filled: list[Filled], today: date) -> dict[str, Any]:
    return {
        "url": reverse(
            "feedback:round" if round.is_open else "feedback:round_report", args=[round.pk]
        ),
        "team": round.team.name,
        "due_on": round.due_on,
        "finished_on": round.finished_on,
        "is_late": round.is_open and round.due_on < today,
        "wanted": sum(one.wanted for one in filled),
        "done": sum(one.done for one in filled),
    }


def _own_steps(agent: Agent) -> QuerySet[NextStep]:
    """What whoever looks has still to do because of what customers said."""
    own = NextStep.objects.filter(owner=agent, round__team_id__in=agent.team_ids, done_at=None)
    return own.select_related("owner").order_by("due_on", "pk")[:SHOWN]


def _plannable(agent: Agent) -> QuerySet[Team]:
    """The teams that have no round just now."""
    running = Round.objects.filter(finished_on=None).values("team")
    return Team.objects.visible_to(agent).exclude(pk__in=running).order_by("name")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def new_round(request: HttpRequest) -> HttpResponse:
    """Plan a round."""
    agent = agent_of(request)
    teams, today = _plannable(agent), today_at_home(clock.now())
    if not teams:
        tell(request, _("A round of this team is running already."))
        return redirect("feedback:interviews")
    proposed = {team: max(planning.next_due(team, today), today) for team in teams}
    form = RoundForm(proposed, None, request.POST or None)
    if form.is_bound and form.is_valid():
        return _planned(request, form, agent)
    return _planning(request, form, _("Plan a round of talks"), reverse("feedback:interviews"))


def _planned(request: HttpRequest, form: RoundForm, agent: Agent) -> HttpResponse:
    said = form.cleaned_data
    try:
        made = planning.plan(team=said["team"], due_on=said["due_on"], wanted=form.wanted, by=agent)
    except planning.RoundRuns:
        tell(request, _("A round of this team is running already."))
        return redirect("feedback:interviews")
    tell(request, _("Planned. Now choose whom to ask."))
    return redirect("feedback:round", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def round_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Another day, or other numbers."""
    agent = agent_of(request)
    known = led_at(agent, number)
    form = RoundForm({}, known, request.POST or None)
    if form.is_bound and form.is_valid():
        due_on = form.cleaned_data["due_on"]
        planning.replan(round=known, due_on=due_on, wanted=form.wanted, by=agent)
        tell(request, _("Saved."))
        return redirect("feedback:round", number)
    back_url = reverse("feedback:round", args=[number])
    return _planning(request, form, _("Change the plan"), back_url)


def _planning(request: HttpRequest, form: RoundForm, heading: str, back_url: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back_url": back_url}
    status = 422 if form.is_bound else 200
    return shown(request, "plan.html", {"plan": context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def round_guide(request: HttpRequest, number: int) -> HttpResponse:
    """What is asked, in each language."""
    agent = agent_of(request)
    known = led_at(agent, number)
    form = GuideForm(known, request.POST or None)
    if form.is_bound and form.is_valid():
        planning.write_guide(round=known, questions=form.questions, by=agent)
        tell(request, _("Saved."))
        return redirect("feedback:round", number)
    context = {"form": form, "back_url": reverse("feedback:round", args=[number])}
    status = 422 if form.is_bound else 200
    return shown(request, "guide.html", {"guide": context}, status=status)


@require_safe
def round(request: HttpRequest, number: int) -> HttpResponse:
    """One round."""
    return round_page(request, round_at(agent_of(request), number))


def round_page(
    request: HttpRequest,
    known: Round,
    *,
    choice: ChoiceForm | None = None,
    step: StepForm | None = None,
) -> HttpResponse:
    """One round, with what was filled in when something was wrong with it."""
    agent = agent_of(request)
    leads = may(agent, Verb.LOOK_AFTER)
    steps = known.steps.select_related("owner").order_by("done_at", "due_on", "pk")
    context = {
        "id": known.pk,
        "team": known.team.name,
        "due_on": known.due_on,
        "finished_on": known.finished_on,
        "leads": leads,
        "quotas": showing.quotas_for(known),
        "talks": showing.talks_of(agent, known),
        "lots": showing.lots_of(known) if leads else [],
        "steps": [showing.step_of(one, agent) for one in steps] if leads else [],
        "choice": (choice or ChoiceForm()) if leads and known.is_open else None,
        "step": (step or StepForm(known.team_id, agent)) if leads else None,
    }
    return shown(request, "round.html", {"round": context}, status=422 if choice or step else 200)


@require_POST
def round_finishing(request: HttpRequest, number: int) -> HttpResponse:
    """No more talks belong to it."""
    agent = agent_of(request)
    known = led_at(agent, number)
    try:
        planning.finish(round=known, by=agent)
    except planning.TalksToCome:
        tell(request, _("Talks are agreed that have not taken place. Say first what came of them."))
        return redirect("feedback:round", number)
    tell(request, _("Finished. The next round is due in half a year."))
    return redirect("feedback:round_report", number)
