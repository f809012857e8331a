"""Targets of teams and people: what is wanted, how it stands, and how the last months went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.documents.days import today_at_home
from tillit.insights.figures import text_of
from tillit.insights.models import Standing, Target, TargetMonth
from tillit.insights.periods import selection_of
from tillit.insights.targets.celebrating import figure_of
from tillit.insights.targets.forms import TargetForm
from tillit.insights.targets.recognising import Recognised, recognised
from tillit.insights.targets.scope import is_measured
from tillit.insights.targets.setting import set_target, withdraw
from tillit.insights.targets.standing import aim_words, standing_words
from tillit.insights.views.section import tabs
from tillit.measures.registry import Figure, measure_named
from tillit.people.models import Agent
from tillit.people.policy import Verb, may, needs, refuse_unless
from tillit.people.toasts import tell
from tillit.ui import numbers

TARGETS = "targets"
RECENT = timedelta(days=27)
"""Before today: of so many days it is told how a target stands now."""
MOST_MONTHS = 6


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """All that the reader may see; posting sets one more."""
    agent = agent_of(request)
    if request.method == "POST":
        refuse_unless(agent, Verb.LOOK_AFTER)
    form = TargetForm(agent, request.POST or None) if may(agent, Verb.LOOK_AFTER) else None
    if form and form.is_bound and form.is_valid():
        set_target(wanted=form.wanted, by=agent)
        tell(request, _("The target is set."))
        return redirect("insights:targets")
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection_of(request, agent), TARGETS),
        "targets": {**_listed(agent), "form": form},
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "insights/targets.html", context, status=status)


@require_POST
@needs(Verb.LOOK_AFTER)
def target_withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    """One of them holds no longer."""
    agent = agent_of(request)
    found = get_object_or_404(Target.objects.visible_to(agent), pk=number)
    withdraw(target=found, by=agent)
    tell(request, _("Withdrawn. It stays among the earlier ones."))
    return redirect("insights:targets")


def _listed(agent: Agent) -> dict[str, Any]:
    today = today_at_home(clock.now())
    visible = Target.objects.visible_to(agent).select_related("team", "agent", "set_by")
    known = [one for one in visible.prefetch_related("months").order_by("-id") if is_measured(one)]
    standing = [one for one in known if _stands(one, today)]
    return {
        "recognised": [_recognised(one) for one in recognised(agent, today)],
        "of_teams": [_target(one, today) for one in standing if one.team_id],
        "of_people": [_target(one, today) for one in standing if one.agent_id],
        "earlier": [_target(one, today) for one in known if not _stands(one, today)],
    }


def _stands(target: Target, today: date) -> bool:
    return target.withdrawn_at is None and (target.until is None or target.until >= today)


def _recognised(one: Recognised) -> dict[str, Any]:
    words = {"reached": numbers.count(one.reached), "judged": numbers.count(one.judged)}
    return {
        "team": one.team.name,
        "place": numbers.DASH if one.place is None else numbers.count(one.place),
        "few": one.place is None,
        "goals": _("%(reached)s of %(judged)s") % words,
        "months": [date_format(month, "YEAR_MONTH_FORMAT") for month in one.months],
    }


def _target(target: Target, today: date) -> dict[str, Any]:
    measure = measure_named(target.measure)
    whose = target.team or target.agent
    return {
        "number": target.pk,
        "whose": whose.name if whose else "",
        "measure": measure.title,
        "aim": aim_words(measure, target.value),
        "since": target.since,
        "until": target.until,
        "why": target.why,
        "set_by": target.set_by.name if target.set_by else "",
        "withdrawn_at": target.withdrawn_at,
        "now": _now(target, today) if _stands(target, today) else "",
        "months": list(_months(target, target.months.all()[:MOST_MONTHS])),
    }


def _now(target: Target, today: date) -> str:
    """How it stands over the last four weeks."""
    if target.since > today:
        return _("begins on %(day)s") % {"day": numbers.day(target.since)}
    measure = measure_named(target.measure)
    figure = figure_of(target, measure, today - RECENT, today)
    words = standing_words(measure, target.value, figure)
    return f"{text_of(figure.value, measure.unit)}, {words}"


def _months(target: Target, judged: Iterable[TargetMonth]) -> Iterable[dict[str, Any]]:
    measure = measure_named(target.measure)
    for one in judged:
        figure = Figure(one.value, one.n, one.low, one.high)
        yield {
            "name": date_format(one.month, "YEAR_MONTH_FORMAT"),
            "value": text_of(figure.value, measure.unit),
            "standing": Standing(one.standing).label,
            "is_reached": one.standing == Standing.REACHED,
        }
