"""One method: what it is for, when it is due, what came of it, and saying so."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.models import Method
from tillit.insights.year import keeping
from tillit.insights.year.entries import state_on
from tillit.insights.year.figure import figure_of, result_of
from tillit.insights.year.forms import DoneForm, SkipForm
from tillit.insights.year.history import changes_of
from tillit.insights.year.noticing import about_method
from tillit.insights.year.scope import done_at, may_do, method_at
from tillit.insights.year.views import year_page
from tillit.notices.giving import read_about
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.people.toasts import tell
from tillit.ui.addresses import url_of


@require_safe
def method(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about it; whoever looks has read what was told about it."""
    agent = agent_of(request)
    found = method_at(agent, number)
    read_about(agent, about_method(found.pk))
    return _shown(request, found)


@require_POST
def occasions(request: HttpRequest, number: int) -> HttpResponse:
    """It is done: what came of it."""
    agent = agent_of(request)
    found = done_at(agent, number)
    form = DoneForm(found, request.POST)
    if not form.is_valid():
        return _shown(request, found, done=form)
    kept = keeping.record(method=found, due_on=form.due_on, result=form.result, by=agent)
    return _answered(request, found, kept is not None, _("Recorded."))


@require_POST
def skips(request: HttpRequest, number: int) -> HttpResponse:
    """It is left out this time, and why."""
    agent = agent_of(request)
    found = done_at(agent, number)
    form = SkipForm(found, request.POST)
    if not form.is_valid():
        return _shown(request, found, skip=form)
    kept = keeping.skip(method=found, due_on=form.due_on, result=form.result, by=agent)
    return _answered(request, found, kept is not None, _("Skipped this time."))


def _answered(request: HttpRequest, found: Method, kept: bool, words: str) -> HttpResponse:
    overtaken = _("Somebody has recorded this already: it stands below.")
    tell(request, words if kept else overtaken)
    return redirect("year:method", found.pk)


def _shown(
    request: HttpRequest,
    found: Method,
    *,
    done: DoneForm | None = None,
    skip: SkipForm | None = None,
) -> HttpResponse:
    agent, today = agent_of(request), today_at_home(clock.now())
    leads = may(agent, Verb.LOOK_AFTER)
    is_open = found.due_on is not None and found.put_away_at is None
    may_say = is_open and may_do(agent, found)
    ready = found.ready_made
    looked = figure_of(found, agent, today)
    context: dict[str, Any] = {
        "number": found.pk,
        "title": found.name,
        "purpose": found.meaning,
        "frequency": found.frequency.words(),
        "owner": found.owner.name if found.owner else "",
        "team": found.team.name if found.team else "",
        "due_on": found.due_on if is_open else None,
        "state": state_on(found.due_on, today) if found.due_on and is_open else None,
        "runs_by_itself": found.runs_by_itself,
        "place_url": url_of(ready.place, *ready.at) if ready and ready.place else "",
        "figure": looked,
        "put_away_at": found.put_away_at,
        "done": (done or DoneForm(found, result=result_of(looked))) if may_say else None,
        "skip": (skip or SkipForm(found)) if may_say else None,
        "skips": skip is not None,
        "occasions": found.occasions.select_related("by"),
        "changes": changes_of(found),
        "may_change": leads,
    }
    status = 422 if done or skip else 200
    return year_page(request, "method.html", {"method": context}, status=status)
