"""A person's own dashboard: chosen measures, each about the days, team and filter of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.insights import figures as shown
from tillit.insights.control import control_of
from tillit.insights.control_drawing import chart_of
from tillit.insights.dashboard import (
    LONGEST_TITLE,
    MOST,
    Full,
    cards_of,
    entitle,
    move,
    put_on,
    put_on_first_set,
    remove,
)
from tillit.insights.models import DashboardCard, Look
from tillit.insights.periods import Selection, selection_of, selection_read_from
from tillit.insights.slices import words_of
from tillit.insights.targets.scope import Targets, targets_of
from tillit.insights.targets.standing import words_for
from tillit.insights.views.section import tabs
from tillit.measures.registry import Measure, measure_named
from tillit.people.models import Agent, Team
from tillit.people.toasts import tell

DASHBOARD = "dashboard"
_Beside = tuple[shown.Measured, shown.Measured | None]
"""A figure, and the same of the days that it is compared with."""


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Everything on it, each with what the person may see now."""
    agent = agent_of(request)
    selection = selection_of(request, agent)
    cards = cards_of(agent)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection, DASHBOARD),
        "dashboard": {
            "cards": _shown(cards, agent),
            "first_set_url": reverse("insights:dashboard_first_set"),
            "longest": LONGEST_TITLE,
        },
    }
    return render(request, "insights/dashboard.html", context)


@require_POST
def dashboard_cards(request: HttpRequest) -> HttpResponse:
    """Put a measure on it, with the days, team and filter of the address."""
    agent = agent_of(request)
    selection = selection_of(request, agent)
    measure, look = request.POST.get("measure", ""), request.POST.get("look", "")
    if look not in Look.values or _known(measure) is None:
        raise Http404
    try:
        put_on(measure=measure, look=Look(look), query=selection.query(), by=agent)
    except Full:
        words = _("There are %(most)d figures on your dashboard already. Remove one first.")
        tell(request, words % {"most": MOST})
    return _back()


@require_POST
def dashboard_first_set(request: HttpRequest) -> HttpResponse:
    """Begin with what most begin with."""
    agent = agent_of(request)
    if not cards_of(agent):
        put_on_first_set(query=selection_of(request, agent).query(), by=agent)
    return _back()


@require_POST
def dashboard_card(request: HttpRequest, number: int) -> HttpResponse:
    """Name one of them, or move it."""
    agent = agent_of(request)
    card = _own(agent, number)
    if "title" in request.POST:
        entitle(card=card, title=request.POST["title"], by=agent)
    if request.POST.get("move") in ("up", "down"):
        move(card=card, is_up=request.POST["move"] == "up", by=agent)
    return _back()


@require_POST
def dashboard_card_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take one off."""
    agent = agent_of(request)
    remove(card=_own(agent, number), by=agent)
    return _back()


def _own(agent: Agent, number: int) -> DashboardCard:
    return get_object_or_404(DashboardCard, agent=agent, pk=number)


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("insights:dashboard"))


def _known(key: str) -> Measure | None:
    try:
        return measure_named(key)
    except KeyError:
        return None


def _selection(card: DashboardCard, agent: Agent) -> Selection | None:
    """What it is about; None where the person may no longer see it."""
    try:
        return selection_read_from(QueryDict(card.query.removeprefix("?")), agent)
    except Http404:
        return None


def _shown(cards: Sequence[DashboardCard], agent: Agent) -> list[dict[str, Any]]:
    selections = {card.query: _selection(card, agent) for card in cards}
    found = _measured(cards, selections)
    targets = {query: targets_of(one) if one else {} for query, one in selections.items()}
    return [
        {
            **_frame_of(card, place, len(cards)),
            **_content(card, selections[card.query], found, targets[card.query]),
        }
        for place, card in enumerate(cards)
    ]


def _measured(
    cards: Sequence[DashboardCard], selections: Mapping[str, Selection | None]
) -> dict[tuple[str, str], _Beside]:
    """By query and measure; the days of one selection are read once for all of its cards."""
    wanted: defaultdict[str, dict[str, Measure]] = defaultdict(dict)
    for card in cards:
        if (measure := _known(card.measure)) and card.look == Look.CARD:
            wanted[card.query][card.measure] = measure
    found: dict[tuple[str, str], _Beside] = {}
    for query, measures in wanted.items():
        if selection := selections[query]:
            told = shown.measured(measures.values(), selection)
            before = shown.compared_with(measures.values(), selection)
            found |= {(query, key): (one, before.get(key)) for key, one in told.items()}
    return found


def _frame_of(card: DashboardCard, place: int, n: int) -> dict[str, Any]:
    measure = _known(card.measure)
    return {
        "title": card.title or (measure.title if measure else _("No longer measured")),
        "own_title": card.title,
        "url": reverse("insights:dashboard_card", args=[card.pk]),
        "removal_url": reverse("insights:dashboard_card_removal", args=[card.pk]),
        "is_first": place == 0,
        "is_last": place == n - 1,
    }


def _content(
    card: DashboardCard,
    selection: Selection | None,
    found: Mapping[tuple[str, str], _Beside],
    targets: Targets,
) -> dict[str, Any]:
    measure = _known(card.measure)
    if selection is None or measure is None:
        return {"is_lost": True}
    content: dict[str, Any] = {"about": _about(selection)}
    if card.look == Look.CHART:
        control = control_of(measure, selection)
        chart = chart_of(control, selection.part) if control.has_figures else None
        return {**content, "chart": chart, "is_chart": True}
    one, before = found[card.query, card.measure]
    figure = shown.card(one, selection, before, target=words_for(one, targets))
    return {**content, "card": figure | ({"title": card.title} if card.title else {})}


def _about(selection: Selection) -> str:
    """Which days, team and filter, in words."""
    team = Team.objects.get(pk=selection.team).name if selection.team else ""
    part = words_of(selection.part) if selection.part else ""
    return " · ".join(one for one in (selection.words(), team, part) if one)
