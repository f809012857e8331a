"""Teams beside each other: funnels, and shares with the same mix of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.insights.comparing import MIXES, SHARES, Comparison, compared
from tillit.insights.comparing_drawing import chart_of, reversals_of, rows_of
from tillit.insights.exporting.links import of_one
from tillit.insights.periods import Choice, Selection, selection_of
from tillit.insights.views.section import choices, tabs
from tillit.measures.dimensions import dimension_named
from tillit.measures.registry import measure_named

TEAMS = "teams"
MIX = "mix"


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """All teams of the reader, whichever of them the address names."""
    selection, mix, found = compared_by(request)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection, TEAMS),
        "page": {
            **choices(selection, has_clocks=False, is_compared=False),
            "teams": [],
            "can_compare": len(selection.teams) > 1,
            "files": of_one("teams_table", query=selection.query(**{MIX: mix})) if found else None,
            "mix": dimension_named(mix).title if selection.part is None else "",
            "mixes": _mixes(selection, mix),
            "measures": [_measure(one, selection, mix) for one in found],
        },
    }
    return render(request, "insights/teams.html", context)


def compared_by(request: HttpRequest) -> tuple[Selection, str, list[Comparison]]:
    """What was asked for, along what the mix is made the same, and what comes of it."""
    selection = replace(selection_of(request, agent_of(request)), team=None)
    asked = request.GET.get(MIX, "")
    mix = asked if asked in MIXES else MIXES[0]
    if len(selection.teams) < 2:
        return selection, mix, []
    return selection, mix, compared([measure_named(key) for key in SHARES], selection, mix)


def _mixes(selection: Selection, mix: str) -> list[Choice]:
    if selection.part:
        return []
    return [
        Choice(dimension_named(key).title, selection.query(**{MIX: key}), key == mix)
        for key in MIXES
    ]


def _measure(one: Comparison, selection: Selection, mix: str) -> dict[str, Any]:
    return {
        "title": one.measure.title,
        "chart": chart_of(one),
        "rows": rows_of(one, selection, mix),
        "reversals": reversals_of(one),
    }
