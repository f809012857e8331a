"""The signals of a measure, and what leads know of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tillit.conversations.request import agent_of
from tillit.insights.control import Control, control_of
from tillit.insights.control_drawing import baseline_words, chart_of, signal_words
from tillit.insights.explaining import (
    explain,
    may_be_explained,
    team_meant,
    those_to_take_back,
    withdraw,
)
from tillit.insights.models import Explanation
from tillit.insights.periods import Selection, selection_of
from tillit.measures.registry import KeepsDays, Measure, TellsThePresent, measure_named
from tillit.people.models import Team
from tillit.people.policy import Verb, may, needs
from tillit.ui import numbers

LONGEST = 300


def signals(measure: Measure, selection: Selection) -> dict[str, Any]:
    """The weeks of a measure as a chart, where it signals, and what was noted of that."""
    if selection.is_combined:
        return {"chart": None}
    if isinstance(measure, KeepsDays) and isinstance(measure, TellsThePresent):
        return {"chart": None}
    control = control_of(measure, selection)
    may_explain = may(selection.agent, Verb.LOOK_AFTER) and may_be_explained(selection)
    if not control.has_figures:
        return {"chart": None}
    return {
        "chart": chart_of(control, selection.part),
        "baseline": baseline_words(control),
        "signals": [
            {
                "week": week.first.isoformat(),
                "words": f"{numbers.day(week.first)}: {signal_words(control, week)}",
                "notes": _notes(control, week.first),
            }
            for week in reversed(control.signals)
        ],
        "other_notes": _notes_elsewhere(control),
        "may_explain": may_explain,
        "own_notes": _own_notes(control, selection) if may_explain else (),
        "explain_url": reverse("insights:explanations", args=[measure.key]) + selection.query(),
        "longest": LONGEST,
    }


def _own_notes(control: Control, selection: Selection) -> Collection[int]:
    """Those that may be taken back here."""
    if not control.explanations:
        return ()
    known = [one.pk for one in control.explanations]
    found = Explanation.objects.filter(those_to_take_back(selection), pk__in=known)
    return set(found.values_list("pk", flat=True))


def _notes(control: Control, week: date) -> list[Explanation]:
    return [one for one in control.explanations if one.week == week]


def _notes_elsewhere(control: Control) -> list[Explanation]:
    """What was noted of weeks that are no signal, or no longer."""
    weeks = {week.first for week in control.signals}
    return [one for one in control.explanations if one.week not in weeks]


@require_POST
@needs(Verb.LOOK_AFTER)
def explanations(request: HttpRequest, key: str) -> HttpResponse:
    """Write down why a week was unlike others."""
    measure, selection = _asked(request, key)
    _must_be_explained_here(selection)
    words = request.POST.get("words", "").strip()[:LONGEST]
    day = _day(request.POST.get("week", ""))
    if words:
        explain(
            measure=measure.key,
            team=Team.objects.filter(pk__in=[team_meant(selection)]).first(),
            day=day,
            words=words,
            starts_anew=request.POST.get("starts_anew") == "on",
            by=selection.agent,
        )
    return _back(measure, selection)


@require_POST
@needs(Verb.LOOK_AFTER)
def explanation_removal(request: HttpRequest, key: str, explanation: int) -> HttpResponse:
    """Take an explanation back."""
    measure, selection = _asked(request, key)
    _must_be_explained_here(selection)
    visible = Explanation.objects.visible_to(selection.agent).filter(measure=measure.key)
    known = visible.filter(those_to_take_back(selection))
    withdraw(explanation=get_object_or_404(known, pk=explanation), by=selection.agent)
    return _back(measure, selection)


def _must_be_explained_here(selection: Selection) -> None:
    if not may_be_explained(selection):
        raise Http404


def _asked(request: HttpRequest, key: str) -> tuple[Measure, Selection]:
    try:
        return measure_named(key), selection_of(request, agent_of(request))
    except KeyError as error:
        raise Http404 from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _back(measure: Measure, selection: Selection) -> HttpResponse:
    address = reverse("insights:measure", args=[measure.key]) + selection.query()
    return HttpResponseRedirect(f"{address}#signals")
